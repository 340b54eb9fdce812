import type { Domain, DomainId, Netlist, NodeId, Optional, Register } from "../../sim/netlist/netlist.ts";
import { isSource, type Node } from "../../sim/netlist/node.ts";
import {
  allX,
  type BitString,
  choose,
  fromUnsigned,
  isKnown,
  laneOf,
  merge,
  operate,
  toUnsigned,
} from "./operators.ts";

/** A value in two planes: 0 = 0/0, 1 = 1/0, x = 0/1, z = 1/1. */
export interface Planes {
  readonly value: bigint;
  readonly unknown: bigint;
}

/** x=00.1, z=1.1: the planes of a string, and back. */
export function planes(bits: BitString): Planes {
  const value = bits.replaceAll("x", "0").replaceAll("z", "1");
  const unknown = bits.replaceAll("1", "0").replaceAll(/[xz]/g, "1");
  return { value: toUnsigned(value), unknown: toUnsigned(unknown) };
}

export function bitString({ value, unknown }: Planes, width: number): BitString {
  const values = fromUnsigned(value, width);
  const unknowns = fromUnsigned(unknown, width);
  return [...values].map((bit, i) => (unknowns[i] === "0" ? bit : bit === "0" ? "x" : "z")).join("");
}

/** A state element's new content, held back until every element of the edge has sampled. */
type Commit = () => void;

/**
 * Steps a netlist slowly and plainly under the policy `merge`: the oracle for engines and passes. It knows no time:
 * `edge` names the domains whose clocks have an active edge, so clocks, gates and dividers are left at 0.
 *
 * Sampling reads the settled values before the edge; writes to memories are applied in the order of their ports.
 */
export class Reference {
  readonly #netlist: Netlist;
  readonly #order: readonly NodeId[];
  readonly #bits: BitString[];
  readonly #memories: BitString[][];
  readonly #tables: readonly (readonly BitString[])[];

