import { followed } from "../engine/order.ts";
import type { DomainId, Netlist, NodeId } from "../netlist/netlist.ts";
import { align, Wiring } from "./agenda.ts";
import type { Groups } from "./groups.ts";

/** A run of agenda entries. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What the clock network has to be told of, once it has settled. */
export type Watch =
  | { readonly kind: "latch"; readonly gate: NodeId }
  | { readonly kind: "clock" | "reset"; readonly domain: DomainId };

export interface Port {
  readonly memory: number;
  readonly kind: "read" | "write";
  /** Index into the memory's ports of this kind. */
  readonly index: number;
}

/**
 * The numbers of the agenda: a group's own number, then the registers of each domain, the ports of each domain, and
 * the watches of the clock network.
 */
export interface Entries {
  readonly groups: Range;
  /** By domain; entry `from + i` is register `registersOf[domain][i]`, and likewise for ports. */
  readonly registers: readonly Range[];
  readonly registersOf: readonly (readonly number[])[];
  readonly ports: readonly Range[];
  readonly portsOf: readonly (readonly Port[])[];
  readonly watches: Range;
  readonly watchOf: readonly Watch[];
  readonly size: number;
}

export function numberEntries(netlist: Netlist, groups: Groups): Entries {
  const { domains, registers, memories, nodes } = netlist;
  const registersOf: number[][] = domains.map(() => []);
  registers.forEach(({ domain }, i) => {
    registersOf[domain].push(i);
  });
  const portsOf: Port[][] = domains.map(() => []);
  memories.forEach(({ reads, writes }, memory) => {
    reads.forEach(({ domain }, index) => {
      portsOf[domain].push({ memory, kind: "read", index });
    });
    writes.forEach(({ domain }, index) => {
      portsOf[domain].push({ memory, kind: "write", index });
    });
  });
  const watchOf: Watch[] = domains.map((_, domain) => ({ kind: "clock", domain }));
  domains.forEach(({ reset }, domain) => {
    if (reset?.kind === "async") watchOf.push({ kind: "reset", domain });
  });
  nodes.forEach(({ op }, gate) => {
    if (op === "gate") watchOf.push({ kind: "latch", gate });
  });
  let size = 0;
  const range = ({ length }: { readonly length: number }): Range => {
    const from = align(size);
    size = from + length;
    return { from, to: size };
  };
  return {
    groups: range({ length: groups.count }),
    registers: registersOf.map(range),
    registersOf,
    ports: portsOf.map(range),
    portsOf,
    watches: range(watchOf),
    watchOf,
    size,
  };
}

/** Wake-up sources are nodes by number, then memories. */
export const memorySource = ({ nodes }: Netlist, memory: number): number => nodes.length + memory;

export function wireEntries(netlist: Netlist, groups: Groups, entries: Entries): Wiring {
  const wiring = new Wiring();
  wireGroups(netlist, groups, wiring);
  netlist.domains.forEach((_, domain) => {
    wireRegisters(netlist, entries, domain, wiring);
    wirePorts(netlist, entries, domain, wiring);
  });
  entries.watchOf.forEach((watch, i) => {
    const entry = entries.watches.from + i;
    if (watch.kind === "latch") for (const arg of netlist.nodes[watch.gate].args) wiring.wake(arg, entry);
    else {
      const { clock, reset } = netlist.domains[watch.domain];
      wiring.wake(watch.kind === "clock" ? clock : reset!.node, entry);
    }
  });
  return wiring;
}

function wireGroups(netlist: Netlist, groups: Groups, wiring: Wiring): void {
  const { nodes, memories } = netlist;
  const last = new Int32Array(nodes.length + memories.length).fill(-1);
  const wake = (source: number, group: number): void => {
    if (last[source] !== group) wiring.wake(source, group);
    last[source] = group;
  };
  for (let group = 0; group < groups.count; group++) {
    for (let i = groups.starts[group]; i < groups.starts[group + 1]; i++) {
      const node = nodes[groups.nodes[i]];
      for (const arg of followed(node)) {
        if (groups.of[arg] !== group && nodes[arg].op !== "const") wake(arg, group);
      }
      if (node.op === "read") wake(memorySource(netlist, node.attr.memory), group);
    }
  }
}

function wireRegisters(netlist: Netlist, entries: Entries, domain: DomainId, wiring: Wiring): void {
  const reset = netlist.domains[domain].reset?.node;
  entries.registersOf[domain].forEach((register, i) => {
    const { next, enable, init } = netlist.registers[register];
    const operands = [next, enable, init === undefined ? undefined : reset];
    wireAll(operands, entries.registers[domain].from + i, wiring);
  });
}

function wirePorts(netlist: Netlist, entries: Entries, domain: DomainId, wiring: Wiring): void {
  entries.portsOf[domain].forEach(({ memory, kind, index }, i) => {
    const entry = entries.ports[domain].from + i;
    const { reads, writes } = netlist.memories[memory];
    if (kind === "read") {
      wireAll([reads[index].address, reads[index].enable], entry, wiring);
      wiring.wake(memorySource(netlist, memory), entry);
    } else {
      const { address, data, enable, mask } = writes[index];
      wireAll([address, data, enable, mask], entry, wiring);
    }
  });
}

function wireAll(sources: readonly (NodeId | undefined)[], entry: number, wiring: Wiring): void {
  for (const source of sources) if (source !== undefined) wiring.wake(source, entry);
}
