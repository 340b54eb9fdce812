import { type LookupNode, laneWidth, type NodeId, type PickNode, type ReadNode } from "../netlist/node.ts";
import { type Bits, isWide, type Part, scalarOf } from "./forms.ts";
import type { Store } from "./layout.ts";
import type { Lowering, Rule } from "./lowering.ts";
import type { Local } from "./wasm/code.ts";

/**
 * Leaves on the stack the index that some bits of a node are, or `depth` where they are more: an i32.
 * What lies at `depth` is 0.
 */
export function pushIndex(
  { forms, code }: Lowering,
  node: NodeId,
  bit: number,
  width: number,
  depth: number,
): void {
  if (width <= 32) {
    forms.pushField(node, bit, width, "i32");
    if (2 ** width <= depth) return;
    const index = code.keep("i32");
    code.get(index).i32(depth).get(index).i32(depth).op("i32.lt_u", "select");
    return;
  }
  const parts = forms.parts(node, bit, width);
  const low = parts[0].local;
  code.get(low).op("i32.wrap_i64").i32(depth);
  code.get(low).i64(BigInt(depth)).op("i64.lt_u");
  for (const { local } of parts.slice(1)) code.get(local).i64(0n).op("i64.eq", "i32.and");
  code.op("select");
}

/** The word of a store at the index on the stack. */
export function fetch({ code }: Lowering, { base, stride, width }: Store): Bits[] {
  if (stride > 1) code.i32(stride).op("i32.mul");
  if (!isWide(width)) {
    const type = scalarOf(width);
    code.access(LOADS[stride], base);
    return [{ local: code.keep(type), type, width }];
  }
  const at = code.keep("i32");
  return Array.from({ length: Math.ceil(width / 64) }, (_, i) => {
    code.get(at).access("i64.load", base + 8 * i);
    return { local: code.keep("i64"), type: "i64" as const, width: Math.min(64, width - 64 * i) };
  });
}

const LOADS = { 1: "i32.load8_u", 2: "i32.load16_u", 4: "i32.load", 8: "i64.load" } as Readonly<
  Record<number, "i32.load8_u" | "i32.load16_u" | "i32.load" | "i64.load">
>;

/** A word a lane. */
function find(to: Lowering, node: LookupNode | ReadNode, id: NodeId, store: Store): boolean {
  const [index] = node.args;
  const width = to.netlist.nodes[index].width / node.lanes;
  const parts: Part[] = [];
  for (let lane = 0; lane < node.lanes; lane++) {
    pushIndex(to, index, lane * width, width, store.depth);
    parts.push(...fetch(to, store));
  }
  to.forms.putParts(id, parts);
  return true;
}

export const lookup: Rule<LookupNode> = (to, node, id) => find(to, node, id, to.table(node.attr.table));
export const read: Rule<ReadNode> = (to, node, id) => find(to, node, id, to.memory(node.attr.memory));

/** What a load of 64 bits at any byte has of a field that begins in its first byte. */
export const UNALIGNED_BITS = 57;

/** A lane of the vector: loaded from a value in memory or shifted out of a scalar, else chosen bit by bit of the index. */
export const pick: Rule<PickNode> = (to, node, id) => {
  const [vector, index] = node.args;
  const { code, forms, netlist } = to;
  const { from } = node.attr;
  const width = laneWidth(node);
  const indexWidth = netlist.nodes[index].width / node.lanes;
  const parts: Part[] = [];
  for (let lane = 0; lane < node.lanes; lane++) {
    pushIndex(to, index, lane * indexWidth, indexWidth, from);
    const at = code.keep("i32");
    const address = to.stored(vector);
    if (!isWide(netlist.nodes[vector].width)) parts.push(shiftOut(to, vector, from, width, at));
    else if (address >= 0 && width % 8 === 0) parts.push(...load(to, address, from, width, at));
    else if (address >= 0 && width <= UNALIGNED_BITS) parts.push(loadBits(to, address, from, width, at));
    else parts.push(...choose(to, vector, from, width, at));
  }
  forms.putParts(id, parts);
  return true;
};

