// Substitute, tb/sim/export/designs.ts:81
// Not read in this module, assertions aside: clk, rst.
// verilator lint_off UNUSEDSIGNAL
module Substitute (
  input  logic clk,
  input  logic rst,
  input  logic [31:0] word,
  output logic [31:0] q
);
  logic [3:0] box [0:15];  // tb/sim/export/designs.ts:79
  localparam logic [63:0] box_words = {
    4'h6, 4'h5, 4'hc, 4'ha, 4'h1, 4'he, 4'h7, 4'h9, 4'hb, 4'h0, 4'h3, 4'hd, 4'h8, 4'hf, 4'h4, 4'h2
  };
  initial for (int i = 0; i < 16; i++) box[i] = box_words[4 * (15 - i) +: 4];

  assign q = {
    box[word[23:20]], box[word[11:8]], box[word[31:28]], box[word[19:16]],
    box[word[7:4]], box[word[27:24]], box[word[15:12]], box[word[3:0]]
  };
endmodule
// verilator lint_on UNUSEDSIGNAL
