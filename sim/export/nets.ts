import type { Netlist, NodeId, Register, SignalId } from "../netlist/netlist.ts";
import { expression, isSpread, laneExpression, lanesExpression, type Operands } from "./expression.ts";
import type { Hierarchy, Unit, UnitPort } from "./hierarchy.ts";
import { literal } from "./literal.ts";
import type { Members } from "./members.ts";
import { Names, renaming, type Why } from "./names.ts";
import { primary, type Text } from "./text.ts";
import type { Usage } from "./usage.ts";

/** A variable of a module. */
export interface Net {
  readonly name: string;
  readonly node: NodeId;
  /** The variable that it goes into, or its own name where the designer gave it one. */
  readonly into: string;
  /** What it is assigned; undefined where a register, a memory or a clock gives it. */
  readonly value: Text | undefined;
}

/** A name that could not stay. */
export interface NewName {
  readonly wanted: string;
  readonly name: string;
  readonly why: Why;
  readonly signal: SignalId | undefined;
}

/** What is known of a whole design before its modules are printed. */
export interface Design {
  readonly netlist: Netlist;
  readonly hierarchy: Hierarchy;
  readonly usage: Usage;
  readonly members: Members;
}

/** The longest expression that stands inside another one, and at a port of an instance. */
const LONGEST = 80;
const LONGEST_AT_PORT = 40;
/** The most rows of a chain of choices. */
const LONGEST_CHAIN = 24;

/** The names in one module, and the expressions of what it computes. */
export class Nets implements Operands {
  readonly netlist: Netlist;
  readonly unit: Unit;
  readonly names = new Names();
  readonly nets: Net[] = [];
  readonly renamed: NewName[] = [];
  readonly instances = new Map<Unit, string>();
  readonly #design: Design;
  /** By node, the variable that holds it. */
  readonly #variables = new Map<NodeId, string>();
  /** By node, the expression that stands for it. */
  readonly #texts = new Map<NodeId, Text>();
  /** By text, the made variable that it is assigned to. */
  readonly #byCode = new Map<string, string>();
  readonly #tables = new Map<number, string>();
  readonly #memories = new Map<number, string>();
  readonly #registers = new Map<NodeId, Register>();
  readonly #signals = new Map<SignalId, string>();
  /** By variable, the bits that something in the module reads. */
  readonly #read = new Map<string, bigint>();
  #isAside = false;

