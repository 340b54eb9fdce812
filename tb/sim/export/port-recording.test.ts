import { expect } from "chai";
import { type EngineName, simulate } from "../../../sim/bench/index.ts";
import type { PortRecording } from "../../../sim/export/port-recording.ts";
import type { Track } from "../../../sim/export/track.ts";
import {
  clockDomain,
  clocked,
  dividedClock,
  In,
  instances,
  module,
  Out,
  regs,
  u,
} from "../../../sim/hdl/index.ts";
import { signalPath } from "../../../sim/netlist/netlist.ts";
import { fault, text } from "../hdl/model.ts";

const Delay = module("Delay", { d: In(40), q: Out(40) }, ({ d, q }) => {
  const { held } = regs({ held: u(40) });
  held.next = d;
  q.drive(held);
});

const Pair = module("Pair", { d: In(40), q: Out(40) }, ({ d, q }) => {
  const { first, second } = instances({ first: Delay, second: Delay });
  first.d.drive(d);
  second.d.drive(first.q);
  q.drive(second.q);
});

const paths = ({ netlist }: PortRecording, { fields }: Track): string[] =>
  fields.map(({ signal }) => signalPath(netlist, signal));

/** Each row: the step at which it begins and its words, `value` or `value/unknown`, in hex. */
const rows = (track: Track): string[] =>
  Array.from({ length: track.rows }, (_, row) => {
    const hex = (plane: "value" | "unknown"): string =>
      [...track.row(plane, row)].map((word) => (word >>> 0).toString(16)).join(" ");
    return `${track.stepOf(row)}: ${hex("value")} / ${hex("unknown")}`;
  });

describe("PortRecording", () => {
  it("keeps a step for each edge of a clock and for what is driven after it, with time and edges so far", () => {
    using sim = simulate(Delay, { reset: false }).clock({ period: 10 });
    const recording = sim.recordPorts();
    sim.bench(function* (b) {
      b.drive(b.dut.d, 0x12_3456_789an);
      yield* b.tick();
      b.drive(b.dut.d, 5);
      yield* b.tick();
    });
    sim.run();
    const steps = Array.from({ length: recording.steps }, (_, step) => [
      recording.timeOf(step),
      recording.edgesAt(step, 0),
    ]);
    expect(steps).to.deep.equal([
      [0, 0], // the reset
      [0, 0], // what the bench drives before the first edge
      [10, 1],
      [10, 1], // what is driven after it
      [15, 1],
      [20, 2],
    ]);
    expect(rows(recording.clocks)).to.deep.equal(["0: 0 / 0", "2: 1 / 0", "4: 0 / 0", "5: 1 / 0"]);
    expect(rows(recording.inputs)).to.deep.equal([
      "0: 0 ffffffff ff / 0 ffffffff ff", // z: not yet driven
      "1: 0 3456789a 12 / 0 0 0",
      "3: 0 5 0 / 0 0 0",
    ]);
    expect(rows(recording.outputs[0].track)).to.deep.equal([
      "0: 0 0 / ffffffff ff",
      "2: 3456789a 12 / 0 0",
      "5: 5 0 / 0 0",
    ]);
    expect(recording.outputs[0].track.rowAt(4)).to.equal(1);
  });

  it("has the pins of the top, resets among the inputs, and of clocks only those that are pins", () => {
    const Clocks = module("Clocks", { d: In(1), q: Out(1), turns: Out(1) }, ({ d, q, turns }) => {
      const bus = clockDomain("bus", { reset: "async" });
      const { flag } = clocked(bus, () => regs({ flag: u(1).init(0) }));
      flag.next = d;
      q.drive(flag);
      const { half } = clocked(dividedClock("slow", 2), () => regs({ half: u(1).init(0) }));
      half.next = half.not();
      turns.drive(half);
    });
    using sim = simulate(Clocks);
    const recording = sim.recordPorts();
    expect(paths(recording, recording.clocks)).to.deep.equal(["Clocks.clk", "Clocks.bus"]);
    expect(paths(recording, recording.inputs)).to.deep.equal(["Clocks.rst", "Clocks.d", "Clocks.bus_rst"]);
    expect(recording.outputs.map(({ track }) => paths(recording, track))).to.deep.equal([
      ["Clocks.q", "Clocks.turns"],
    ]);
  });

  it("has the outputs of the instances inside where it is asked to", () => {
    using sim = simulate(Pair);
    const recording = sim.recordPorts({ inside: true });
    expect(recording.outputs.map(({ track }) => paths(recording, track))).to.deep.equal([
      ["Pair.q"],
      ["Pair.first.q"],
      ["Pair.second.q"],
    ]);
  });

  it("keeps no step where nothing moves", () => {
    using sim = simulate(Delay, { reset: false }).clock({ period: 10 });
    const recording = sim.recordPorts();
    sim.bench(function* (b) {
      for (let turn = 0; turn < 3; turn++) {
        b.drive(b.dut.d, 7);
        yield* b.settle();
      }
      yield* b.after(2);
      b.drive(b.dut.d, 7);
      yield* b.after(2);
    });
    sim.run();
    expect(recording.steps).to.equal(2); // the reset, and what is driven first
  });

  it("has the same steps under every engine", () => {
    const steps = (engine: EngineName) => {
      using sim = simulate(Pair, { engine }).clock({ period: 10 });
      const recording = sim.recordPorts();
      sim.bench(function* (b) {
        for (let cycle = 0; cycle < 20; cycle++) {
          if (cycle % 5 === 0) b.drive(b.dut.d, cycle);
          yield* b.tick();
        }
      });
      sim.run({ cycles: 15 });
      sim.run();
      return {
        times: Array.from({ length: recording.steps }, (_, step) => recording.timeOf(step)),
        clocks: rows(recording.clocks),
        outputs: rows(recording.outputs[0].track).filter((row) => row.endsWith("/ 0 0")),
      };
    };
    const { outputs, ...event } = steps("event");
    expect(event.times).to.have.length(1 + 22 + 21 + 4); // power-up, rises, falls, drives
    expect(steps("compiled")).to.deep.include(event);
    expect(steps("compiled").outputs.slice(-3)).to.deep.equal(outputs.slice(-3));
  });

  it("begins before the run", () => {
    using sim = simulate(Delay);
    sim.run({ cycles: 1 });
    expect(fault(() => sim.recordPorts())).to.equal(
      text(
        "BENCH: the ports are recorded of a run that has begun",
        "here: «expect(fault(() => sim.recordPorts())).to.equal(»",
        "fix: call recordPorts before the run",
      ),
    );
  });
});
