import { type LookupNode, laneWidth, type Node, type NodeId, type ReadNode } from "../netlist/node.ts";
import { pushIndex } from "./find.ts";
import { isWide, LIMB_BITS, limbsOf } from "./forms.ts";
import { laneMask, pushLaneBits, SHAPES, type Shape, splatBit, vectorMask } from "./lane-masks.ts";
import type { Store } from "./layout.ts";
import { constantOf, type Lowering, type Rule } from "./lowering.ts";
import { amountOf, movesOf } from "./operators.ts";
import { shuffle } from "./shuffle.ts";
import type { Local } from "./wasm/code.ts";
import type { Opcode } from "./wasm/opcodes.ts";

/** The vector type of a node's lanes, if it is wide and has such lanes. */
const shapeOf = (node: Node): Shape | undefined =>
  isWide(node.width) && node.lanes > 1 ? SHAPES.get(laneWidth(node)) : undefined;

const inLimbs = ({ forms }: Lowering, nodes: readonly NodeId[]): boolean =>
  nodes.every((node) => forms.prefersLimbs(node));

/** A vector operation on each limb. */
function limbwise(
  to: Lowering,
  node: Node,
  id: NodeId,
  operands: readonly NodeId[],
  write: (i: number) => void,
): true {
  const { code, forms } = to;
  const limbs = operands.map((operand) => forms.limbs(operand));
  const result = Array.from({ length: limbsOf(node.width) }, (_, i) => {
    for (const operand of limbs) code.get(operand[i]);
    write(i);
    return code.keep("v128");
  });
  forms.putLimbs(id, result);
  return true;
}

const bitwise =
  (op: "and" | "or" | "xor"): Rule =>
  (to, node, id) => {
    if (!isWide(node.width) || !inLimbs(to, node.args)) return false;
    return limbwise(to, node, id, node.args, () => to.code.op(`v128.${op}`));
  };

const not: Rule = (to, node, id) => {
  if (!isWide(node.width) || !inLimbs(to, node.args)) return false;
  return limbwise(to, node, id, node.args, (i) => {
    const bits = Math.min(LIMB_BITS, node.width - LIMB_BITS * i);
    to.code.v128((1n << BigInt(bits)) - 1n).op("v128.xor");
  });
};

const mux: Rule = (to, node, id) => {
  const { code, netlist } = to;
  const [select, then, otherwise] = node.args;
  if (!isWide(node.width) || !inLimbs(to, [then, otherwise])) return false;
  const isWhole = netlist.nodes[select].width === 1;
  if (!isWhole && shapeOf(node) === undefined) return false;
  const masks = isWhole ? undefined : laneMask(to, select, laneWidth(node));
  const mask = (i: number): Local => masks?.[i] ?? splatBit(to, select);
  if (constantOf(netlist, otherwise) === 0n) {
    return limbwise(to, node, id, [then], (i) => code.get(mask(i)).op("v128.and"));
  }
  if (constantOf(netlist, then) === 0n) {
    return limbwise(to, node, id, [otherwise], (i) => code.get(mask(i)).op("v128.andnot"));
  }
  return limbwise(to, node, id, [then, otherwise], (i) => code.get(mask(i)).op("v128.bitselect"));
};

const arithmetic =
  (op: "add" | "sub" | "mul"): Rule =>
  (to, node, id) => {
    const shape = shapeOf(node);
    if (shape === undefined || (op === "mul" && shape === "i8x16")) return false;
    return limbwise(to, node, id, node.args, () => to.code.op(`${shape}.${op}` as Opcode));
  };

/** Lanes that differ from a lane's width in the last limb hold 0 on both sides, and are cut off with the bits. */
const comparison =
  (op: "eq" | "ne" | "lt" | "le" | "slt" | "sle"): Rule =>
  (to, node, id) => {
    const { netlist, code, forms } = to;
    const { width } = netlist.nodes[node.args[0]];
    if (!isWide(width)) return false;
    if (node.lanes === 1 && (op === "eq" || op === "ne") && inLimbs(to, node.args)) {
      const [a, b] = node.args.map((arg) => forms.limbs(arg));
      for (const [i, limb] of a.entries()) {
        code.get(limb, b[i]).op("v128.xor");
        if (i > 0) code.op("v128.or");
      }
      code.op("v128.any_true");
      if (op === "eq") code.op("i32.eqz");
      forms.putScalar(id, code.keep("i32"));
      return true;
    }
    const masks = node.lanes > 1 ? vectorMask(to, id, width / node.lanes) : undefined;
    if (!masks) return false;
    forms.putParts(id, pushLaneBits(to, masks, width / node.lanes, node.lanes));
    return true;
  };

const reduction =
  (op: "redand" | "redor"): Rule =>
  (to, node, id) => {
    const { netlist, code, forms } = to;
    const [arg] = node.args;
    const { width } = netlist.nodes[arg];
    if (!isWide(width) || node.lanes > 1 || !forms.prefersLimbs(arg)) return false;
    for (const [i, limb] of forms.limbs(arg).entries()) {
      code.get(limb);
      const bits = Math.min(LIMB_BITS, width - LIMB_BITS * i);
      if (op === "redand") code.v128((1n << BigInt(bits)) - 1n).op("v128.xor");
      if (i > 0) code.op("v128.or");
    }
    code.op("v128.any_true");
    if (op === "redand") code.op("i32.eqz");
    forms.putScalar(id, code.keep("i32"));
    return true;
  };