  constructor(design: Design, unit: Unit) {
    this.netlist = design.netlist;
    this.unit = unit;
    this.#design = design;
    for (const id of unit.registers) {
      const register = this.netlist.registers[id];
      this.#registers.set(register.node, register);
    }
    this.#nameSignals();
    for (const id of unit.memories) this.#memories.set(id, this.#take(this.netlist.memories[id].name));
    for (const child of unit.children) {
      this.instances.set(child, this.#take(this.netlist.scopes[child.scope].name));
    }
    for (const { signal, node } of unit.ports) {
      if (signal === undefined && !this.#variables.has(node)) {
        this.#variables.set(node, this.names.take(this.#wordFor(node)));
      }
    }
    for (const [node, child] of unit.risen) {
      if (!this.#variables.has(node)) this.#variables.set(node, this.#nameAtInstance(node, child));
    }
  }

  /** The register of this module that a node is. */
  registerOf(node: NodeId): Register | undefined {
    return this.#registers.get(node);
  }

  /** The variable of a node, for what assigns it. */
  variable(node: NodeId): string | undefined {
    return this.#variables.get(node);
  }

  /** The variable of a node, for what reads all of it. */
  name(node: NodeId): string {
    const name = this.#variables.get(node);
    if (name === undefined) throw new Error(`node ${node} has no name in module ${this.unit.scope}`);
    this.#mark(name, ones(this.netlist.nodes[node].width));
    return name;
  }

  text(node: NodeId): Text {
    if (this.#variables.has(node)) return primary(this.name(node), true);
    const text = this.#texts.get(node);
    if (text) return text;
    const { op, attr } = this.netlist.nodes[node];
    if (op !== "const") throw new Error(`node ${node} (${op}) has no text in module ${this.unit.scope}`);
    return attr.unknown === 0n
      ? this.constant(node, attr.value)
      : this.bits(node, 0, this.netlist.nodes[node].width);
  }

  lane(node: NodeId, index: number, lanes: number): Text {
    const operator = this.netlist.nodes[node];
    if (this.#design.usage.inLane[node]) return laneExpression(operator, this, index);
    if (!this.#variables.has(node) && isSpread(operator)) return this.text(operator.args[0]);
    const width = operator.width / lanes;
    return this.bits(node, index * width, width);
  }

  bits(node: NodeId, low: number, width: number): Text {
    const { op, attr, width: all } = this.netlist.nodes[node];
    if (op === "const" && !this.#variables.has(node)) {
      const cut = (bits: bigint) => BigInt.asUintN(width, bits >> BigInt(low));
      return primary(literal(cut(attr.value), width, cut(attr.unknown)), true);
    }
    if (low === 0 && width === all) return this.text(node);
    const name = this.#variables.get(node);
    if (name === undefined) throw new Error(`node ${node} (${op}) has no name in module ${this.unit.scope}`);
    this.#mark(name, ones(width) << BigInt(low));
    return primary(`${name}[${range(low, width)}]`, true);
  }

  /** A constant as a value of the node: a member of its enumeration where it has one. */
  constant(node: NodeId, value: bigint): Text {
    const { width } = this.netlist.nodes[node];
    return primary(this.#design.members.nameOf(node, value) ?? literal(value, width), true);
  }

  table(table: number): string {
    let name = this.#tables.get(table);
    if (name === undefined) {
      name = this.names.take(this.netlist.tables[table].name);
      this.#tables.set(table, name);
    }
    return name;
  }

  /** The tables that the module reads, by name. */
  get tables(): ReadonlyMap<number, string> {
    return this.#tables;
  }

  memory(memory: number): string {
    const name = this.#memories.get(memory) as string;
    this.#mark(name, ones(this.netlist.memories[memory].width));
    return name;
  }

  /** The array of a memory, for what writes it. */
  memoryVariable(memory: number): string {
    return this.#memories.get(memory) as string;
  }

  signal(signal: SignalId): string {
    return this.#signals.get(signal) as string;
  }

  /** A port as the module itself calls it. */
  portName({ node, signal }: UnitPort): string {
    return signal === undefined ? (this.#variables.get(node) as string) : this.signal(signal);
  }

  /** Signals and outputs that are another name for a value. */
  aliases(): { readonly signal: SignalId; readonly name: string }[] {
    const inputs = new Set(
      this.unit.ports.filter(({ direction }) => direction === "input").map((port) => port.signal),
    );
    return [...this.#signals]
      .filter(
        ([signal, name]) =>
          !inputs.has(signal) && this.#variables.get(this.netlist.signals[signal].node) !== name,
      )
      .map(([signal, name]) => ({ signal, name }));
  }

  /** What the body prints is for assertions: it reads nothing that counts. */
  aside<T>(body: () => T): T {
    this.#isAside = true;
    const result = body();
    this.#isAside = false;
    return result;
  }

  #mark(name: string, bits: bigint): void {
    if (!this.#isAside) this.#read.set(name, (this.#read.get(name) ?? 0n) | bits);
  }

  /** Bits of a variable that nothing in the module reads. */
  unread(name: string, width: number): bigint {
    return ones(width) & ~(this.#read.get(name) ?? 0n);
  }

  /** Gives an operator of this module its expression, and a variable where it needs a name. Operands come first. */
  define(id: NodeId, hint: string | undefined): void {
    const { usage } = this.#design;
    if (usage.inLane[id]) return;
    const node = this.netlist.nodes[id];
    const own = this.#variables.get(id);
    // A port that only passes a value on is the same variable.
    const driver = node.op === "wire" ? this.#variables.get(node.args[0]) : undefined;
    if (driver !== undefined && (own === undefined || own === driver) && !this.unit.leaves.has(id)) {
      this.#variables.set(id, driver);
      return;
    }
    if (own === driver && own !== undefined) return;
    const value = usage.works[id] ? this.#valueOf(id) : this.aside(() => this.#valueOf(id));
    const must = own !== undefined || usage.named[id] === 1 || this.unit.leaves.has(id);
    if (!must && (value.trivial || this.#standsInside(id, value))) this.#texts.set(id, value);
    else if (own !== undefined || this.unit.leaves.has(id)) this.#give(id, hint, value);
    else this.#assignOnce(id, value, hint);
  }

  /** A made variable for a value, the same one wherever the text is the same. */
  #assignOnce(id: NodeId, value: Text, hint: string | undefined): void {
    const known = this.#byCode.get(value.code);
    if (known !== undefined) {
      this.#variables.set(id, known);
      return;
    }
    this.#byCode.set(value.code, this.#give(id, hint, value));
  }

  /** Gives a register, a port of a memory or a clock of this module a variable. */
  declare(id: NodeId, hint: string | undefined): void {
    this.#give(id, hint, undefined);
  }

  #give(node: NodeId, hint: string | undefined, value: Text | undefined): string {
    const own = this.#variables.get(node);
    const name = own ?? this.#makeName(node, hint);
    this.#variables.set(node, name);
    this.nets.push({ name, node, into: own ?? hint ?? name, value });
    return name;
  }

  #valueOf(id: NodeId): Text {
    const node = this.netlist.nodes[id];
    if (node.op === "const") return this.text(id);
    return this.#design.usage.byLane[id] ? lanesExpression(node, this) : expression(node, this);
  }

  #standsInside(id: NodeId, { code, chain }: Text): boolean {
    const { reads, connections, last } = this.#design.usage;
    if (reads[id] + connections[id] > 1) return false;
    if (connections[id] > 0) return code.length <= LONGEST_AT_PORT;
    return code.length <= LONGEST || (last[id] === 1 && chain !== undefined && chain.length <= LONGEST_CHAIN);
  }

  #nameSignals(): void {
    const { signals } = this.netlist;
    const ports = new Set(this.unit.ports.map(({ signal }) => signal));
    const order = [...this.unit.signals].sort((a, b) => Number(ports.has(b)) - Number(ports.has(a)));
    for (const signal of order) {
      const name = this.#take(this.#flat(signal), signal);
      this.#signals.set(signal, name);
      const { node } = signals[signal];
      if (!this.#variables.has(node) && this.#isVariable(signal)) this.#variables.set(node, name);
    }
    // What comes from an instance or a memory and is only passed on has the name that it is passed on under.
    for (const signal of order) {
      const { node } = signals[signal];
      const { op, args } = this.netlist.nodes[node];
      if (op !== "wire" || this.#variables.has(args[0]) || this.#variables.get(node) !== this.signal(signal))
        continue;
      const isRead =
        this.netlist.nodes[args[0]].op === "readport" && this.#design.hierarchy.home(args[0]) === this.unit;
      if (isRead || this.unit.risen.has(args[0])) this.#variables.set(args[0], this.signal(signal));
    }
  }

  /** Whether a signal is a variable itself, not another name for one. */
  #isVariable(signal: SignalId): boolean {
    const { node, kind } = this.netlist.signals[signal];
    if (this.netlist.nodes[node].op === "const") return false;
    const port = this.unit.arrives.get(node);
    if (port) return port.signal === signal;
    return kind !== "input" || this.unit.parent === undefined;
  }

  /** The name of a signal with those of the bundles and stages around it. */
  #flat(signal: SignalId): string {
    const { scopes, signals } = this.netlist;
    const { scope } = this.#design.hierarchy.unitOf(signals[signal].scope);
    const parts = [signals[signal].name];
    for (let at = signals[signal].scope; at !== scope; at = scopes[at].parent as number) {
      parts.unshift(scopes[at].name);
    }
    return parts.join("_");
  }

  /** A name for a value that comes through a port that the designer did not declare. */
  #wordFor(node: NodeId): string {
    const signal = this.#design.usage.signalOf[node];
    return signal < 0 ? this.netlist.nodes[node].op : this.#flat(signal);
  }

  #nameAtInstance(node: NodeId, child: Unit): string {
    const signal = child.leaves.get(node)?.signal;
    return this.names.take(
      `${this.instances.get(child)}_${signal === undefined ? this.#wordFor(node) : this.#flat(signal)}`,
    );
  }

  #makeName(id: NodeId, hint: string | undefined): string {
    const input = this.#design.usage.inputOf.get(id);
    if (input && input.unit.parent === this.unit) {
      return this.names.take(`${this.instances.get(input.unit)}_${this.#flat(input.signal)}`);
    }
    const compared = this.#comparedName(id);
    if (compared !== undefined) return this.names.take(compared);
    const word = WORDS[this.netlist.nodes[id].op] ?? this.netlist.nodes[id].op;
    return this.names.take(hint === undefined ? word : `${hint}_${word}`);
  }

  /** `state_is_Idle` for a comparison of a variable with a constant. */
  #comparedName(id: NodeId): string | undefined {
    const { op, args, lanes } = this.netlist.nodes[id];
    if (op !== "eq" || lanes > 1) return undefined;
    const [one, two] = args.map((arg) => this.netlist.nodes[arg]);
    const name = this.#variables.get(args[0]);
    if (name === undefined || one.op === "const" || two.op !== "const" || two.attr.unknown !== 0n)
      return undefined;
    return `${name}_is_${this.#design.members.wordFor(args[1], two.attr.value) ?? two.attr.value}`;
  }

  #take(wanted: string, signal?: SignalId): string {
    const name = this.names.take(wanted);
    const why = renaming(wanted, name);
    if (why) this.renamed.push({ wanted, name, why, signal });
    return name;
  }
}

const ones = (width: number): bigint => (1n << BigInt(width)) - 1n;
export const range = (low: number, width: number): string =>
  width === 1 ? `${low}` : `${low + width - 1}:${low}`;

/** What a made name says of its value. */
const WORDS: Readonly<Record<string, string>> = {
  and: "all",
  or: "any",
  xor: "xor",
  not: "not",
  add: "sum",
  sub: "difference",
  mul: "product",
  eq: "equal",
  ne: "differs",
  lt: "less",
  le: "at_most",
  slt: "less",
  sle: "at_most",
  redand: "all",
  redor: "any",
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
  readport: "word",
  pick: "picked",
  const: "constant",
};
