import type { NodeId } from "./netlist.ts";
import { laneWidth, type Node, type Op, type PlainNode, type PlainOp } from "./node.ts";

/** The nodes that a rule may look at: those before it in level order are simplified already. */
export interface View {
  readonly nodes: readonly Node[];
  /** Nodes that may be z: they are not what an operator that reads z as x would make of them. */
  readonly floats: Uint8Array;
}

/** What stands for a node: another one, or a simpler operator in its place. */
export type Simpler = NodeId | Node | undefined;

type NodeFor<O extends Op> = O extends PlainOp ? PlainNode : Extract<Node, { readonly op: O }>;
type Rule<O extends Op> = (node: NodeFor<O>, view: View) => Simpler;
type AnyRule = (node: Node, view: View) => Simpler;

const NONE = 0n;
const ones = (width: number): bigint => (1n << BigInt(width)) - 1n;

/** The value of a constant without unknown bits. */
export function constant({ nodes }: View, id: NodeId): bigint | undefined {
  const node = nodes[id];
  return node.op === "const" && node.attr.unknown === 0n ? node.attr.value : undefined;
}

/** A constant in the place of a node. */
export function constantFor({ width, place, scope }: Node, value: bigint): Node {
  return { op: "const", width, lanes: 1, args: [], attr: { value, unknown: 0n }, place, scope };
}

/** The operand, unless it may be z where the operator would make x. */
const unlessFloating = (operand: NodeId, { floats }: View): Simpler =>
  floats[operand] ? undefined : operand;

/** `and`, `or`: one constant decides the result, the other leaves it to the other operand. */
function gating(node: Node, view: View, deciding: bigint, neutral: bigint): Simpler {
  const [a, b] = node.args;
  if (a === b) return unlessFloating(a, view);
  const [left, right] = [constant(view, a), constant(view, b)];
  if (left === deciding || right === deciding) return constantFor(node, deciding);
  if (left === neutral) return unlessFloating(b, view);
  return right === neutral ? unlessFloating(a, view) : undefined;
}

/** Extensions by nothing. */
const extension: AnyRule = ({ width, args }, { nodes }) =>
  nodes[args[0]].width === width ? args[0] : undefined;

const shift: AnyRule = (node, view) => {
  const amount = constant(view, node.args[1]);
  if (amount === NONE) return node.args[0];
  const empties = node.op !== "sra" && amount !== undefined && amount >= BigInt(laneWidth(node));
  return empties ? constantFor(node, NONE) : undefined;
};

const slice: Rule<"slice"> = (node, { nodes }) => {
  const { width, lanes } = node;
  const { low } = node.attr;
  const [from] = node.args;
  const source = nodes[from];
  if (source.width === width) return from;
  if (source.lanes !== lanes) return undefined;
  const top = low + laneWidth(node);
  switch (source.op) {
    case "slice":
      return { ...node, args: source.args, attr: { low: low + source.attr.low } };
    case "zext":
    case "sext":
      return top <= nodes[source.args[0]].width / lanes ? { ...node, args: source.args } : undefined;
    case "cat": {
      let base = source.width / lanes;
      for (const part of source.args) {
        const end = base;
        base -= nodes[part].width / lanes;
        if (low < base) continue;
        return top <= end ? { ...node, args: [part], attr: { low: low - base } } : undefined;
      }
      return undefined;
    }
    default:
      return undefined;
  }
};

/** Slices side by side of one word are one slice. */
const cat: Rule<"cat"> = (node, { nodes }) => {
  if (node.args.length === 1) return node.args[0];
  let whole: NodeId | undefined;
  let next = 0;
  for (const part of node.args.toReversed()) {
    const view = nodes[part];
    if (view.op !== "slice" || view.lanes !== node.lanes) return undefined;
    if (whole === undefined) next = view.attr.low;
    if (view.args[0] !== (whole ?? view.args[0]) || view.attr.low !== next) return undefined;
    whole = view.args[0];
    next += laneWidth(view);
  }
  const low = next - laneWidth(node);
  return whole === undefined ? undefined : { ...node, op: "slice", args: [whole], attr: { low } };
};

const mux: Rule<"mux"> = (node, view) => {
  const [select, then, otherwise] = node.args;
  if (then === otherwise) return unlessFloating(then, view);
  const { op, width, args } = view.nodes[select];
  const value = constant(view, select);
  if (value === ones(width)) return then;
  if (value === NONE) return otherwise;
  return op === "not" ? { ...node, args: [args[0], otherwise, then] } : undefined;
};

/** Lanes side by side are a slice; a permutation of a permutation is one. */
const permute: Rule<"permute"> = (node, { nodes }) => {
  const { index } = node.attr;
  const each = laneWidth(node);
  if (index.every((lane, i) => lane === index[0] + i)) {
    return { ...node, op: "slice", lanes: 1, attr: { low: index[0] * each } };
  }
  const source = nodes[node.args[0]];
  if (source.op !== "permute" || laneWidth(source) !== each) return undefined;
  const attr = { from: source.attr.from, index: index.map((lane) => source.attr.index[lane]) };
  return { ...node, args: source.args, attr };
};

const RULES: { readonly [O in Op]?: Rule<O> } = {
  not: ({ args }, view) => {
    const inner = view.nodes[args[0]];
    return inner.op === "not" ? unlessFloating(inner.args[0], view) : undefined;
  },
  and: (node, view) => gating(node, view, NONE, ones(node.width)),
  or: (node, view) => gating(node, view, ones(node.width), NONE),
  xor: ({ args: [a, b] }, view) => {
    if (constant(view, a) === NONE) return unlessFloating(b, view);
    return constant(view, b) === NONE ? unlessFloating(a, view) : undefined;
  },
  shl: shift,
  shr: shift,
  sra: shift,
  zext: extension,
  sext: extension,
  slice,
  cat,
  mux,
  permute,
};

/** One step of simplification that leaves every bit as it is, unknown ones included. */
export function identityOf(node: Node, view: View): Simpler {
  return (RULES[node.op] as AnyRule | undefined)?.(node, view);
}
