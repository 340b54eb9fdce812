/**
 * The nodes of a netlist: words and vectors of words, never single gates.
 *
 * A node carries `width` bits in all and is computed in `lanes` equal lanes; a lane is `width / lanes` bits, and
 * lane 0 is the least significant. Operands are read in the same number of lanes unless the table below says
 * otherwise, so a view of bits as a vector costs no node. Sixteen equal tables side by side are one `lookup` in
 * 16 lanes.
 *
 * | op                    | operands            | result, lane by lane                                           |
 * |-----------------------|---------------------|----------------------------------------------------------------|
 * | const                 |                     | `attr.value`, with `attr.unknown` marking x (value 0), z (value 1) |
 * | input                 |                     | driven from outside the netlist                                |
 * | clock                 |                     | driven by the engine's clock generator                         |
 * | register, readport    |                     | state: the registers and memories of the netlist say how it moves |
 * | gate                  | clock, enable       | clock, where enable was 1 before its rising edge (an ICG cell) |
 * | divide                | clock               | clock with `attr.by` times the period (even: 50 % duty)        |
 * | wire                  | driver              | the driver                                                     |
 * | not                   | a                   | bitwise                                                        |
 * | and or xor            | a, b                | bitwise                                                        |
 * | add sub mul           | a, b                | modulo the lane width                                          |
 * | eq ne lt le slt sle   | a, b                | 1 bit a lane; s… are two's complement                          |
 * | redand redor redxor   | a                   | 1 bit a lane                                                   |
 * | shl shr sra           | a, amount           | one unsigned amount for all lanes; a full shift empties the lane |
 * | zext sext             | a                   | lane extended to the lane width of the result                  |
 * | slice                 | a                   | bits `attr.low` and up of each lane                            |
 * | cat                   | high, ..., low      | lanes joined, first operand most significant                   |
 * | mux                   | select, then, else  | `select` is 1 bit for all lanes or 1 bit a lane                |
 * | permute               | a                   | result lane i is lane `attr.index[i]` of a's `attr.from` lanes |
 * | lookup                | index               | word `index` of table `attr.table`; beyond the table: x        |
 * | pick                  | vector, index       | lane `index` of the vector's `attr.from` lanes; beyond: x      |
 * | read                  | address             | word of memory `attr.memory`, combinational; beyond: x         |
 */

export type NodeId = number;
export type TableId = number;
export type MemoryId = number;
/** Index into `Netlist.places`; 0 is "unknown". */
export type PlaceId = number;
/** Index into `Netlist.scopes`; 0 is the top module. */
export type ScopeId = number;

interface NodeOf<O extends string, A = undefined> {
  readonly op: O;
  /** Bits in all. */
  readonly width: number;
  /** Equal lanes that the width is divided into; 1 for a plain word. */
  readonly lanes: number;
  /** Combinational operands. The operands of state live in the netlist's registers and memories. */
  readonly args: readonly NodeId[];
  readonly attr: A;
  readonly place: PlaceId;
  /** The module in whose body the operator was written. */
  readonly scope: ScopeId;
}

export type ConstNode = NodeOf<"const", { readonly value: bigint; readonly unknown: bigint }>;
export type SourceNode = NodeOf<"input" | "clock" | "register" | "readport">;
export type GateNode = NodeOf<"gate">;
export type DivideNode = NodeOf<"divide", { readonly by: number }>;
export type PlainNode = NodeOf<PlainOp>;
export type SliceNode = NodeOf<"slice", { readonly low: number }>;
export type PermuteNode = NodeOf<"permute", { readonly from: number; readonly index: readonly number[] }>;
export type LookupNode = NodeOf<"lookup", { readonly table: TableId }>;
export type PickNode = NodeOf<"pick", { readonly from: number }>;
export type ReadNode = NodeOf<"read", { readonly memory: MemoryId }>;

/** Operators that need nothing beyond their operands, width and lanes. */
export type PlainOp =
  | "wire"
  | "not"
  | "and"
  | "or"
  | "xor"
  | "add"
  | "sub"
  | "mul"
  | "eq"
  | "ne"
  | "lt"
  | "le"
  | "slt"
  | "sle"
  | "redand"
  | "redor"
  | "redxor"
  | "shl"
  | "shr"
  | "sra"
  | "zext"
  | "sext"
  | "cat"
  | "mux";

export type Node =
  | ConstNode
  | SourceNode
  | GateNode
  | DivideNode
  | PlainNode
  | SliceNode
  | PermuteNode
  | LookupNode
  | PickNode
  | ReadNode;

export type Op = Node["op"];

/** What the node of an operator holds beside its operands. */
export type NodeAttr<O extends Op, N extends Node = Node> = N extends { readonly op: infer P }
  ? O extends P
    ? N["attr"]
    : never
  : never;

/** Nodes whose value does not follow from their operands by evaluation: leaves, state and the clock network. */
export function isSource(node: Node): boolean {
  switch (node.op) {
    case "const":
    case "input":
    case "clock":
    case "register":
    case "readport":
    case "gate":
    case "divide":
      return true;
    default:
      return false;
  }
}

export const laneWidth = (node: { readonly width: number; readonly lanes: number }): number =>
  node.width / node.lanes;
