import { BitGraph, cyclicWords } from "./bitgraph.ts";
import { components } from "./components.ts";
import type { Netlist, NodeId } from "./netlist.ts";
import type { Node, NodeAttr, Op } from "./node.ts";
import type { Piece } from "./pieces.ts";

/** A run of bits of one node that is computed as one, after the runs of lower levels. */
interface Run {
  readonly node: NodeId;
  readonly low: number;
  width: number;
  readonly piece: Piece;
  readonly level: number;
  /** The new node that computes it. */
  id: NodeId;
}

/**
 * Rewrites words that lead back to themselves, where no bit does, in runs of bits that do not, so that the nodes have
 * a level order. Other nodes stay as they are. There must be no loop of bits (see `findLoop`).
 */
export function split(netlist: Netlist): Netlist {
  const words = cyclicWords(netlist);
  return words.length === 0 ? netlist : { ...netlist, nodes: new Splitter(netlist, words).nodes };
}

class Splitter {
  readonly nodes: Node[];
  readonly #netlist: Netlist;
  readonly #runs = new Map<NodeId, Run[]>();

  constructor(netlist: Netlist, words: readonly NodeId[]) {
    this.#netlist = netlist;
    this.nodes = [...netlist.nodes];
    const graph = new BitGraph(netlist, words);
    const level = levels(graph);
    for (const node of words) this.#runs.set(node, runsOf(graph, node, level));
    const all = [...this.#runs.values()].flat().sort((a, b) => a.level - b.level);
    for (const run of all) run.id = this.#compute(run);
    for (const [node, runs] of this.#runs) {
      const { width, place, scope } = netlist.nodes[node];
      const args = runs.map(({ id }) => id).reverse();
      this.nodes[node] = { op: "cat", width, lanes: 1, args, attr: undefined, place, scope };
    }
  }

  #compute({ node: id, low, width, piece }: Run): NodeId {
    const node = this.#netlist.nodes[id];
    const args = piece.sources.map((source) => {
      const operand = node.args[source.arg];
      if (source.moves) return this.#bits(operand, source.low + low - piece.low, width);
      return this.#bits(operand, source.low, source.width);
    });
    if (piece.whole || KEPT.has(node.op))
      return this.nodes.push({ ...node, width, lanes: 1, args } as Node) - 1;
    if (args.length === 0) return this.#add("const", width, [], { value: 0n, unknown: 0n }, node);
    return piece.sources[0].moves ? args[0] : this.#add("sext", width, args, undefined, node);
  }

  /** A node for some bits of another; of a rewritten one from its runs, which are there already. */
  #bits(node: NodeId, low: number, width: number): NodeId {
    const runs = this.#runs.get(node) ?? [{ low: 0, width: this.nodes[node].width, id: node }];
    const parts: NodeId[] = [];
    for (const run of runs) {
      const from = Math.max(low, run.low);
      const end = Math.min(low + width, run.low + run.width);
      if (from < end) parts.unshift(this.#slice(run.id, from - run.low, end - from));
    }
    return parts.length === 1 ? parts[0] : this.#add("cat", width, parts, undefined, this.nodes[node]);
  }

  #slice(node: NodeId, low: number, width: number): NodeId {
    if (this.nodes[node].width === width) return node;
    return this.#add("slice", width, [node], { low }, this.nodes[node]);
  }

  #add<O extends Op>(
    op: O,
    width: number,
    args: NodeId[],
    attr: NodeAttr<O>,
    { place, scope }: Node,
  ): NodeId {
    return this.nodes.push({ op, width, lanes: 1, args, attr, place, scope } as Node) - 1;
  }
}

/** Operators that a run of bits still needs; the others only moved bits to their place. */
const KEPT: ReadonlySet<Op> = new Set<Op>(["not", "and", "or", "xor", "mux"]);

/** By atom: more than any atom that it depends on. */
function levels(graph: BitGraph): Int32Array {
  const { component } = components(graph);
  const order = new Int32Array(component.length);
  for (const [atom, position] of component.entries()) order[position] = atom;
  const level = new Int32Array(order.length);
  for (const atom of order) {
    for (let i = graph.start[atom]; i < graph.start[atom + 1]; i++) {
      level[atom] = Math.max(level[atom], level[graph.to[i]] + 1);
    }
  }
  return level;
}

/** Bits side by side of one piece and one level: since levels rise along every edge, runs cannot lead back. */
function runsOf(graph: BitGraph, node: NodeId, level: Int32Array): Run[] {
  const runs: Run[] = [];
  const atomOf = graph.atomsOf(node);
  for (let bit = 0; bit < atomOf.length; bit++) {
    const { piece } = graph.atoms[atomOf[bit]];
    const last = runs.at(-1);
    const at = level[atomOf[bit]];
    if (last?.piece === piece && last.level === at) last.width++;
    else runs.push({ node, low: bit, width: 1, piece, level: at, id: -1 });
  }
  return runs;
}
