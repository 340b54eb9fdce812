// Delay, tb/sim/export/designs.ts:99
module Delay (
  input  logic clk,
  input  logic [7:0] d,
  output logic [7:0] q
);
  logic [7:0] held;  // tb/sim/export/designs.ts:100

  assign q = held;

  always_ff @(posedge clk) begin
    held <= d;
  end
endmodule

// Twice, tb/sim/export/designs.ts:105
// Not read in this module, assertions aside: rst.
// verilator lint_off UNUSEDSIGNAL
module Twice (
  input  logic clk,
  input  logic rst,
  input  logic [7:0] d,
  output logic [7:0] q
);
  logic [7:0] first_q;

  Delay first (
    .clk(clk),
    .d(d),
    .q(first_q)
  );

  Delay second (
    .clk(clk),
    .d(first_q ^ d),
    .q(q)
  );
endmodule
// verilator lint_on UNUSEDSIGNAL
