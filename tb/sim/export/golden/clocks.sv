// Clocks, tb/sim/export/designs.ts:87
module Clocks (
  input  logic clk,
  input  logic rst,
  input  logic en,
  input  logic [7:0] d,
  output logic [23:0] q
);
  logic toggle;  // tb/sim/export/designs.ts:88
  logic gate;  // tb/sim/export/designs.ts:90
  logic [7:0] gated;
  logic quarter;  // tb/sim/export/designs.ts:91
  logic [7:0] third;
  logic half;  // tb/sim/export/designs.ts:92
  logic [7:0] late;

  assign q = {late, third, gated};

  logic gate_latch;
  always_latch if (!clk) gate_latch = en;
  assign gate = clk & gate_latch;

  logic [1:0] quarter_count = 2'd0;
  always_ff @(posedge clk) quarter_count <= quarter_count == 2'd3 ? 2'd0 : quarter_count + 2'd1;
  // The clock moves by a blocking assignment: its edges are at one with those of the clock that it divides.
  // verilator lint_off BLKSEQ
  initial quarter = 1'b0;
  always @(posedge clk) quarter = quarter_count < 2'd2;
  // verilator lint_on BLKSEQ

  // The clock follows toggle when all that the same edge moved has settled.
  // verilator lint_off COMBDLY
  always @* half <= toggle;
  // verilator lint_on COMBDLY

  always_ff @(posedge clk) begin
    if (rst) begin
      toggle <= 1'b0;
    end else begin
      toggle <= ~toggle;
    end
  end

  always_ff @(posedge gate) begin
    gated <= d;
  end

  always_ff @(posedge quarter) begin
    if (rst) begin
      third <= 8'd0;
    end else begin
      third <= third + 8'd1;
    end
  end

  always_ff @(posedge half) begin
    if (rst) begin
      late <= 8'd1;
    end else begin
      late <= late << 1;
    end
  end
endmodule
