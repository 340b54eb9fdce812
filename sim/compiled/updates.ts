import type { DomainId, MemoryId, Netlist, NodeId, Optional } from "../netlist/netlist.ts";

/** Registers, or limbs of them, that move together at most. */
const MOST_REGISTERS = 16;
const MOST_LIMBS = 32;

/** Registers of one domain that take their next values under one enable. */
export interface RegisterUpdate {
  readonly kind: "registers";
  readonly domain: DomainId;
  readonly enable: Optional;
  /** Whether the domain's reset acts on them. */
  readonly resets: boolean;
  /** Indices into `netlist.registers`. */
  readonly registers: readonly number[];
}

/** All ports of a memory; they are of one domain, or `domain` is undefined. */
export interface MemoryUpdate {
  readonly kind: "memory";
  readonly domain: DomainId | undefined;
  readonly memory: MemoryId;
}

export type Update = RegisterUpdate | MemoryUpdate;

/** The state elements of a design in the order in which they may move, one after the other. */
export interface Updates {
  /** First the memories of several domains, then domain by domain. */
  readonly all: readonly Update[];
  /** State whose value before the edge is set aside, because something that reads it moves later; resets included. */
  readonly shadowed: ReadonlySet<NodeId>;
  /** By update: what it reads of `shadowed`, its reset aside. */
  readonly shadows: readonly (readonly NodeId[])[];
}

/** Nodes that an update reads when it moves. */
export function operandsOf({ registers, memories }: Netlist, update: Update): NodeId[] {
  const operands: Optional[] = [];
  if (update.kind === "registers") {
    operands.push(update.enable);
    for (const register of update.registers) operands.push(registers[register].next);
  } else {
    const { writes, reads } = memories[update.memory];
    for (const { address, data, enable, mask } of writes) operands.push(address, data, enable, mask);
    for (const { address, enable } of reads) operands.push(address, enable);
  }
  return operands.filter((node) => node !== undefined);
}

/** State that an update moves. */
function movedBy({ registers, memories }: Netlist, update: Update): NodeId[] {
  if (update.kind === "registers") return update.registers.map((register) => registers[register].node);
  return memories[update.memory].reads.map(({ node }) => node);
}

/**
 * Finds an order in which each state element moves after its last reader, so that few need a copy of what they were:
 * depth first from the readers, in time linear in the operands. Where the readers lead back, or belong to another
 * domain whose edge may come at the same time, the value before the edge is set aside.
 */
export function orderUpdates(netlist: Netlist): Updates {
  const found = [...memoryUpdates(netlist), ...registerUpdates(netlist)];
  const owner = new Int32Array(netlist.nodes.length).fill(-1);
  for (const [i, update] of found.entries()) for (const node of movedBy(netlist, update)) owner[node] = i;
  const readers: number[][] = found.map(() => []);
  for (const [i, update] of found.entries()) {
    for (const node of operandsOf(netlist, update)) {
      const moves = owner[node];
      if (moves >= 0 && moves !== i && found[moves].domain === update.domain) readers[moves].push(i);
    }
  }
  const order = readersFirst(readers);
  const rank = (update: Update): number => update.domain ?? -1;
  const all = order.map((i) => found[i]);
  const stable = all
    .map((update, at) => ({ update, at }))
    .sort((a, b) => rank(a.update) - rank(b.update) || a.at - b.at);
  const sorted = stable.map(({ update }) => update);
  const position = new Map(sorted.map((update, i) => [update, i]));
  const shadowed = new Set<NodeId>();
  const shadows = sorted.map((update, at) => {
    const needs = new Set<NodeId>();
    const isShared = update.kind === "memory" && update.domain === undefined;
    for (const node of operandsOf(netlist, update)) {
      const moves = owner[node] < 0 ? undefined : found[owner[node]];
      const isLate =
        moves && moves !== update && (moves.domain !== update.domain || position.get(moves)! < at);
      if (isShared || isLate) needs.add(node);
    }
    for (const node of needs) shadowed.add(node);
    return [...needs];
  });
  for (const { reset } of netlist.domains) if (reset && owner[reset.node] >= 0) shadowed.add(reset.node);
  return { all: sorted, shadowed, shadows };
}

function memoryUpdates({ memories }: Netlist): MemoryUpdate[] {
  return memories.flatMap(({ writes, reads }, memory) => {
    const domains = new Set([...writes, ...reads].map(({ domain }) => domain));
    if (domains.size === 0) return [];
    return [{ kind: "memory" as const, memory, domain: domains.size === 1 ? [...domains][0] : undefined }];
  });
}

function registerUpdates({ registers, nodes, domains }: Netlist): RegisterUpdate[] {
  const made: (RegisterUpdate & { registers: number[] })[] = [];
  const open = new Map<string, { update: { registers: number[] }; limbs: number }>();
  for (const [i, { node, domain, enable, init }] of registers.entries()) {
    const resets = init !== undefined && domains[domain].reset !== undefined;
    const key = enable === undefined ? `r${i}` : `${domain} ${enable} ${resets}`;
    const limbs = Math.ceil(nodes[node].width / 128);
    const last = open.get(key);
    if (last && last.update.registers.length < MOST_REGISTERS && last.limbs + limbs <= MOST_LIMBS) {
      last.update.registers.push(i);
      last.limbs += limbs;
      continue;
    }
    const update = { kind: "registers" as const, domain, enable, resets, registers: [i] };
    made.push(update);
    open.set(key, { update, limbs });
  }
  return made;
}

/** All indices, each after those that it lists, but where they lead back. */
function readersFirst(readers: readonly (readonly number[])[]): number[] {
  const FRESH = 0;
  const OPEN = 1;
  const DONE = 2;
  const mark = new Uint8Array(readers.length);
  const order: number[] = [];
  const stack: number[] = [];
  for (let start = 0; start < readers.length; start++) {
    stack.push(start);
    while (stack.length > 0) {
      const at = stack[stack.length - 1];
      if (mark[at] !== FRESH) {
        if (mark[at] === OPEN) order.push(at);
        mark[at] = DONE;
        stack.pop();
        continue;
      }
      mark[at] = OPEN;
      for (const reader of readers[at]) if (mark[reader] === FRESH) stack.push(reader);
    }
  }
  return order;
}
