import { carries } from "./carries.ts";
import type { MemoryId, Netlist, NodeId } from "./netlist.ts";
import { fanout } from "./order.ts";

/**
 * Marks every signal and memory that holds a secret value, in whole or in part: what is declared secret, and what
 * slices, joins, permutations, extensions, choices, registers and memories carry it to. Operators that compute end
 * the mark, so that what is computed from a secret is none. `marked` are nodes that are secret beside the signals declared so.
 */
export function spreadSecrets(netlist: Netlist, marked: Iterable<NodeId> = []): Netlist {
  const { nodes, signals, memories } = netlist;
  const { start, reader } = fanout(netlist);
  const state = carriers(netlist);
  const secret = new Uint8Array(nodes.length);
  const leaks = new Set(memories.flatMap((memory, id) => (memory.secret ? [id] : [])));
  const stack = [...marked, ...signals.flatMap((signal) => (signal.secret ? [signal.node] : []))];
  for (const id of leaks) stack.push(...state.outOf[id]);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (secret[node]) continue;
    secret[node] = 1;
    for (let i = start[node]; i < start[node + 1]; i++) {
      if (carries(nodes[reader[i]], node)) stack.push(reader[i]);
    }
    for (const register of state.registers.get(node) ?? []) stack.push(register);
    for (const memory of state.memories.get(node) ?? []) {
      leaks.add(memory);
      stack.push(...state.outOf[memory]);
    }
  }
  return {
    ...netlist,
    signals: signals.map((signal) => (secret[signal.node] ? { ...signal, secret: true } : signal)),
    memories: memories.map((memory, id) => (leaks.has(id) ? { ...memory, secret: true } : memory)),
  };
}

interface Carriers {
  /** The registers that take a node, and the memories that are written with it. */
  readonly registers: ReadonlyMap<NodeId, readonly NodeId[]>;
  readonly memories: ReadonlyMap<NodeId, readonly MemoryId[]>;
  /** What is read out of each memory. */
  readonly outOf: readonly NodeId[][];
}

function carriers({ nodes, registers, memories }: Netlist): Carriers {
  const outOf = memories.map(({ reads }) => reads.map(({ node }) => node));
  for (const [id, node] of nodes.entries()) if (node.op === "read") outOf[node.attr.memory].push(id);
  const writes = memories.flatMap((memory, id) => memory.writes.map(({ data }) => [data, id] as const));
  return {
    registers: grouped(registers.map(({ next, node }) => [next, node])),
    memories: grouped(writes),
    outOf,
  };
}

function grouped(pairs: readonly (readonly [number, number])[]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const [from, to] of pairs) {
    const group = groups.get(from);
    if (group) group.push(to);
    else groups.set(from, [to]);
  }
  return groups;
}
