import type { Domain, NodeId } from "../netlist/netlist.ts";
import { literal, zeros } from "./literal.ts";
import type { Nets } from "./nets.ts";
import { type Text, unary } from "./text.ts";

/** `posedge clk` */
export const event = (nets: Nets, { clock, edge }: Domain): string =>
  `${edge === "rise" ? "posedge" : "negedge"} ${nets.name(clock)}`;

/** 1 while the reset of the domain is active. */
export function inReset(nets: Nets, { reset }: Domain): Text {
  const level = nets.text(reset!.node);
  return reset!.active === 1 ? level : unary("~", level);
}

/**
 * Integrated clock gating: the enable that counts is the one before the rising edge. An unknown pulse is an edge in
 * SystemVerilog (0 to x), and none in the engines.
 */
export function gateText(nets: Nets, node: NodeId, name: string, isExact: boolean): string[] {
  const [clock, enable] = nets.netlist.nodes[node].args.map((arg) => nets.text(arg).code);
  const latch = nets.names.take(`${name}_latch`);
  return [
    "",
    `  logic ${latch};`,
    `  always_latch if (!${clock}) ${latch} = ${enable};`,
    `  assign ${name} = ${clock} & ${isExact ? `(${latch} === 1'b1)` : latch};`,
  ];
}

/** A divider. Its clock moves before the registers do, so that its edges are those of the clock that it divides. */
export function dividerText(nets: Nets, node: NodeId, name: string, by: number): string[] {
  const [clock] = nets.netlist.nodes[node].args.map((arg) => nets.text(arg).code);
  if (by === 1) return [`  assign ${name} = ${clock};`];
  const bits = Math.ceil(Math.log2(by));
  const [count, zero] = [nets.names.take(`${name}_count`), zeros(bits)];
  const number = (value: number): string => literal(BigInt(value), bits);
  return [
    "",
    `  logic ${bits === 1 ? "" : `[${bits - 1}:0] `}${count} = ${zero};`,
    `  always_ff @(posedge ${clock}) ${count} <= ${count} == ${number(by - 1)} ? ${zero} : ${count} + ${number(1)};`,
    "  // The clock moves by a blocking assignment: its edges are at one with those of the clock that it divides.",
    "  // verilator lint_off BLKSEQ",
    `  initial ${name} = 1'b0;`,
    `  always @(posedge ${clock}) ${name} = ${count} < ${number(Math.floor(by / 2))};`,
    "  // verilator lint_on BLKSEQ",
  ];
}

/** A net of the design as a clock, a delta late: what follows from the edge that moved it has settled. */
export function delayedClockText(nets: Nets, node: NodeId, name: string): string[] {
  const [net] = nets.netlist.nodes[node].args.map((arg) => nets.text(arg).code);
  return [
    "",
    `  // The clock follows ${net} when all that the same edge moved has settled.`,
    "  // verilator lint_off COMBDLY",
    `  always @* ${name} <= ${net};`,
    "  // verilator lint_on COMBDLY",
  ];
}
