import type { Engine } from "../../../sim/netlist/engine.ts";
import type { NodeId } from "../../../sim/netlist/netlist.ts";
import { bitString, planes } from "../../reference/evaluate.ts";
import type { BitString } from "../../reference/operators.ts";

const words = (plane: bigint, width: number): number[] =>
  Array.from({ length: Math.ceil(width / 32) }, (_, i) => Number(BigInt.asIntN(32, plane >> BigInt(32 * i))));

const bits = (plane: Int32Array, offset: number, width: number): bigint => {
  let result = 0n;
  for (let i = Math.ceil(width / 32) - 1; i >= 0; i--) {
    result = (result << 32n) | BigInt(plane[offset + i] >>> 0);
  }
  return result;
};

/** Writes an input in characters 0 1 x z; settling is up to the caller. */
export function drive(engine: Engine, node: NodeId, value: BitString): void {
  const both = planes(value);
  engine.write(node, words(both.value, value.length), words(both.unknown, value.length));
}

/** The lasting value of a node in characters 0 1 x z. Bits above the width would show as characters too many. */
export function peek({ netlist, state }: Engine, node: NodeId): BitString {
  const { width } = netlist.nodes[node];
  const offset = state.offset(node);
  if (offset < 0) throw new Error(`node ${node} has no storage`);
  const value = bits(state.value, offset, width);
  const unknown = bits(state.unknown, offset, width);
  if (value >> BigInt(width) || unknown >> BigInt(width))
    throw new Error(`node ${node} has bits above its width`);
  return bitString({ value, unknown }, width);
}