  constructor(netlist: Netlist) {
    this.#netlist = netlist;
    this.#order = operatorOrder(netlist);
    this.#bits = netlist.nodes.map(atPowerUp);
    for (const { node, init, domain } of netlist.registers) {
      if (init === undefined || netlist.domains[domain].reset) continue;
      this.#bits[node] = fromUnsigned(init, netlist.nodes[node].width);
    }
    this.#memories = netlist.memories.map(({ width, depth, init }) =>
      Array.from({ length: depth }, (_, i) => (i < init.length ? fromUnsigned(init[i], width) : allX(width))),
    );
    this.#tables = netlist.tables.map(({ words, width }) => words.map((word) => fromUnsigned(word, width)));
    this.settle();
  }

  /** Drives a source node; takes effect at `settle`. */
  set(node: NodeId, value: bigint, unknown = 0n): void {
    this.setBits(node, bitString({ value, unknown }, this.#netlist.nodes[node].width));
  }

  /** As `set`, in characters 0 1 x z. */
  setBits(node: NodeId, bits: BitString): void {
    const { width, op } = this.#netlist.nodes[node];
    if (bits.length !== width) throw new Error(`node ${node} (${op}) has ${width} bits, not ${bits.length}`);
    this.#bits[node] = bits;
  }

  get(node: NodeId): Planes {
    return planes(this.#bits[node]);
  }

  getBits(node: NodeId): BitString {
    return this.#bits[node];
  }

  getWord(memory: number, address: number): BitString {
    return this.#memories[memory][address];
  }

  /** Evaluates every operator, and lets asynchronous resets act on the settled values, until nothing moves. */
  settle(): void {
    let moved = true;
    for (let sweep = 0; moved; sweep++) {
      if (sweep > 10_000) throw new Error(`netlist "${this.#netlist.name}" does not settle`);
      moved = this.#settleOperators() || this.#resetAtOnce();
    }
  }

  /** An active edge in all these domains at once: sample, commit, settle. */
  edge(domains: readonly DomainId[]): void {
    const commits: Commit[] = [];
    for (const register of this.#netlist.registers) {
      if (!domains.includes(register.domain)) continue;
      const held = this.#bits[register.node];
      const taken = choose(this.#control(register.enable), this.#bits[register.next], held);
      const next = this.#reset(register, taken);
      commits.push(() => this.#move(register.node, next));
    }
    for (const id of this.#netlist.memories.keys()) commits.push(...this.#memoryEdge(id, domains));
    for (const commit of commits) commit();
    this.settle();
  }

  #settleOperators(): boolean {
    let moved = false;
    for (const id of this.#order) moved = this.#move(id, this.#evaluate(this.#netlist.nodes[id])) || moved;
    return moved;
  }

  #resetAtOnce(): boolean {
    let moved = false;
    for (const register of this.#netlist.registers) {
      if (this.#netlist.domains[register.domain].reset?.kind !== "async") continue;
      moved = this.#move(register.node, this.#reset(register, this.#bits[register.node])) || moved;
    }
    return moved;
  }

  #move(node: NodeId, bits: BitString): boolean {
    const moved = this.#bits[node] !== bits;
    this.#bits[node] = bits;
    return moved;
  }

  #evaluate(node: Node): BitString {
    const args = node.args.map((arg) => this.#bits[arg]);
    return operate(node, args, (at, index) => {
      if (at.op === "lookup") return this.#tables[at.attr.table][Number(index)];
      return at.op === "read" ? this.#memories[at.attr.memory][Number(index)] : undefined;
    });
  }

  #control(node: Optional): BitString {
    return node === undefined ? "1" : this.#bits[node];
  }

  /** What a register becomes that would be `bits` without its domain's reset. */
  #reset({ domain, node, init }: Register, bits: BitString): BitString {
    const { reset }: Domain = this.#netlist.domains[domain];
    if (!reset || init === undefined) return bits;
    const value = fromUnsigned(init, this.#netlist.nodes[node].width);
    const level = this.#bits[reset.node];
    return isKnown(level) ? (level === `${reset.active}` ? value : bits) : merge(value, bits);
  }

  /** Samples the ports of one memory. Ports read the words as they stand before the edge unless they see `new`. */
  #memoryEdge(id: number, domains: readonly DomainId[]): Commit[] {
    const { width, depth, reads, writes } = this.#netlist.memories[id];
    const words = [...this.#memories[id]];
    const written = new Set<number>();
    for (const port of writes) {
      const enable = this.#control(port.enable);
      if (!domains.includes(port.domain) || enable === "0") continue;
      const address = this.#bits[port.address];
      if (!isKnown(address)) {
        words.fill(allX(width));
        for (const i of words.keys()) written.add(i);
        continue;
      }
      const index = Number(toUnsigned(address));
      if (index >= depth) continue;
      written.add(index);
      const data = this.#bits[port.data];
      words[index] = choose(enable, this.#masked(port.mask, data, words[index]), words[index]);
    }
    const commits: Commit[] = [() => this.#memories[id].splice(0, depth, ...words)];
    for (const port of reads) {
      if (!domains.includes(port.domain)) continue;
      const address = this.#bits[port.address];
      const index = isKnown(address) ? Number(toUnsigned(address)) : depth;
      const seen = port.collision === "new" ? words : this.#memories[id];
      const clash = port.collision === "x" && written.has(index);
      const word = index >= depth || clash ? allX(width) : seen[index];
      const next = choose(this.#control(port.enable), word, this.#bits[port.node]);
      commits.push(() => this.#move(port.node, next));
    }
    return commits;
  }

  /** The data where the mask is 1, the old word where it is 0, either where it is unknown. */
  #masked(mask: Optional, data: BitString, old: BitString): BitString {
    if (mask === undefined) return data;
    const select = this.#bits[mask];
    const parts = [...select].map((bit, i) => {
      const part = select.length - 1 - i;
      return choose(bit, laneOf(data, select.length, part), laneOf(old, select.length, part));
    });
    return parts.join("");
  }
}

function atPowerUp(node: Node): BitString {
  switch (node.op) {
    case "const":
      return bitString(node.attr, node.width);
    case "input":
      return "z".repeat(node.width);
    case "clock":
    case "gate":
    case "divide":
      return "0";
    default:
      return allX(node.width);
  }
}

/**
 * Operators, operands first. Where words lead back to themselves without a loop of bits, the order is any, and
 * `settle` sweeps until every bit has its value.
 */
function operatorOrder({ nodes }: Netlist): NodeId[] {
  const order: NodeId[] = [];
  const seen = new Set<NodeId>();
  for (const start of nodes.keys()) {
    const stack = [start];
    while (stack.length > 0) {
      const id = stack.pop()!;
      if (id < 0) order.push(~id);
      else if (!seen.has(id) && !isSource(nodes[id])) {
        seen.add(id);
        stack.push(~id, ...nodes[id].args);
      }
    }
  }
  return order;
}
