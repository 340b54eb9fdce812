import { expect } from "chai";
import type { Netlist } from "../../../sim/netlist/netlist.ts";
import { origin, origins, secretOrigins } from "../../../sim/waves/secrets.ts";
import { WaveSketch } from "./sketch.ts";

describe("origins", () => {
  it("are the drivers at the ends of chains of wires, however long and wherever they begin", () => {
    const { builder } = new WaveSketch();
    const wires = Array.from({ length: 100_000 }, () => builder.node("wire", 1, 1, [], undefined));
    const driver = builder.node("input", 1, 1, [], undefined);
    for (const wire of wires) builder.drive(wire, wire + 1);
    const origin = origins(builder.finish());
    expect(new Set(origin)).to.deep.equal(new Set([driver]));
  });

  it("end at every operator", () => {
    const { builder } = new WaveSketch();
    const input = builder.node("input", 1, 1, [], undefined);
    const not = builder.node("not", 1, 1, [input], undefined);
    const wire = builder.node("wire", 1, 1, [not], undefined);
    const netlist = builder.finish();
    expect([...origins(netlist)]).to.deep.equal([input, not, not]);
    expect(origin(netlist, wire)).to.equal(not);
  });
});

describe("secret origins", () => {
  const secretsOf = (netlist: Netlist) => [...secretOrigins(netlist)];

  it("are the drivers behind the wires of secret signals", () => {
    const sketch = new WaveSketch();
    const key = sketch.signal("key", 8);
    const inner = sketch.builder.node("wire", 8, 1, [key], undefined);
    const outer = sketch.builder.node("wire", 8, 1, [inner], undefined);
    sketch.signal("held", 8, { node: outer, secret: true });
    sketch.signal("open", 8);
    expect(secretsOf(sketch.finish())).to.deep.equal([key]);
  });

  it("are the reads of secret memories, registered or not", () => {
    const { builder } = new WaveSketch();
    const shape = { width: 8, depth: 4, init: [], scope: 0, place: 0 };
    const keys = builder.memory({ ...shape, name: "keys", secret: true });
    const lines = builder.memory({ ...shape, name: "lines", secret: false });
    const address = builder.node("input", 2, 1, [], undefined);
    const direct = builder.node("read", 8, 1, [address], { memory: keys });
    builder.node("read", 8, 1, [address], { memory: lines });
    const node = builder.node("readport", 8, 1, [], undefined);
    builder.memories[keys].reads.push({
      node,
      domain: 0,
      address,
      enable: undefined,
      collision: "x",
      place: 0,
    });
    expect(secretsOf(builder.finish())).to.have.members([direct, node]);
  });
});