const shifting =
  (op: "shl" | "shr" | "sra"): Rule =>
  (to, node, id) => {
    const shape = shapeOf(node);
    if (shape === undefined) return false;
    const { code, netlist } = to;
    const [arg, by] = node.args;
    const width = laneWidth(node);
    const opcode = `${shape}.${op === "shl" ? "shl" : op === "shr" ? "shr_u" : "shr_s"}` as Opcode;
    const known = constantOf(netlist, by);
    if (known !== undefined && (known < BigInt(width) || op === "sra")) {
      const amount = known < BigInt(width) ? Number(known) : width - 1;
      // Vectors of bytes have no shift in hardware; a sum is one instruction for all lanes.
      if (op === "shl" && amount === 1) {
        return limbwise(to, node, id, [arg, arg], () => code.op(`${shape}.add`));
      }
      return limbwise(to, node, id, [arg], () => code.i32(amount).op(opcode));
    }
    const amount = amountOf(to, by);
    if (op === "sra") {
      code
        .get(amount)
        .i32(width - 1)
        .get(amount)
        .i32(width)
        .op("i32.lt_u", "select");
      const most = code.keep("i32");
      return limbwise(to, node, id, [arg], () => code.get(most).op(opcode));
    }
    code.i32(0).get(amount).i32(width).op("i32.lt_u", "i32.sub", "i32x4.splat");
    const keeps = code.keep("v128");
    return limbwise(to, node, id, [arg], () => code.get(amount).op(opcode).get(keeps).op("v128.and"));
  };

const move: Rule = (to, node, id) => {
  const width = to.netlist.nodes[node.args[0]].width / node.lanes;
  if (node.op === "slice" && laneWidth(node) === 1 && node.lanes > 1 && isWide(width * node.lanes)) {
    const masks = vectorMask(to, id, width);
    if (!masks) return false;
    to.forms.putParts(id, pushLaneBits(to, masks, width, node.lanes));
    return true;
  }
  if (!isWide(node.width)) return false;
  const limbs = shuffle(to, movesOf(to.netlist, node)!);
  if (!limbs) return false;
  to.forms.putLimbs(id, limbs);
  return true;
};

const LANE_LOADS: ReadonlyMap<number, Opcode> = new Map<number, Opcode>([
  [8, "v128.load8_lane"],
  [16, "v128.load16_lane"],
  [32, "v128.load32_lane"],
  [64, "v128.load64_lane"],
]);

/** A word a lane, loaded to its place in a vector. */
function find(to: Lowering, node: LookupNode | ReadNode, id: NodeId, store: Store): boolean {
  const { code, forms, netlist } = to;
  const width = laneWidth(node);
  if (isWide(width) && node.lanes === 1) {
    pushIndex(to, node.args[0], 0, netlist.nodes[node.args[0]].width, store.depth);
    const at = code.i32(store.stride).op("i32.mul").keep("i32");
    const words = Array.from({ length: limbsOf(width) }, (_, i) =>
      code
        .get(at)
        .access("v128.load", store.base + 16 * i)
        .keep("v128"),
    );
    forms.putLimbs(id, words);
    return true;
  }
  const load = LANE_LOADS.get(width);
  if (load === undefined || !isWide(node.width)) return false;
  const [index] = node.args;
  const indexWidth = netlist.nodes[index].width / node.lanes;
  const count = LIMB_BITS / width;
  const limbs: Local[] = [];
  for (let first = 0; first < node.lanes; first += count) {
    const limb = code.v128(0n).keep("v128");
    for (let lane = first; lane < Math.min(first + count, node.lanes); lane++) {
      pushIndex(to, index, lane * indexWidth, indexWidth, store.depth);
      if (store.stride > 1) code.i32(store.stride).op("i32.mul");
      code.get(limb).loadLane(load, store.base, lane - first);
      code.set(limb);
    }
    limbs.push(limb);
  }
  forms.putLimbs(id, limbs);
  return true;
}

/** Rules for wide nodes with vector instructions; where one does not apply, that of `RULES` does. */
export const VECTOR_RULES: Readonly<Record<string, Rule | undefined>> = {
  not,
  and: bitwise("and"),
  or: bitwise("or"),
  xor: bitwise("xor"),
  add: arithmetic("add"),
  sub: arithmetic("sub"),
  mul: arithmetic("mul"),
  eq: comparison("eq"),
  ne: comparison("ne"),
  lt: comparison("lt"),
  le: comparison("le"),
  slt: comparison("slt"),
  sle: comparison("sle"),
  redand: reduction("redand"),
  redor: reduction("redor"),
  shl: shifting("shl"),
  shr: shifting("shr"),
  sra: shifting("sra"),
  wire: move,
  slice: move,
  zext: move,
  cat: move,
  permute: move,
  mux,
  lookup: ((to, node, id) => find(to, node, id, to.table(node.attr.table))) as Rule<LookupNode> as Rule,
  read: ((to, node, id) => find(to, node, id, to.memory(node.attr.memory))) as Rule<ReadNode> as Rule,
};
