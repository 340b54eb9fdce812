import type { Netlist, NodeId, SignalId } from "../netlist/netlist.ts";
import { expression, type Operands } from "./expression.ts";
import type { Hierarchy, Unit } from "./hierarchy.ts";
import { literal } from "./literal.ts";
import { Names, renaming, type Why } from "./names.ts";
import { primary, type Text } from "./text.ts";
import type { Usage } from "./usage.ts";

/** A value with a name of its own in a module. */
export interface Net {
  readonly name: string;
  readonly node: NodeId;
  /** What it is assigned; undefined where an instance, a register or a memory gives it. */
  readonly value: Text | undefined;
}

export interface RenamedInUnit {
  readonly wanted: string;
  readonly name: string;
  readonly why: Why;
  readonly signal?: SignalId;
}

/** The longest expression that stands inside another one. */
const LONGEST = 90;
/** The longest one that stands at a port of an instance. */
const LONGEST_AT_PORT = 40;

/** The names in one module, and the expressions of what it computes. */
export class Nets implements Operands {
  readonly netlist: Netlist;
  readonly unit: Unit;
  readonly names = new Names();
  readonly nets: Net[] = [];
  readonly renamed: RenamedInUnit[] = [];
  readonly instanceNames = new Map<Unit, string>();
  readonly #hierarchy: Hierarchy;
  readonly #usage: Usage;
  readonly #nameOf = new Map<NodeId, string>();
  readonly #texts = new Map<NodeId, Text>();
  readonly #tables = new Map<number, string>();
  readonly #memories = new Map<number, string>();
  /** By signal, the names of ports and signals. */
  readonly #signals = new Map<SignalId, string>();
  readonly #made = new Map<string, number>();

  constructor(netlist: Netlist, hierarchy: Hierarchy, unit: Unit, usage: Usage) {
    this.netlist = netlist;
    this.unit = unit;
    this.#hierarchy = hierarchy;
    this.#usage = usage;
    this.#nameSignals();
    this.#nameInstances();
    this.#nameMadePorts();
    this.#nameRisen();
  }

  /** Signals whose node has another name, and that name's text. */
  aliases(): { readonly name: string; readonly signal: SignalId; readonly text: Text }[] {
    return [...this.#signals].flatMap(([signal, name]) => {
      const { node, kind } = this.netlist.signals[signal];
      if (this.#nameOf.get(node) === name) return [];
      if (kind === "input" && this.unit.ports.some((port) => port.signal === signal)) return [];
      return [{ name, signal, text: this.text(node) }];
    });
  }

  signalName(signal: SignalId): string {
    return this.#signals.get(signal) as string;
  }

  /** The name of a port, here inside. */
  portName(port: { readonly node: NodeId; readonly signal: SignalId | undefined }): string {
    return port.signal === undefined ? this.name(port.node) : this.signalName(port.signal);
  }

  hasName(node: NodeId): boolean {
    return this.#nameOf.has(node);
  }

  name(node: NodeId): string {
    const name = this.#nameOf.get(node);
    if (name === undefined)
      throw new Error(`node ${node} has no name in ${this.netlist.scopes[this.unit.scope].name}`);
    return name;
  }

  text(node: NodeId): Text {
    const name = this.#nameOf.get(node);
    if (name !== undefined) return primary(name, true);
    const text = this.#texts.get(node);
    if (text) return text;
    const { op, attr, width } = this.netlist.nodes[node];
    if (op === "const")
      return primary(
        attr.unknown === 0n ? this.constant(node, attr.value) : literal(attr.value, width, attr.unknown),
        true,
      );
    throw new Error(`node ${node} (${op}) has no text in ${this.netlist.scopes[this.unit.scope].name}`);
  }

  bits(node: NodeId, low: number, width: number): Text {
    const { op, attr, width: all } = this.netlist.nodes[node];
    if (low === 0 && width === all) return this.text(node);
    if (op === "const") {
      const cut = (bits: bigint) => BigInt.asUintN(width, bits >> BigInt(low));
      return primary(literal(cut(attr.value), width, cut(attr.unknown)), true);
    }
    const range = width === 1 ? `${low}` : `${low + width - 1}:${low}`;
    return primary(`${this.name(node)}[${range}]`, true);
  }

  /** A constant as a value of the node: a member of its enumeration where it has one. */
  constant(node: NodeId, value: bigint): string {
    return this.#usage.member(node, value) ?? literal(value, this.netlist.nodes[node].width);
  }

  table(table: number): string {
    let name = this.#tables.get(table);
    if (name === undefined) {
      name = this.names.take(this.netlist.tables[table].name);
      this.#tables.set(table, name);
    }
    return name;
  }

