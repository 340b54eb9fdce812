import { type Atom, BitGraph, cyclicWords } from "./bitgraph.ts";
import { components } from "./components.ts";
import { DesignError } from "./error.ts";
import { type Netlist, type NodeId, type SignalId, signalPath } from "./netlist.ts";
import { formatPlace, type Place } from "./place.ts";

/**
 * Looks for a combinational loop: a bit that depends on itself through operators alone. Words that lead back to
 * themselves without such a bit are none. Linear in the operands, and bit by bit only where words lead back.
 * @returns the shortest loop through one of the looping bits, as the error LOOP.
 */
export function findLoop(netlist: Netlist): DesignError | undefined {
  const words = cyclicWords(netlist);
  if (words.length === 0) return undefined;
  const graph = new BitGraph(netlist, words);
  const { cyclic } = components(graph);
  const origin = cyclic.indexOf(1);
  return origin < 0 ? undefined : report(netlist, graph, shortestLoop(graph, origin), cyclic);
}

/** Atoms in the order of the signal flow; breadth first over what `origin` depends on. */
function shortestLoop({ start, to }: BitGraph, origin: number): number[] {
  const dependent = new Int32Array(start.length - 1).fill(-1);
  const queue = [origin];
  for (const at of queue) {
    for (let i = start[at]; i < start[at + 1]; i++) {
      if (dependent[to[i]] >= 0) continue;
      dependent[to[i]] = at;
      queue.push(to[i]);
    }
    if (dependent[origin] >= 0) break;
  }
  const loop = [origin];
  for (let at = dependent[origin]; at !== origin; at = dependent[at]) loop.push(at);
  return loop;
}

interface Hop {
  readonly name: string;
  readonly place: Place;
}

function report(netlist: Netlist, graph: BitGraph, loop: number[], cyclic: Uint8Array): DesignError {
  const atoms = loop.map((atom) => graph.atoms[atom]);
  const named = new Map<NodeId, SignalId>();
  for (const [id, { node }] of netlist.signals.entries()) if (!named.has(node)) named.set(node, id);
  const once = new Set(atoms.map(({ node }) => node)).size === atoms.length;
  const widen = (atom: Atom): Atom => (once ? neighbours(graph, atom, cyclic) : atom);
  const hops = atoms.map((atom) => hop(netlist, widen(atom), named.get(atom.node)));
  const signals = hops.filter((_, i) => named.has(atoms[i].node));
  const shown = signals.length > 0 ? signals : hops;
  const lines = [...shown, shown[0]].map(({ name, place }) => `${name} (${formatPlace(place)})`);
  return new DesignError(
    "LOOP",
    `a combinational path leads back to where it began:\n    ${lines.join("\n    -> ")}`,
    [{ what: shown[0].name, place: shown[0].place }],
    "put a register on the path, or leave out the bits that need not be on it",
  );
}

function hop({ nodes, places, signals, ...rest }: Netlist, atom: Atom, signal: SignalId | undefined): Hop {
  const { op, place, width } = nodes[atom.node];
  const name = signal === undefined ? `(${op})` : signalPath({ nodes, places, signals, ...rest }, signal);
  const top = atom.low + atom.width - 1;
  const range = width === 1 ? "" : atom.width === 1 ? `[${top}]` : `[${top}:${atom.low}]`;
  const declared = signal === undefined ? 0 : signals[signal].place;
  return { name: name + range, place: places[declared || place] };
}

/** The run of looping bits around an atom, which as a rule loop side by side with it. */
function neighbours(graph: BitGraph, atom: Atom, cyclic: Uint8Array): Atom {
  const atomOf = graph.atomsOf(atom.node);
  let { low } = atom;
  let top = low + atom.width;
  while (low > 0 && cyclic[atomOf[low - 1]]) low--;
  while (top < atomOf.length && cyclic[atomOf[top]]) top++;
  return { ...atom, low, width: top - low };
}
