import type { Netlist, NodeId } from "./netlist.ts";
import type { Node, Op } from "./node.ts";
import { observedNodes } from "./observed.ts";
import { fanout } from "./order.ts";

/** Levels of operators that are looked at below a join. */
const MOST_LEVELS = 64;
const MAX_WIDTH = 65_536;

/** Operators that are computed lane by lane, with their operands in the same lanes. */
const LANEWISE: ReadonlySet<Op> = new Set<Op>([
  ...(["not", "and", "or", "xor", "add", "sub", "mul", "mux", "lookup", "zext", "sext"] as const),
  ...([
    "eq",
    "ne",
    "lt",
    "le",
    "slt",
    "sle",
    "redand",
    "redor",
    "redxor",
    "shl",
    "shr",
    "sra",
    "cat",
  ] as const),
]);

/**
 * Turns joins of like parts into lane-wise operators: a `cat` whose parts are the same tree of operators over slices of
 * the same words becomes that tree once, in as many lanes. So a design that was written with slices and joins is
 * computed as one that was written with vectors. Nodes keep their numbers; what is added stands at the end.
 * Joins of fewer parts than `least` are left alone.
 */
export function packLanes(netlist: Netlist, { least = 4 }: { readonly least?: number } = {}): Netlist {
  const packer = new Packer(netlist);
  for (const [id, node] of netlist.nodes.entries()) {
    if (node.op === "cat" && node.lanes === 1 && node.args.length >= least) packer.pack(id, node);
  }
  return { ...netlist, nodes: packer.nodes };
}

class Packer {
  readonly nodes: Node[];
  /** Readers of a node, if they are all operators: a node that all of them leave vanishes. */
  readonly #readers: Int32Array;
  /** Of the join under way: what has been made, by its lanes, and the readers of a lane that are still without it. */
  readonly #made = new Map<string, { readonly id: NodeId; left: number; readonly lanes: number }>();
  #saved = 0;

  constructor(netlist: Netlist) {
    this.nodes = [...netlist.nodes];
    const { start } = fanout(netlist);
    this.#readers = Int32Array.from(netlist.nodes, (_, id) => start[id + 1] - start[id]);
    for (const id of observedNodes(netlist)) this.#readers[id] = 0;
  }