  get tables(): readonly number[] {
    return [...this.#tables.keys()];
  }

  memory(memory: number): string {
    return this.#memories.get(memory) as string;
  }

  /** Gives an operator of this module its expression, and a net where it needs a name. Operands come before. */
  define(id: NodeId): void {
    const node = this.netlist.nodes[id];
    const usage = this.#usage;
    const value = node.op === "const" ? this.text(id) : expression(node, this);
    const outer = this.#nameOf.get(id);
    const reads = usage.reads[id];
    const connections = usage.connections[id];
    const must = usage.named[id] || this.unit.leaves.has(id);
    const long = value.code.length > (connections > 0 ? LONGEST_AT_PORT : value.chain ? 400 : LONGEST);
    if (outer === undefined && !must && (value.trivial || (reads + connections <= 1 && !long))) {
      this.#texts.set(id, value);
      return;
    }
    const name = outer ?? this.#makeName(id, value);
    this.#nameOf.set(id, name);
    this.nets.push({ name, node: id, value });
  }

  /** Gives a register, a port of a memory or a clock of this module a name. */
  declare(id: NodeId): void {
    const name = this.#nameOf.get(id) ?? this.#makeName(id);
    this.#nameOf.set(id, name);
    this.nets.push({ name, node: id, value: undefined });
  }

  #nameSignals(): void {
    const { signals } = this.netlist;
    const ports = new Set(this.unit.ports.map(({ signal }) => signal));
    const declared = [...this.unit.signals].sort((a, b) => Number(ports.has(b)) - Number(ports.has(a)));
    for (const signal of declared) {
      const { node } = signals[signal];
      const wanted = this.#flat(signal);
      const name = this.#take(wanted, signal);
      this.#signals.set(signal, name);
      if (this.netlist.nodes[node].op === "const") continue;
      if (!this.#nameOf.has(node) && this.#isNamedHere(signal, node)) this.#nameOf.set(node, name);
    }
    for (const id of this.unit.memories) {
      this.#memories.set(id, this.#take(this.netlist.memories[id].name));
    }
  }

  /** Whether a signal is the variable itself, not another name for what has one. */
  #isNamedHere(signal: SignalId, node: NodeId): boolean {
    const port = this.unit.arrives.get(node);
    if (port?.signal !== undefined) return port.signal === signal;
    if (port) return false;
    const isInput = this.netlist.signals[signal].kind === "input" && this.unit.parent !== undefined;
    return !isInput;
  }

  /** The name of a signal with those of the bundles and stages around it. */
  #flat(signal: SignalId): string {
    const { scopes, signals } = this.netlist;
    const parts = [signals[signal].name];
    for (let at = signals[signal].scope; at !== this.unit.scope; at = scopes[at].parent as number) {
      parts.unshift(scopes[at].name);
    }
    return parts.join("_");
  }

  #nameInstances(): void {
    for (const child of this.unit.children) {
      this.instanceNames.set(child, this.#take(this.netlist.scopes[child.scope].name));
    }
  }

  #nameMadePorts(): void {
    for (const { signal, node } of this.unit.ports) {
      if (signal === undefined && !this.#nameOf.has(node)) {
        this.#nameOf.set(node, this.names.take(this.#baseName(node)));
      }
    }
  }

  #nameRisen(): void {
    for (const [node, child] of this.unit.risen) {
      if (this.#nameOf.has(node)) continue;
      const port = child.leaves.get(node);
      const base = port?.signal === undefined ? this.#baseName(node) : this.#childPort(port.signal, child);
      const name = this.names.take(`${this.instanceNames.get(child)}_${base}`);
      this.#nameOf.set(node, name);
    }
  }

  #childPort(signal: SignalId, child: Unit): string {
    const { scopes, signals } = this.netlist;
    const parts = [signals[signal].name];
    for (let at = signals[signal].scope; at !== child.scope; at = scopes[at].parent as number) {
      parts.unshift(scopes[at].name);
    }
    return parts.join("_");
  }

  /** A name for a net that the designer gave none here: that of a signal elsewhere, or of what it is. */
  #baseName(node: NodeId): string {
    const signal = this.#usage.anySignal[node];
    if (signal >= 0) {
      const { scope } = this.netlist.signals[signal];
      return this.#childPort(signal, this.#hierarchy.unitOf(scope));
    }
    return this.netlist.nodes[node].op;
  }

  #makeName(id: NodeId, value?: Text): string {
    const child = this.#usage.inputOf.get(id);
    if (child && child.unit.parent === this.unit) {
      return this.names.take(
        `${this.instanceNames.get(child.unit)}_${this.#childPort(child.signal, child.unit)}`,
      );
    }
    const { op } = this.netlist.nodes[id];
    const base = value ? (KINDS[op] ?? op) : op;
    const count = (this.#made.get(base) ?? 0) + 1;
    this.#made.set(base, count);
    return this.names.take(`${base}_${count}`);
  }

  #take(wanted: string, signal?: SignalId): string {
    const name = this.names.take(wanted);
    const why = renaming(wanted, name);
    if (why) this.renamed.push(signal === undefined ? { wanted, name, why } : { wanted, name, why, signal });
    return name;
  }
}

/** What a made name says of its value. */
const KINDS: Readonly<Record<string, string>> = {
  and: "all",
  or: "any",
  xor: "odd",
  not: "inverse",
  add: "sum",
  sub: "difference",
  mul: "product",
  eq: "equal",
  ne: "unequal",
  lt: "less",
  le: "most",
  slt: "less",
  sle: "most",
  redand: "ones",
  redor: "some",
  redxor: "parity",
  shl: "shifted",
  shr: "shifted",
  sra: "shifted",
  zext: "extended",
  sext: "extended",
  slice: "bits",
  cat: "joined",
  mux: "choice",
  permute: "permuted",
  lookup: "word",
  read: "word",
  pick: "picked",
  wire: "net",
  const: "constant",
};
