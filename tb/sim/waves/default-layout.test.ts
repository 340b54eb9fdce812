import { expect } from "chai";
import { defaultLayout } from "../../../sim/waves/default-layout.ts";
import type { Group } from "../../../sim/waves/save-file.ts";
import { MemorySink } from "../../../sim/waves/sink.ts";
import { VcdWriter } from "../../../sim/waves/vcd-writer.ts";
import { FakeState } from "./fake-state.ts";
import { WaveSketch } from "./sketch.ts";

describe("default layout", () => {
  const sketch = new WaveSketch();
  const bus = sketch.scope("bus", "bundle");
  const payload = sketch.scope("payload", "bundle", bus);
  const core = sketch.scope("core", "module");
  const mix = sketch.scope("mix", "stage", core);
  const port = sketch.scope("port", "bundle", core);
  sketch.scope("empty", "module");
  sketch.signal("clk", 1, { kind: "clock" });
  sketch.signal("rst", 1, { kind: "reset" });
  sketch.signal("state", 2, { enumeration: sketch.enumeration("State", 2, "IDLE") });
  sketch.signal("valid", 1, { scope: bus });
  sketch.signal("data", 8, { scope: payload });
  sketch.signal("a", 8, { scope: mix });
  sketch.signal("b", 8, { scope: port });
  const netlist = sketch.finish();
  const writer = new VcdWriter(netlist, new FakeState(netlist), new MemorySink());
  writer.lane("txn", "top.core.mix");
  writer.lane("request", "top.bus");
  const { groups } = defaultLayout(writer);

  /** Open groups as `title: paths`, folded ones in brackets, inner ones behind. */
  const outline = ({ title, open, traces, groups: inner = [] }: Group): unknown[] => {
    const line = `${title}: ${traces.map(({ path }) => path).join(" ")}`;
    return [open ? line : `[${line}]`, ...inner.map(outline)];
  };

  it("shows clocks and resets, all lanes together, then the scopes as they nest; open are the top and its bundles", () => {
    expect(groups.map(outline)).to.deep.equal([
      ["clocks and resets: top.clk top.rst"],
      ["transactions: top.core.mix.txn top.bus.request"],
      [
        "top: top.state",
        ["bus: top.bus.valid", ["payload: top.bus.payload.data"]],
        ["[core: ]", ["[mix: top.core.mix.a]"], ["[port: top.core.port.b]"]],
      ],
    ]);
  });

  it("names a lane by where it is, and colours rows by what they are", () => {
    expect(groups[0].traces.map(({ colour }) => colour)).to.deep.equal(["blue", "orange"]);
    expect(groups[1].traces).to.deep.equal([
      { path: "top.core.mix.txn", colour: "yellow", alias: "core/mix/txn" },
      { path: "top.bus.request", colour: "yellow", alias: "bus/request" },
    ]);
    expect(groups[2].traces).to.deep.equal([{ path: "top.state", colour: "orange" }]);
  });
});
