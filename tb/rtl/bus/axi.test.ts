import { expect } from "chai";
import { AXI_CHANNELS, AxiBurst, axi } from "../../../rtl/bus/axi.ts";
import { type Bits, connect, type EnumBits, elaborate, flip, module } from "../../../sim/hdl/index.ts";
import { signalPath } from "../../../sim/netlist/netlist.ts";
import { fault } from "../../sim/hdl/model.ts";

const OPTIONS = { addressBits: 52, dataBits: 512, idBits: 4 } as const;
const Wires = module("Wires", { up: flip(axi(OPTIONS)), down: axi(OPTIONS) }, ({ up, down }) =>
  connect(up, down),
);

/** Signals of the port `up` with their widths and directions. */
function ports(): Record<string, string> {
  const { netlist } = elaborate(Wires);
  const found = netlist.signals.flatMap(({ node, kind }, id) => {
    const path = signalPath(netlist, id);
    return path.startsWith("Wires.up.") ? [[path.slice(9), `${kind} ${netlist.nodes[node].width}`]] : [];
  });
  return Object.fromEntries(found);
}

describe("the AXI4 bundle", () => {
  it("has the signals of the specification, seen here by a subordinate", () => {
    const request = {
      valid: "input 1",
      ready: "output 1",
      "payload.id": "input 4",
      "payload.addr": "input 52",
      "payload.len": "input 8",
      "payload.size": "input 3",
      "payload.burst": "input 2",
      "payload.lock": "input 1",
      "payload.cache": "input 4",
      "payload.prot": "input 3",
      "payload.qos": "input 4",
    };
    const named = (channel: string, signals: Record<string, string>) =>
      Object.entries(signals).map(([name, port]) => [`${channel}.${name}`, port]);
    expect(ports()).to.deep.equal(
      Object.fromEntries([
        ...named("aw", request),
        ...named("ar", request),
        ["w.valid", "input 1"],
        ["w.ready", "output 1"],
        ["w.payload.data", "input 512"],
        ["w.payload.strb", "input 64"],
        ["w.payload.last", "input 1"],
        ["b.valid", "output 1"],
        ["b.ready", "input 1"],
        ["b.payload.id", "output 4"],
        ["b.payload.resp", "output 2"],
        ["r.valid", "output 1"],
        ["r.ready", "input 1"],
        ["r.payload.id", "output 4"],
        ["r.payload.data", "output 512"],
        ["r.payload.resp", "output 2"],
        ["r.payload.last", "output 1"],
      ]),
    );
  });
  it("types each field by its width", () => {
    module("Typed", { port: flip(axi(OPTIONS)) }, ({ port }) => {
      const address: Bits<52> = port.ar.payload.addr;
      const strobe: Bits<64> = port.w.payload.strb;
      const burst: EnumBits<"FIXED" | "INCR" | "WRAP", 2> = port.aw.payload.burst;
      // @ts-expect-error: the ID has 4 bits
      const id: Bits<5> = port.b.payload.id;
      return [address, strobe, burst, id];
    });
  });
  it("names the section of the specification for each channel and field", () => {
    const fields = Object.values(AXI_CHANNELS).flatMap(({ fields }) => Object.entries(fields));
    expect(fields.filter(([, { section }]) => !/^A\d/.test(section))).to.deep.equal([]);
    expect(fields.length).to.equal(27);
  });
  it("codes the burst types as table A3-3", () => {
    expect(AxiBurst.values).to.deep.equal({ FIXED: 0, INCR: 1, WRAP: 2 });
  });
  it("refuses widths that AXI does not have", () => {
    expect(fault(() => axi({ ...OPTIONS, dataBits: 96 }))).to.match(
      /^OPTION: dataBits is "96"\n.*\n {2}fix: give one of 8, 16, 32, 64, 128, 256, 512, 1024$/,
    );
    expect(fault(() => axi({ ...OPTIONS, addressBits: 65 }))).to.match(
      /addressBits is "65"(.|\n)*give 12 to 64$/,
    );
    expect(fault(() => axi({ ...OPTIONS, idBits: 0 }))).to.match(/idBits is "0"(.|\n)*give 1 to 32$/);
  });
});
