import type { NodeId } from "../netlist/node.ts";
import type { Planes } from "./planes.ts";

/** What operators work on. */
export interface Machine {
  readonly planes: Planes;
  /** Steps, one a node, of `STEP` numbers each; fields below. */
  readonly code: Int32Array;
  /** Lists that steps point at: parts of a `cat`, lanes of a `permute`, the store of a `lookup` or `read`. */
  readonly extra: Int32Array;
  /** Policy `random`: what lies beyond the end of a table, memory or vector is 0 and not x. */
  readonly beyondIsZero: boolean;
  /** Called where an unknown bit selects in a `mux`. */
  unknownSelect(node: NodeId): void;
}

/** Computes the node of the step at `at` from its operands, both planes and `mixed`. */
export type Operator = (machine: Machine, at: number) => void;

/** Numbers a step. */
export const STEP = 10;
/** Index into the operators. */
export const OP = 0;
export const NODE = 1;
/** Word offset of the result. */
export const DST = 2;
export const WORDS = 3;
/** Bits a lane of the result. */
export const WIDTH = 4;
export const LANES = 5;
/** Word offsets of the operands. */
export const A = 6;
export const B = 7;
export const C = 8;
/** What else the operator needs; each says what. */
export const X = 9;
