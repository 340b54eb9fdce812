import type { Memory, MemoryId, Netlist, NodeId, Signal, WritePort } from "../../netlist/netlist.ts";
import type { PlaceId } from "../../netlist/node.ts";
import type { ModularDesign } from "../design.ts";
import type { Unit } from "../hierarchy.ts";
import type { Nets } from "../nets.ts";
import { type Attributes, type Bit, type Bits, Cells, constant, src, word } from "./cells.ts";
import { type Clock, combinational, memoryCell, type Read, type Write } from "./memory.ts";
import { operatorBits } from "./operators.ts";
import { addDivider, addGate, addRegister, type StateAround } from "./state.ts";
import { guarded, indexOf } from "./word-index.ts";

type Entries<T> = readonly (readonly [name: string, value: T])[];

/** A module of Yosys' JSON, in the order in which it is written. */
export interface YosysModule {
  readonly ports: Entries<object>;
  readonly cells: Entries<object>;
  readonly netnames: Entries<object>;
}

/** What a module needs from around it. */
export interface Surroundings {
  readonly design: ModularDesign;
  moduleOf(unit: Unit): string;
  /** `file:line`, or "" where it is not known. */
  place(place: PlaceId): string;
}

/** One instance of a module, its operators added one by one, each after its operands. */
export class ModuleBuilder {
  readonly #cells = new Cells();
  readonly #netlist: Netlist;
  readonly #unit: Unit;
  readonly #nets: Nets;
  readonly #around: Surroundings;
  readonly #bits = new Map<NodeId, Bits>();
  /** Combinational ports by memory. */
  readonly #reads = new Map<MemoryId, Read[]>();
  /** Values at power-up, by nets. */
  readonly #begins = new Map<Bits, string>();

