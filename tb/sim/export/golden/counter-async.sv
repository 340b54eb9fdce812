// Counter, tb/sim/export/designs.ts:29
module Counter (
  input  logic clk,
  input  logic rst,
  input  logic en,
  input  logic clear,
  output logic [7:0] value
);
  logic [7:0] count;  // tb/sim/export/designs.ts:30

  assign value = count;

  always_ff @(posedge clk or negedge rst) begin
    if (!rst) begin
      count <= 8'd0;
    end else begin
      count <= clear ? 8'd0 : en ? count + 8'd1 : count;
    end
  end
endmodule