  pack(id: NodeId, node: Node): void {
    const parts = [...node.args].reverse();
    const { width } = this.nodes[parts[0]];
    if (!parts.every((part) => this.nodes[part].width === width)) return;
    const before = this.nodes.length;
    this.#saved = 0;
    this.#made.clear();
    const packed = this.#vector(parts, 0);
    for (const { left, lanes } of this.#made.values()) if (left > 0) this.#saved -= lanes;
    if (this.#saved <= 0) {
      this.nodes.length = before;
      return;
    }
    const { place, scope } = node;
    const made = this.nodes[packed];
    if (packed === this.nodes.length - 1) this.nodes.pop();
    this.nodes[id] =
      packed >= before && packed === this.nodes.length
        ? { ...made, place, scope }
        : { op: "wire", width: node.width, lanes: 1, args: [packed], attr: undefined, place, scope };
  }

  /** A node whose lanes are these nodes, which are of one width, lane 0 first. */
  #vector(lanes: readonly NodeId[], level: number): NodeId {
    const [first] = lanes;
    const node = this.nodes[first];
    const width = node.width * lanes.length;
    const key = lanes.join();
    const known = this.#made.get(key);
    if (known) {
      known.left--;
      return known.id;
    }
    if (lanes.every((lane) => lane === first)) {
      const index = lanes.map(() => 0);
      return this.#add({
        ...node,
        op: "permute",
        width,
        lanes: lanes.length,
        args: [first],
        attr: { from: 1, index },
      });
    }
    const nodes = lanes.map((lane) => this.nodes[lane]);
    if (nodes.every(({ op }) => op === "const")) return this.#constant(nodes, width);
    const moved = this.#slices(nodes, width);
    if (moved !== undefined) {
      this.#saved += lanes.length - 1;
      return moved;
    }
    const fits = node.args.every((arg) => this.nodes[arg].width * lanes.length <= MAX_WIDTH);
    const isAlike =
      fits &&
      nodes.every(
        (each, i) => this.#readers[lanes[i]] === this.#readers[first] && alike(node, each, this.nodes),
      );
    if (isAlike && level < MOST_LEVELS && this.#readers[first] > 0) {
      this.#saved += lanes.length - 1;
      const args = node.args.map((arg, i) => {
        const operands = nodes.map((each) => each.args[i]);
        if (operands.every((operand) => operand === arg) && isCommon(node, i)) return arg;
        return this.#vector(operands, level + 1);
      });
      const id = this.#add({ ...node, width, lanes: lanes.length, args } as Node);
      this.#made.set(key, { id, left: this.#readers[first] - 1, lanes: lanes.length });
      return id;
    }
    this.#saved -= lanes.length;
    return this.#add({ ...node, op: "cat", width, lanes: 1, args: [...lanes].reverse(), attr: undefined });
  }

  #constant(nodes: readonly Node[], width: number): NodeId {
    let value = 0n;
    let unknown = 0n;
    for (const node of [...nodes].reverse()) {
      if (node.op !== "const") continue;
      value = (value << BigInt(node.width)) | node.attr.value;
      unknown = (unknown << BigInt(node.width)) | node.attr.unknown;
    }
    return this.#add({ ...nodes[0], op: "const", width, lanes: 1, args: [], attr: { value, unknown } });
  }

  /** Slices of one word: lanes of it in some order, or the same bits of each of its lanes. */
  #slices(nodes: readonly Node[], width: number): NodeId | undefined {
    const [first] = nodes;
    const lows: number[] = [];
    const words = new Set<NodeId>();
    for (const node of nodes) {
      if (node.op !== "slice" || node.lanes !== 1) return undefined;
      let { low } = node.attr;
      let [word] = node.args;
      for (let at = this.nodes[word]; at.op === "slice" && at.lanes === 1; at = this.nodes[word]) {
        low += at.attr.low;
        [word] = at.args;
      }
      lows.push(low);
      words.add(word);
    }
    const [arg] = words;
    if (words.size > 1) return undefined;
    const whole = this.nodes[arg].width;
    const lanes = nodes.length;
    const pitch = whole / lanes;
    if (lows.every((low, i) => low === lows[0] + i * pitch) && lows[0] + first.width <= pitch) {
      if (pitch === first.width) return arg;
      return this.#add({ ...first, op: "slice", width, lanes, args: [arg], attr: { low: lows[0] } });
    }
    if (whole % first.width !== 0 || lows.some((low) => low % first.width !== 0)) return undefined;
    const index = lows.map((low) => low / first.width);
    const from = whole / first.width;
    return this.#add({ ...first, op: "permute", width, lanes, args: [arg], attr: { from, index } });
  }

  #add(node: Node): NodeId {
    return this.nodes.push(node) - 1;
  }
}

/** Whether two nodes do the same with operands of the same widths. */
function alike(a: Node, b: Node, nodes: readonly Node[]): boolean {
  if (a.op !== b.op || a.lanes !== 1 || b.lanes !== 1 || a.width !== b.width || !LANEWISE.has(a.op))
    return false;
  if (a.args.length !== b.args.length) return false;
  if (a.op === "lookup" && b.op === "lookup" && a.attr.table !== b.attr.table) return false;
  if (isShift(a) && a.args[1] !== b.args[1]) return false;
  return a.args.every((arg, i) => nodes[arg].width === nodes[b.args[i]].width);
}

const isShift = ({ op }: Node): boolean => op === "shl" || op === "shr" || op === "sra";

/** Operands that are one for all lanes: the amount of a shift, and the select of a mux may be. */
const isCommon = (node: Node, arg: number): boolean =>
  (isShift(node) && arg === 1) || (node.op === "mux" && arg === 0);
