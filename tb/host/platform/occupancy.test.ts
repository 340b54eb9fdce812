import { expect } from "chai";
import { Occupancy } from "../../../host/platform/occupancy.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { connect, elaborate, flip, instances, module, pipeline, stream } from "../../../sim/hdl/index.ts";

const Pipe = module("Pipe", { up: flip(stream(8)), down: stream({ value: 8 }) }, ({ up, down }) => {
  pipeline(up)
    .stage("first", (value) => ({ value }))
    .stage("second", ({ value }) => ({ value }))
    .into(down);
});

const Top = module("Top", { up: flip(stream(8)), down: stream({ value: 8 }) }, ({ up, down }) => {
  const { engine } = instances({ engine: Pipe });
  connect(engine.up, up);
  connect(engine.down, down);
});

const design = elaborate(Top);

/** Ten cycles, in the first `items` of which an item enters; results are taken from cycle `from` on. */
function occupancy(items: number, from: number, afterwards = (_occupancy: Occupancy) => {}) {
  using sim = simulate(design);
  const occupied = new Occupancy(sim, design.netlist, "engine");
  const { up, down } = sim.dut;
  sim.drive(up.valid, 0).drive(up.payload, 7).drive(down.ready, 0);
  sim.bench(function* (b) {
    for (let cycle = 0; cycle < 10; cycle++) {
      b.drive(up.valid, cycle < items);
      b.drive(down.ready, cycle >= from);
      yield* b.tick();
    }
    afterwards(occupied);
  });
  sim.run();
  return occupied.summary;
}

describe("the occupancy of stages", () => {
  it("is the share of the cycles outside reset in which the stage held an item", () => {
    // One item is in the first stage for one cycle of ten, and in the second for one.
    expect(occupancy(1, 0)).to.deep.equal([
      { stage: "engine.first", share: 0.1 },
      { stage: "engine.second", share: 0.1 },
    ]);
  });

  it("counts an item that waits for as long as it waits", () => {
    // The item comes to the second stage before cycle 2, waits through cycles 2 to 5, and leaves with cycle 6.
    expect(occupancy(1, 6)[1]).to.deep.equal({ stage: "engine.second", share: 0.5 });
  });

  it("begins anew when it is told to", () => {
    const summary = occupancy(3, 0, (occupied) => occupied.reset());
    expect(summary.map(({ share }) => share)).to.deep.equal([0, 0]);
  });
});
