// The enumerations of the design, with their members by name.
package Control_pkg;
  typedef enum logic [1:0] {
    Op_idle = 2'd0,
    Op_read = 2'd1,
    Op_write = 2'd2
  } Op;

  typedef enum logic [1:0] {
    control_Idle = 2'd0,
    control_Reading = 2'd1,
    control_Writing = 2'd2,
    control_Done = 2'd3
  } control;
endpackage

// Control, tb/sim/export/designs.ts:41
module Control (
  input  logic clk,
  input  logic rst,
  input  logic [1:0] op,
  input  logic ready,
  output logic busy,
  output logic done
);
  logic [1:0] control;  // tb/sim/export/designs.ts:45
  logic [1:0] control_choice;

  assign busy = control != Control_pkg::control_Idle;
  assign done = control == Control_pkg::control_Done;
  assign control_choice =
    op == Control_pkg::Op_read ? Control_pkg::control_Reading :
    op == Control_pkg::Op_write ? Control_pkg::control_Writing :
    control;

  always_ff @(posedge clk) begin
    if (rst) begin
      control <= Control_pkg::control_Idle;
    end else begin
      control <=
        control == Control_pkg::control_Idle ? control_choice :
        control == Control_pkg::control_Reading ? (ready ? Control_pkg::control_Done : control) :
        control == Control_pkg::control_Writing ? (ready ? Control_pkg::control_Done : control) :
        control == Control_pkg::control_Done ? Control_pkg::control_Idle :
        control;
    end
  end

`ifdef ASSERT_ON
  always @(posedge clk) if (rst === 1'b0) begin
    assert (op != 2'd3)
    else $error("an operation that is none op=%h", op);
    // a write that waits
    cover ((control == Control_pkg::control_Writing) & ~ready);
  end
`endif
endmodule
