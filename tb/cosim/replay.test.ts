import { expect } from "chai";
import { simulate } from "../../sim/bench/index.ts";
import { type SystemVerilog, systemVerilog } from "../../sim/export/system-verilog.ts";
import { In, instances, module, Out, regs, u, when } from "../../sim/hdl/index.ts";
import { icarus } from "./icarus.ts";
import { describeVerdict, type Replay, replay } from "./replay.ts";
import { describeWith } from "./tools.ts";
import { verilator } from "./verilator.ts";

const Counter = (name: string) =>
  module(name, { en: In(1), value: Out(9) }, ({ en, value }) => {
    const { count } = regs({ count: u(9).init(0) });
    when(en, () => {
      count.next = count.add(1);
    });
    value.drive(count);
  });

/** A counter behind a register, and whether it stands at its end; its upper half is nobody's business. */
const Timer = (name: string) =>
  module(name, { run: In(1), done: Out(1), half: Out(u(1).secret()) }, ({ run, done, half }) => {
    const { counter } = instances({ counter: Counter(`${name}Counter`) });
    const { running } = regs({ running: u(1).init(0) });
    running.next = run;
    counter.en.drive(running);
    done.drive(counter.value.andR());
    half.drive(counter.value.bit(8));
  });

/** A timer for 600 cycles after two in reset, beside its SystemVerilog with `wrong` instead of `right`. */
function timing(name: string, right = "", wrong = ""): Replay {
  using sim = simulate(Timer(name)).clock({ mhz: 500 });
  const recording = sim.recordPorts({ inside: true });
  sim.bench(function* (b) {
    b.drive(b.dut.run, 1);
    yield* b.tick(600);
  });
  sim.run();
  const design = systemVerilog(recording.netlist);
  return { recording, design: right === "" ? design : tampered(design, right, wrong) };
}

function tampered(design: SystemVerilog, right: string, wrong: string): SystemVerilog {
  const files = design.files.map(({ name, text }) => ({ name, text: text.replaceAll(right, wrong) }));
  expect(files, `text with ${right}`).not.to.deep.equal(design.files);
  return { ...design, files };
}

for (const [name, tools, simulator] of [
  ["Icarus", ["iverilog", "vvp"], icarus],
  ["Verilator", ["verilator"], verilator],
] as const) {
  describeWith(tools, `a replay in ${name}`, () => {
    it("finds equal what is, and else the first difference by signal, time, edge and both values", async () => {
      const replays = [
        timing("Good"),
        timing("Bad", "count + 9'd1", "count + (count == 9'd8 ? 9'd2 : 9'd1)"),
        timing("Leaky", "counter_value[8]", "counter_value[7]"),
      ];
      expect((await replay(simulator, replays)).map(describeVerdict)).to.deep.equal([
        `Good: equal, ${1 + 602 + 601 + 1} steps`, // power-up, rising edges, falling edges, what the bench drives
        // Edges 1 and 2 are in reset, edge 3 sets `running`, edge 12 makes the count 9.
        "Bad: Bad.counter.value at 24000 ps, edge 12 of clk: expected 009, got 00a (tb/cosim/replay.test.ts:11)",
        "Leaky: Leaky.half at 262000 ps, edge 131 of clk: (secret) (tb/cosim/replay.test.ts:21)",
      ]);
    });

    it("gives the tool's output where it fails", async () => {
      const broken = timing("Broken", "count + 9'd1", "nothing");
      const error = await replay(simulator, [broken]).catch((error: Error) => error);
      expect(String(error)).to.match(
        /(iverilog|verilator) failed with \d+:.*BrokenCounter\.sv:\d+.*nothing/s,
      );
    });
  });
}
