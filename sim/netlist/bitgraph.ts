import { components, type Graph } from "./components.ts";
import type { Netlist, NodeId } from "./netlist.ts";
import { isSource } from "./node.ts";
import { type Piece, pieces } from "./pieces.ts";

/** What the bits of one node are computed in: a bit, or a lane of an operator whose bits hang together. */
export interface Atom {
  readonly node: NodeId;
  readonly low: number;
  readonly width: number;
  readonly piece: Piece;
}

/** Nodes that lead back to themselves as words: all that is worth a look bit by bit. */
export function cyclicWords({ nodes }: Netlist): NodeId[] {
  const start = new Int32Array(nodes.length + 1);
  for (const [id, node] of nodes.entries())
    start[id + 1] = start[id] + (isSource(node) ? 0 : node.args.length);
  const to = new Int32Array(start[nodes.length]);
  for (const [id, node] of nodes.entries()) if (!isSource(node)) to.set(node.args, start[id]);
  const { cyclic } = components({ start, to });
  return [...nodes.keys()].filter((id) => cyclic[id]);
}

/** The bits of some nodes, with an edge from each atom to every atom among them that it depends on. */
export class BitGraph implements Graph {
  readonly atoms: Atom[] = [];
  readonly start: Int32Array;
  readonly to: Int32Array;
  /** By node of the graph, by bit: the index of its atom. */
  readonly #atomOf = new Map<NodeId, Int32Array>();

  constructor(netlist: Netlist, within: readonly NodeId[]) {
    for (const node of within) {
      const atomOf = new Int32Array(netlist.nodes[node].width);
      this.#atomOf.set(node, atomOf);
      for (const piece of pieces(netlist.nodes[node], netlist)) this.#add(node, piece, atomOf);
    }
    const start = [0];
    const to: number[] = [];
    for (const atom of this.atoms) {
      this.#addEdges(atom, netlist, to);
      start.push(to.length);
    }
    this.start = Int32Array.from(start);
    this.to = Int32Array.from(to);
  }

  /** The atoms of a node, by bit. */
  atomsOf(node: NodeId): Int32Array {
    return this.#atomOf.get(node) ?? new Int32Array(0);
  }

  #add(node: NodeId, piece: Piece, atomOf: Int32Array): void {
    const width = piece.whole ? piece.width : 1;
    for (let low = piece.low; low < piece.low + piece.width; low += width) {
      atomOf.fill(this.atoms.length, low, low + width);
      this.atoms.push({ node, low, width, piece });
    }
  }

  #addEdges({ node, low, piece }: Atom, { nodes }: Netlist, to: number[]): void {
    for (const source of piece.sources) {
      const atomOf = this.#atomOf.get(nodes[node].args[source.arg]);
      if (!atomOf) continue;
      const first = source.moves ? source.low + low - piece.low : source.low;
      const end = source.moves ? first + 1 : source.low + source.width;
      for (let bit = first; bit < end; bit++) {
        if (bit === first || atomOf[bit] !== atomOf[bit - 1]) to.push(atomOf[bit]);
      }
    }
  }
}
