import type { Node, NodeId } from "../netlist/node.ts";
import { type Bits, LIMB_BITS } from "./forms.ts";
import type { Lowering } from "./lowering.ts";
import type { Local } from "./wasm/code.ts";
import type { Opcode } from "./wasm/opcodes.ts";

export type Shape = "i8x16" | "i16x8" | "i32x4" | "i64x2";

/** Vector types by the width of their lanes. */
export const SHAPES: ReadonlyMap<number, Shape> = new Map<number, Shape>([
  [8, "i8x16"],
  [16, "i16x8"],
  [32, "i32x4"],
  [64, "i64x2"],
]);

/** A 1-bit node as a vector of all 1 or all 0. */
export function splatBit({ code, forms }: Lowering, node: NodeId): Local {
  return forms.mask(node, 0, () => [
    code.i32(0).get(forms.scalar(node)).op("i32.sub", "i32x4.splat").keep("v128"),
  ])[0];
}

/**
 * A node of one bit a lane as limbs whose lanes of `width` bits are all 1 or all 0: straight from what it compares or
 * slices where that is a vector of such lanes, else from its bits. What lies beyond the last lane is left open.
 */
export function laneMask(to: Lowering, id: NodeId, width: number): readonly Local[] {
  return vectorMask(to, id, width) ?? to.forms.mask(id, width, () => fromBits(to, id, width));
}

/** As `laneMask`, where it comes straight from vectors. */
export function vectorMask(to: Lowering, id: NodeId, width: number): readonly Local[] | undefined {
  const write = fromVectors(to, id, width);
  return write && to.forms.mask(id, width, write);
}

function fromVectors(
  { netlist, forms, code, isInside }: Lowering,
  id: NodeId,
  width: number,
): (() => Local[]) | undefined {
  const node: Node = netlist.nodes[id];
  const shape = SHAPES.get(width);
  if (shape === undefined || !isInside(id) || !IN_VECTORS.has(node.op) || node.width !== node.lanes)
    return undefined;
  if (netlist.nodes[node.args[0]].width !== width * node.lanes) return undefined;
  if (node.op === "slice") {
    const isSign = node.attr.low === width - 1;
    return () =>
      forms.limbs(node.args[0]).map((limb) => {
        // A sign test, or a look at one bit of each lane.
        if (isSign) return code.get(limb).v128(0n).op(`${shape}.lt_s`).keep("v128");
        const bit = repeated(1n << BigInt(node.attr.low), width);
        return code.get(limb).v128(bit).op("v128.and").v128(bit).op(`${shape}.eq`).keep("v128");
      });
  }
  if (shape === "i64x2" && (node.op === "lt" || node.op === "le")) return undefined;
  const signed = node.op === "slt" || node.op === "sle";
  const relation =
    node.op === "eq" || node.op === "ne" ? node.op : `${node.op.slice(-2)}_${signed ? "s" : "u"}`;
  return () => {
    const [a, b] = node.args.map((arg) => forms.limbs(arg));
    return a.map((limb, i) =>
      code
        .get(limb, b[i])
        .op(`${shape}.${relation}` as Opcode)
        .keep("v128"),
    );
  };
}

/** A limb with the same value in every lane. */
function repeated(value: bigint, width: number): bigint {
  let limb = 0n;
  for (let bit = 0; bit < LIMB_BITS; bit += width) limb |= value << BigInt(bit);
  return limb;
}

const IN_VECTORS: ReadonlySet<string> = new Set(["slice", "eq", "ne", "lt", "le", "slt", "sle"]);

/** Brings each bit to all lanes of a limb, and lets each lane look for its own. */
function fromBits({ netlist, forms, code }: Lowering, id: NodeId, width: number): Local[] {
  const total = netlist.nodes[id].width;
  const each = LIMB_BITS / width;
  const shape = SHAPES.get(width)!;
  let own = 0n;
  for (let lane = 0; lane < each; lane++) own |= 1n << BigInt(lane * width + (width === 8 ? lane % 8 : lane));
  const limbs: Local[] = [];
  for (let first = 0; first < total; first += each) {
    const count = Math.min(each, total - first);
    forms.pushField(id, first, count, width === 64 ? "i64" : "i32");
    code.op(width === 8 ? "i16x8.splat" : `${shape}.splat`);
    if (width === 8) {
      const bits = code.keep("v128");
      code.get(bits, bits).shuffle(Array.from({ length: 16 }, (_, lane) => lane >> 3));
    }
    code.v128(own).op("v128.and").v128(own).op(`${shape}.eq`);
    limbs.push(code.keep("v128"));
  }
  return limbs;
}

/** The bits of a lane mask, lane 0 lowest. */
export function pushLaneBits(
  { code }: Lowering,
  masks: readonly Local[],
  width: number,
  lanes: number,
): Bits[] {
  const each = LIMB_BITS / width;
  return masks.map((mask, i) => {
    const count = Math.min(each, lanes - i * each);
    code.get(mask).op(`${SHAPES.get(width)!}.bitmask`);
    if (count < each) code.i32(2 ** count - 1).op("i32.and");
    return { local: code.keep("i32"), type: "i32", width: count };
  });
}
