// Scale, tb/sim/export/designs.ts:68
module Scale (
  input  logic clk,
  input  logic rst,
  input  logic up_valid,
  output logic up_ready,
  input  logic [7:0] up_payload_a,
  input  logic [7:0] up_payload_b,
  input  logic [3:0] up_payload_tag,
  output logic down_valid,
  input  logic down_ready,
  output logic [16:0] down_payload_y,
  output logic [3:0] down_payload_tag
);
  logic product_valid;  // tb/sim/export/designs.ts:73
  logic product_ready;
  logic [15:0] product_ab;
  logic [3:0] product_tag;
  logic sum_valid;  // tb/sim/export/designs.ts:74
  logic sum_ready;
  logic [16:0] sum_y;
  logic [3:0] sum_tag;
  logic sum_tag_all;
  logic product_tag_all;

  assign up_ready = product_ready;
  assign down_valid = sum_valid;
  assign down_payload_y = sum_y;
  assign down_payload_tag = sum_tag;
  assign product_ready = ~product_valid | sum_ready;
  assign product_tag_all = product_ready & up_valid;
  assign sum_ready = ~sum_valid | down_ready;
  assign sum_tag_all = sum_ready & product_valid;

  always_ff @(posedge clk) begin
    if (rst) begin
      product_valid <= 1'b0;
      sum_valid <= 1'b0;
    end else begin
      product_valid <= product_ready ? up_valid : product_valid;
      sum_valid <= sum_ready ? product_valid : sum_valid;
    end
  end

  always_ff @(posedge clk) begin
    product_ab <= product_tag_all ? {8'd0, up_payload_a} * {8'd0, up_payload_b} : product_ab;
    product_tag <= product_tag_all ? up_payload_tag : product_tag;
    sum_y <= sum_tag_all ? {1'b0, product_ab} + {1'b0, 16'd1} : sum_y;
    sum_tag <= sum_tag_all ? product_tag : sum_tag;
  end
endmodule
