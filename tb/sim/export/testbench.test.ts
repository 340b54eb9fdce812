import { expect } from "chai";
import { simulate } from "../../../sim/bench/index.ts";
import { systemVerilog } from "../../../sim/export/system-verilog.ts";
import { type TestbenchOptions, testbench } from "../../../sim/export/testbench.ts";
import { elaborate, In, module, Out, regs, u } from "../../../sim/hdl/index.ts";
import { fault, text } from "../hdl/model.ts";

const Delay = module("Delay", { d: In(33), q: Out(33), key: Out(u(5).secret()) }, ({ d, q, key }) => {
  const { held } = regs({ held: u(33).init(1) });
  held.next = d;
  q.drive(held);
  key.drive(held.at("4:0"));
});

/** Two cycles of a register with an asynchronous reset, of 10 ps each. */
function delayed(options: TestbenchOptions = {}) {
  using sim = simulate(elaborate(Delay, { reset: "async", active: "low" }), { reset: 1 }).clock({
    period: 10,
  });
  const recording = sim.recordPorts();
  sim.bench(function* (b) {
    b.drive(b.dut.d, 0x1_2345_6789);
    yield* b.tick();
  });
  sim.run();
  const { top, files } = testbench(recording, systemVerilog(recording.netlist), options);
  const texts = new Map(files.map(({ name, text }) => [name, text]));
  return { top, texts, text: texts.get(`${top}.sv`) as string };
}

const TEXT = `// Runs Delay again as it was recorded, and compares its outputs.
module Delay_tb;
  timeunit 1fs;
  timeprecision 1fs;

  logic dut_clk = 1'b0;
  logic dut_rst = 1'b1;
  logic [32:0] dut_d;
  logic [32:0] dut_q;
  logic [4:0] dut_key;
  Delay dut (
    .clk(dut_clk),
    .rst(dut_rst),
    .d(dut_d),
    .q(dut_q),
    .key(dut_key)
  );

  logic [103:0] steps [0:4];
  logic [39:0] stimulus_value [0:1];
  logic [39:0] stimulus_unknown [0:1];
  logic [43:0] expected0_value [0:1];
  logic [43:0] expected0_unknown [0:0];
  int stimulus_value_row = -1;
  int stimulus_unknown_row = -1;
  int expected0_value_row = -1;
  int expected0_unknown_row = -1;
  logic [39:0] stimulus;
  logic [43:0] expected0;
  logic [43:0] expected0_seen, expected0_open, expected0_wrong;
  logic [103:0] now;
  longint unsigned start;
  int step;
  int differences = 0;

  initial begin
    $readmemh("Delay_tb_steps.hex", steps);
    $readmemh("Delay_tb_stimulus_value.hex", stimulus_value);
    $readmemh("Delay_tb_stimulus_unknown.hex", stimulus_unknown);
    $readmemh("Delay_tb_expected0_value.hex", expected0_value);
    $readmemh("Delay_tb_expected0_unknown.hex", expected0_unknown);
    for (step = 0; step < 5 && differences == 0; step = step + 1) begin
      now = steps[step];
      if (now[100]) stimulus_value_row = stimulus_value_row + 1;
      if (now[101]) stimulus_unknown_row = stimulus_unknown_row + 1;
      if (now[102]) expected0_value_row = expected0_value_row + 1;
      if (now[103]) expected0_unknown_row = expected0_unknown_row + 1;
      start = now[63:0] * 64'd1000;
      #(start > $time ? start - $time : 64'd1);
      dut_clk = now[96];
      if (now[100] || now[101]) begin
        stimulus = stimulus_value[stimulus_value_row] ^ (stimulus_unknown[stimulus_unknown_row] & {40{1'bx}});
        dut_rst = stimulus[0:0];
        dut_d = stimulus[36:4];
      end
      #1;
      expected0_seen = {3'b0, dut_key, 3'b0, dut_q};
      expected0_open = expected0_unknown[expected0_unknown_row];
      expected0 = expected0_value[expected0_value_row] ^ (expected0_open & {44{1'bx}});
      expected0_wrong = (expected0_seen ^ expected0_value[expected0_value_row]) & ~expected0_open;
      if (expected0_wrong !== 44'b0) begin
        if (expected0_wrong[32:0] !== 33'b0) begin
          differences = differences + 1;
          if (differences <= 10) $display("Delay_tb: difference in Delay.q at %0d ps, edge %0d of clk, step %0d: expected %h, got %h", now[63:0], now[95:64], step, expected0[32:0], expected0_seen[32:0]);
        end
        if (expected0_wrong[40:36] !== 5'b0) begin
          differences = differences + 1;
          if (differences <= 10) $display("Delay_tb: difference in Delay.key at %0d ps, edge %0d of clk, step %0d: (secret)", now[63:0], now[95:64], step);
        end
      end
    end
    if (differences == 0) $display("Delay_tb: equal, %0d steps", step);
  end
endmodule
`;

describe("a testbench in SystemVerilog", () => {
  it("moves clocks or drives inputs, never both, and compares what has settled; secrets without their values", () => {
    const { top, text } = delayed();
    expect(top).to.equal("Delay_tb");
    expect(text).to.equal(TEXT);
  });

  it("reads its steps and vectors from memory files, a row only where something moves", () => {
    const { texts } = delayed();
    texts.delete("Delay_tb.sv");
    expect(Object.fromEntries(texts)).to.deep.equal({
      // From the right: the time in ps, the edges so far, the level of the clock, which vectors have a new row.
      "Delay_tb_steps.hex": [
        "f 0 00000000 0000000000000000", // power-up, in reset
        "0 1 00000001 000000000000000a", // a rising edge
        "3 1 00000001 000000000000000a", // after it the reset ends and `d` is driven, which has been z
        "0 0 00000001 000000000000000f",
        "4 1 00000002 0000000000000014", // the register takes it
      ]
        .map((row) => `${row.replaceAll(" ", "")}\n`)
        .join(""),
      "Delay_tb_stimulus_value.hex": "1ffffffff0\n1234567891\n",
      "Delay_tb_stimulus_unknown.hex": "1ffffffff0\n0000000000\n",
      "Delay_tb_expected0_value.hex": "01000000001\n09123456789\n",
      "Delay_tb_expected0_unknown.hex": "00000000000\n",
    });
  });

  it("prints secret values where it is asked to", () => {
    const { text } = delayed({ revealSecrets: true });
    expect(text).not.to.contain("(secret)");
    expect(text).to.contain(
      "difference in Delay.key at %0d ps, edge %0d of clk, step %0d: expected %h, got %h",
    );
  });

  it("needs something that was recorded", () => {
    const recording = simulate(Delay).recordPorts();
    expect(fault(() => testbench(recording, systemVerilog(recording.netlist)))).to.equal(
      text("BENCH: nothing is recorded of Delay", "fix: run the simulation first"),
    );
  });

  it("looks for 0 and 1 where x is expected, where it is asked to", () => {
    const loop = `for (int i = 0; i < 44; i = i + 1) begin
        if (expected0_open[i] && expected0_seen[i] !== 1'bx && expected0_seen[i] !== 1'bz) expected0_wrong[i] = 1'b1;
      end`;
    expect(delayed({ isStrict: true }).text).to.contain(loop);
    expect(delayed().text).not.to.contain("1'bz");
  });
});