  constructor(unit: Unit, around: Surroundings) {
    this.#unit = unit;
    this.#around = around;
    this.#netlist = around.design.netlist;
    this.#nets = around.design.netsOf(unit);
    for (const { direction, node } of unit.ports) if (direction === "input") this.#give(node);
    for (const node of unit.risen.keys()) this.#give(node);
    for (const id of unit.registers) this.#give(this.#netlist.registers[id].node);
    for (const id of unit.memories) for (const { node } of this.#netlist.memories[id].reads) this.#give(node);
  }

  /** Makes nets for a clock that the module makes. */
  declare(id: NodeId): void {
    this.#give(id);
  }

  addOperator(id: NodeId): void {
    const node = this.#netlist.nodes[id];
    const place = this.#around.place(node.place);
    const bits = operatorBits(node, {
      netlist: this.#netlist,
      cells: this.#cells,
      place,
      bitsOf: this.#bitsOf,
      take: (wanted) => this.#nets.names.take(wanted),
      read: (memory, address) => this.#read(memory, address, place),
    });
    this.#bits.set(id, bits);
  }

  addClock(id: NodeId): void {
    const node = this.#netlist.nodes[id];
    const place = this.#around.place(node.place);
    if (node.op === "gate") addGate(id, place, this.#stateAround);
    if (node.op === "divide") addDivider(id, node.attr.by, place, this.#stateAround);
  }

  /** The module, once all of its operators are there. */
  finish(): YosysModule {
    const { registers, memories } = this.#netlist;
    for (const id of this.#unit.registers) {
      addRegister(registers[id], this.#around.place(registers[id].place), this.#stateAround);
    }
    for (const id of this.#unit.memories) this.#addMemory(id, memories[id]);
    for (const child of this.#unit.children) this.#addInstance(child);
    const ports = this.#ports();
    return { ports, cells: this.#cells.all, netnames: this.#netnames(ports) };
  }

  readonly #bitsOf = (node: NodeId): Bits => {
    const known = this.#bits.get(node);
    if (known) return known;
    const { op, attr, width } = this.#netlist.nodes[node];
    if (op !== "const") throw new Error(`node ${node} (${op}) is not in module ${this.#unit.scope}`);
    return constant(attr.value, width, attr.unknown);
  };

  get #stateAround(): StateAround {
    const begin = (bits: Bits, value: string): void => void this.#begins.set(bits, value);
    return { netlist: this.#netlist, cells: this.#cells, bitsOf: this.#bitsOf, begin };
  }

  #give(node: NodeId): void {
    if (!this.#bits.has(node)) this.#bits.set(node, this.#cells.nets(this.#netlist.nodes[node].width));
  }

  #read(memory: MemoryId, at: Bits, place: string): Bits {
    const { depth, width } = this.#netlist.memories[memory];
    const index = indexOf(this.#cells, place, at, depth);
    const data = this.#cells.nets(width);
    const reads = this.#reads.get(memory) ?? [];
    this.#reads.set(memory, reads);
    reads.push(combinational(index.bits, data));
    return guarded(this.#cells, place, data, index);
  }

  #clockOf(domain: number): Clock {
    const { clock, edge } = this.#netlist.domains[domain];
    return { net: this.#bitsOf(clock)[0], rises: edge === "rise" };
  }

  #addMemory(id: MemoryId, memory: Memory): void {
    const { width, depth } = memory;
    const clocks = memory.writes.map(({ domain }) => this.#clockOf(domain));
    const writes = memory.writes.map((port, at): Write => {
      const clock = clocks[at];
      const wins = clocks.map((other, before) => before < at && isSame(other, clock));
      return { clock, wins, data: this.#bitsOf(port.data), ...this.#target(port, memory) };
    });
    const reads = memory.reads.map(({ node, domain, address, enable, collision, place }): Read => {
      const clock = this.#clockOf(domain);
      const together = clocks.map((other) => isSame(other, clock));
      return {
        clock,
        enable: enable === undefined ? "1" : this.#bitsOf(enable)[0],
        address: indexOf(this.#cells, this.#around.place(place), this.#bitsOf(address), depth).bits,
        data: this.#bitsOf(node),
        transparent: together.map((same) => same && collision === "new"),
        unknown: together.map((same) => same && collision === "x"),
      };
    });
    const seen = this.#reads.get(id) ?? [];
    const none = writes.map(() => false);
    for (const read of seen) reads.push({ ...read, transparent: none, unknown: none });
    const name = this.#nets.memoryVariable(id);
    const init = memory.init.map((each) => word(each, width));
    const cell = memoryCell({ name, width, depth, init }, writes, reads);
    this.#cells.addNamed(name, { ...cell, place: this.#around.place(memory.place) });
  }

  /** The word that a port writes, and which bits of it. */
  #target(
    { address, enable, mask, place }: WritePort,
    { width, depth }: Memory,
  ): Pick<Write, "address" | "enable"> {
    const where = this.#around.place(place);
    const index = indexOf(this.#cells, where, this.#bitsOf(address), depth);
    const given = enable === undefined ? undefined : this.#bitsOf(enable)[0];
    const parts = mask === undefined ? (["1"] as const) : this.#bitsOf(mask);
    const each = width / parts.length;
    const bits = parts.map((part) => this.#cells.all1(where, [given, index.inside, part]));
    return { address: index.bits, enable: bits.flatMap((bit) => new Array<Bit>(each).fill(bit)) };
  }

  #addInstance(child: Unit): void {
    const { design, moduleOf, place } = this.#around;
    const inner = design.netsOf(child);
    const inputs: Record<string, Bits> = {};
    const outputs: Record<string, Bits> = {};
    for (const port of child.ports) {
      const name = inner.portName(port);
      const isRead = this.#unit.risen.get(port.node) === child && child.leaves.get(port.node) === port;
      if (port.direction === "input") inputs[name] = this.#bitsOf(port.node);
      else if (isRead) outputs[name] = this.#bitsOf(port.node);
      else outputs[name] = this.#cells.nets(this.#netlist.nodes[port.node].width);
    }
    const type = moduleOf(child);
    const where = place(this.#netlist.scopes[child.scope].place);
    const name = this.#nets.instances.get(child) as string;
    this.#cells.addNamed(name, { type, place: where, parameters: {}, inputs, outputs });
  }

  #ports(): [name: string, port: { readonly direction: string; readonly bits: Bits }][] {
    const inputs = this.#unit.ports.filter(({ direction }) => direction === "input");
    const first = new Map(inputs.toReversed().map((port) => [port.node, port]));
    return this.#unit.ports.map((port) => {
      const { direction, node } = port;
      // Several inputs may carry one value; inside, the first of them is read.
      const isOwn = direction === "output" || first.get(node) === port;
      const bits = isOwn ? this.#bitsOf(node) : this.#cells.nets(this.#netlist.nodes[node].width);
      return [this.#nets.portName(port), { direction, bits }];
    });
  }

  /** The names of the design, then those of what has none. */
  *#names(ports: readonly (readonly [string, { readonly bits: Bits }])[]): Generator<NetName> {
    const { signals } = this.#netlist;
    const portBits = new Map(ports.map(([name, { bits }]) => [name, bits]));
    for (const id of this.#unit.signals) {
      const name = this.#nets.signal(id);
      const bits = portBits.get(name) ?? this.#bitsOf(signals[id].node);
      portBits.delete(name);
      yield { name, hide_name: 0, bits, attributes: this.#attributesOf(signals[id]) };
    }
    for (const [name, bits] of portBits) yield { name, hide_name: 0, bits, attributes: {} };
    for (const [name, bits] of this.#cells.words) yield { name, hide_name: 1, bits, attributes: {} };
  }

  #netnames(ports: readonly (readonly [string, { readonly bits: Bits }])[]): Entries<object> {
    const named = new Set<string>();
    const entries: [string, object][] = [];
    for (const { name, hide_name, bits, attributes } of this.#names(ports)) {
      const net = `${bits[0]} ${bits.at(-1)}`;
      if (hide_name && named.has(net)) continue;
      named.add(net);
      const init = this.#begins.get(bits);
      this.#begins.delete(bits);
      entries.push([
        name,
        { hide_name, bits, attributes: init === undefined ? attributes : { ...attributes, init } },
      ]);
    }
    return entries;
  }

  #attributesOf({ place, enumeration }: Signal): Attributes {
    const where = src(this.#around.place(place));
    if (enumeration === undefined) return where;
    const { name, width, members } = this.#netlist.enums[enumeration];
    const values = members.map((member) => [
      `enum_value_${word(BigInt(member.value), width)}`,
      `\\${member.name}`,
    ]);
    return { ...where, wiretype: `\\${name}`, ...Object.fromEntries(values) };
  }
}

interface NetName {
  readonly name: string;
  readonly hide_name: 0 | 1;
  readonly bits: Bits;
  readonly attributes: Attributes;
}

const isSame = (one: Clock, two: Clock): boolean => one.net === two.net && one.rises === two.rises;
