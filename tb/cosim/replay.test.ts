import { expect } from "chai";
import { simulate } from "../../sim/bench/index.ts";
import { In, module, Out, regs, u, when } from "../../sim/hdl/index.ts";
import { icarus } from "./icarus.ts";
import { describeVerdict, type Replay, replay } from "./replay.ts";
import { describeWith } from "./tools.ts";
import { verilator } from "./verilator.ts";

const Counter = module("Counter", { en: In(1), value: Out(9), last: Out(1) }, ({ en, value, last }) => {
  const { count } = regs({ count: u(9).init(0) });
  when(en, () => {
    count.next = count.add(1);
  });
  value.drive(count);
  last.drive(count.andR());
});

/** The counter in SystemVerilog, written by hand, with a choice of what it adds. */
const counterText = (top: string, sum: string): string => `module ${top} (
  input logic clk, input logic rst, input logic en, output logic [8:0] value, output logic last
);
  always_ff @(posedge clk) if (rst) value <= 9'd0; else if (en) value <= ${sum};
  assign last = &value;
endmodule
`;

/** 600 cycles in which the counter counts, after two in reset, beside the text. */
function counting(top: string, sum: string): Replay {
  using sim = simulate(Counter).clock({ mhz: 500 });
  const recording = sim.recordPorts();
  sim.bench(function* (b) {
    b.drive(b.dut.en, 1);
    yield* b.tick(600);
  });
  sim.run();
  const ports = recording.netlist.signals
    .map(({ name, kind }, signal) => ({ name, kind, signal }))
    .filter(({ kind }) => kind !== "register");
  return { recording, design: { top, ports, files: [{ name: `${top}.sv`, text: counterText(top, sum) }] } };
}

const GOOD = "value + 9'd1";
/** Wrong from 8 to 9 on, at the ninth edge after the two in reset. */
const BAD = "value + (value == 9'd8 ? 9'd2 : 9'd1)";

for (const [name, tools, simulator] of [
  ["Icarus", ["iverilog", "vvp"], icarus],
  ["Verilator", ["verilator"], verilator],
] as const) {
  describeWith(tools, `a replay in ${name}`, () => {
    it("finds equal what is, and the first difference by signal, time, edge and both values", async () => {
      const verdicts = await replay(simulator, [counting("Good", GOOD), counting("Bad", BAD)]);
      expect(verdicts.map(describeVerdict)).to.deep.equal([
        `Good: equal, ${1 + 602 + 601 + 1} steps`, // power-up, rising edges, falling edges, what the bench drives
        "Bad: Counter.value at 22000 ps, edge 11 of clk: expected 009, got 00a (tb/cosim/replay.test.ts:9)",
      ]);
    });

    it("gives the tool's output when it fails", async () => {
      const error = await replay(simulator, [counting("Broken", "nothing")]).catch((error: Error) => error);
      expect(String(error)).to.match(/(iverilog|verilator) failed with \d+:.*Broken\.sv:4.*nothing/s);
    });
  });
}
