import { expect } from "chai";
import { Recording } from "../../../sim/waves/recording.ts";
import { FakeState } from "./fake-state.ts";
import { WaveSketch } from "./sketch.ts";

describe("recording", () => {
  const sketch = new WaveSketch();
  const core = sketch.scope("core", "module");
  const wide = sketch.signal("wide", 34, { scope: core });
  const key = sketch.signal("key", 3, { secret: true });
  const netlist = sketch.finish();

  it("keeps one sample a call, most significant bit first, under names below the top", () => {
    const values = new FakeState(netlist);
    const recording = new Recording(netlist, values, { include: ["**.wide"] });
    values.set(wide, `1${"0".repeat(30)}xz1`);
    recording.capture();
    values.set(wide, "0".repeat(34));
    recording.capture();
    expect(recording.length).to.equal(2);
    expect(recording.traces).to.deep.equal([
      {
        name: "core.wide",
        width: 34,
        enumeration: undefined,
        samples: [`1${"0".repeat(30)}xz1`, "0".repeat(34)],
      },
    ]);
  });

  it("holds x for a secret", () => {
    const values = new FakeState(netlist);
    const recording = new Recording(netlist, values, { include: ["**.key"] });
    values.set(key, "101");
    recording.capture();
    expect(recording.traces[0].samples).to.deep.equal(["xxx"]);
  });
});
