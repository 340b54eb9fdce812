// Table, tb/sim/export/designs.ts:58
// Not read in this module, assertions aside: rst.
// verilator lint_off UNUSEDSIGNAL
module Table (
  input  logic clk,
  input  logic rst,
  input  logic [1:0] slot,
  input  logic look,
  input  logic program_,
  input  logic [15:0] entry,
  input  logic [1:0] half,
  output logic [15:0] word
);
  logic [15:0] table_ [0:3];  // tb/sim/export/designs.ts:62
  localparam logic [63:0] table__words = {16'h0001, 16'h0002, 16'h0003, 16'hffff};
  initial for (int i = 0; i < 4; i++) table_[i] = table__words[16 * (3 - i) +: 16];

  always_ff @(posedge clk) begin
    if (program_)
      for (int i = 0; i < 2; i++)
        if (half[i]) table_[slot][8 * i +: 8] <= entry[8 * i +: 8];
  end

  always_ff @(posedge clk) begin
    if (look) word <= table_[slot];
  end
endmodule
// verilator lint_on UNUSEDSIGNAL