/** Shifts the lane at an index out of a scalar; the index is at most `from`, where there is nothing. */
function shiftOut(
  { code, forms, netlist }: Lowering,
  vector: NodeId,
  from: number,
  width: number,
  index: Local,
): Bits {
  const whole = netlist.nodes[vector].width;
  const type = scalarOf(whole);
  code.get(forms.scalar(vector));
  code.get(index).i32(width).op("i32.mul");
  if (type === "i64") code.op("i64.extend_i32_u");
  code.op(`${type}.shr_u`).scalar(type, 0n).get(index).i32(from).op("i32.lt_u", "select");
  const lane = { local: code.keep(type), type, width: whole };
  const narrow = scalarOf(width);
  forms.pushBits(lane, 0, width, narrow);
  return { local: code.keep(narrow), type: narrow, width };
}

/** Loads the lane at an index, whatever bit it begins at. */
function loadBits(
  { code, forms }: Lowering,
  address: number,
  from: number,
  width: number,
  index: Local,
): Bits {
  const bit = code.get(index).i32(width).op("i32.mul").keep("i32");
  code.get(bit).i32(3).op("i32.shr_u").access("i64.load", address);
  code.get(bit).i32(7).op("i32.and", "i64.extend_i32_u", "i64.shr_u");
  code.i64(0n).get(index).i32(from).op("i32.lt_u", "select");
  const lane = { local: code.keep("i64"), type: "i64" as const, width: 64 };
  const type = scalarOf(width);
  forms.pushBits(lane, 0, width, type);
  return { local: code.keep(type), type, width };
}

/** Loads the lane at an index, which is at most `from`, where there is nothing. */
function load({ code }: Lowering, address: number, from: number, width: number, index: Local): Bits[] {
  const inside = code.get(index).i32(from).op("i32.lt_u").keep("i32");
  const at = code
    .get(index)
    .i32(0)
    .get(inside)
    .op("select")
    .i32(width / 8)
    .op("i32.mul")
    .keep("i32");
  const type = scalarOf(width);
  const parts: Bits[] = [];
  for (let done = 0; done < width; done += 64) {
    const size = Math.min(64, width - done);
    code.get(at).access(`${type}.load`, address + done / 8);
    if (size < (type === "i32" ? 32 : 64)) code.scalar(type, (1n << BigInt(size)) - 1n).op(`${type}.and`);
    code.scalar(type, 0n).get(inside).op("select");
    parts.push({ local: code.keep(type), type, width: size });
  }
  return parts;
}

/** Halves the vector by each bit of the index, highest first; the index is at most `from`, where there is nothing. */
function choose(
  { code, forms }: Lowering,
  vector: NodeId,
  from: number,
  width: number,
  index: Local,
): Bits[] {
  let lanes: (readonly Bits[])[] = Array.from({ length: from }, (_, i) =>
    forms.parts(vector, i * width, width),
  );
  const nothing = lanes[0].map(({ type, width: bits }) => ({
    local: code.scalar(type, 0n).keep(type),
    type,
    width: bits,
  }));
  lanes.push(nothing);
  for (let bit = 1; lanes.length > 1; bit *= 2) {
    const chosen = code.get(index).i32(bit).op("i32.and").keep("i32");
    const half: (readonly Bits[])[] = [];
    for (let i = 0; i < lanes.length; i += 2) {
      if (i + 1 === lanes.length) {
        half.push(lanes[i]);
        continue;
      }
      half.push(
        lanes[i].map(({ local, type, width: bits }, k) => {
          code.get(lanes[i + 1][k].local, local, chosen).op("select");
          return { local: code.keep(type), type, width: bits };
        }),
      );
    }
    lanes = half;
  }
  return [...lanes[0]];
}
