import type { Netlist, NodeId, ScopeId, Signal, SignalId } from "../netlist/netlist.ts";
import type { PlaceId } from "../netlist/node.ts";

/** A wall of a module that a value crosses. */
export interface UnitPort {
  readonly direction: "input" | "output";
  readonly node: NodeId;
  /** The port that the designer declared; undefined for one that the export made. */
  readonly signal: SignalId | undefined;
}

/** One instance of a module, with what lives in it. */
export class Unit {
  readonly scope: ScopeId;
  readonly parent: Unit | undefined;
  readonly depth: number;
  readonly children: Unit[] = [];
  readonly signals: SignalId[] = [];
  /** Indices into the netlist's tables. */
  readonly registers: number[] = [];
  readonly memories: number[] = [];
  readonly checks: number[] = [];
  readonly ports: UnitPort[] = [];
  /** What comes in, by the port that it takes. */
  readonly arrives = new Map<NodeId, UnitPort>();
  /** What goes out, by the port that it takes. */
  readonly leaves = new Map<NodeId, UnitPort>();
  /** What comes from a child, and which. */
  readonly risen = new Map<NodeId, Unit>();

  constructor(scope: ScopeId, parent?: Unit) {
    this.scope = scope;
    this.parent = parent;
    this.depth = parent ? parent.depth + 1 : 0;
    parent?.children.push(this);
  }
}

/**
 * The modules of a design as a tree, every node in the one that computes it. What another module reads passes through
 * ports: the declared ones, or made ones where a value takes a way that has none (clocks, as a rule).
 */
export class Hierarchy {
  /** Parents before their children. */
  readonly units: Unit[] = [];
  readonly top: Unit;
  readonly #netlist: Netlist;
  readonly #unitOf: Unit[] = [];
  readonly #homes: Unit[];
  /** Clocks and resets of domains. */
  readonly #timing = new Set<NodeId>();

  constructor(netlist: Netlist) {
    this.#netlist = netlist;
    for (const { clock, reset } of netlist.domains) {
      this.#timing.add(clock);
      if (reset) this.#timing.add(reset.node);
    }
    for (const [scope, { kind, parent }] of netlist.scopes.entries()) {
      const around = parent === undefined ? undefined : this.#unitOf[parent];
      if (around && kind !== "module") this.#unitOf.push(around);
      else {
        const unit = new Unit(scope, around);
        this.units.push(unit);
        this.#unitOf.push(unit);
      }
    }
    this.top = this.units[0];
    this.#homes = netlist.nodes.map(({ scope }) => this.#unitOf[scope]);
    this.#settle();
  }

  /** Instances before those that hold them, in the order in which the design makes them. */
  bottomUp(): Unit[] {
    const found: Unit[] = [];
    const stack = [this.top];
    for (let unit = stack.pop(); unit !== undefined; unit = stack.pop()) {
      found.push(unit);
      stack.push(...unit.children);
    }
    return found.reverse();
  }

  /** Where a module was written: its ports stand there; without ports, where it is instantiated. */
  placeOf(unit: Unit): PlaceId {
    const port = unit.ports.find(
      ({ signal }) => signal !== undefined && isData(this.#netlist.signals[signal]),
    );
    return port
      ? this.#netlist.signals[port.signal as SignalId].place
      : this.#netlist.scopes[unit.scope].place;
  }

  unitOf(scope: ScopeId): Unit {
    return this.#unitOf[scope];
  }

  /** The module whose text computes the node. */
  home(node: NodeId): Unit {
    return this.#homes[node];
  }

  /** Makes a node readable in a module, through the walls between it and the node's home. */
  bring(node: NodeId, unit: Unit): void {
    const home = this.#homes[node];
    let at = unit;
    for (; !contains(at, home); at = at.parent as Unit) {
      if (at.arrives.has(node)) return;
      at.arrives.set(node, this.#port(at, "input", node));
    }
    for (let from = home; from !== at; from = from.parent as Unit) {
      if (!from.leaves.has(node)) from.leaves.set(node, this.#port(from, "output", node));
      (from.parent as Unit).risen.set(node, from);
    }
  }

  #port(unit: Unit, direction: UnitPort["direction"], node: NodeId): UnitPort {
    const declared = unit.ports.find((port) => port.node === node && port.direction === direction);
    if (declared) return declared;
    const made = { direction, node, signal: undefined };
    // Clocks and resets stand first, as in the top.
    const first = unit.ports.findIndex((port) => !this.#timing.has(port.node));
    if (this.#timing.has(node) && first >= 0) unit.ports.splice(first, 0, made);
    else unit.ports.push(made);
    return made;
  }

  #settle(): void {
    const { nodes, signals, registers, memories, checks } = this.#netlist;
    for (const [id, { scope, kind, node }] of signals.entries()) {
      const unit = this.#unitOf[scope];
      unit.signals.push(id);
      if (kind === "wire" || kind === "register") continue;
      const direction = kind === "output" ? "output" : "input";
      unit.ports.push({ direction, node, signal: id });
      // Who instantiates a module computes its inputs.
      if (direction === "input" && unit.parent && this.#homes[node] === unit) this.#homes[node] = unit.parent;
    }
    for (const [id, { op }] of nodes.entries()) {
      if (op === "input" || op === "clock") {
        this.#homes[id] = this.top;
        const known = this.top.ports.some(({ node }) => node === id);
        if (!known) this.top.ports.push({ direction: "input", node: id, signal: undefined });
      }
    }
    for (const [id, { node }] of registers.entries()) this.#homes[node].registers.push(id);
    for (const [id, memory] of memories.entries()) {
      const unit = this.#unitOf[memory.scope];
      unit.memories.push(id);
      for (const { node } of memory.reads) this.#homes[node] = unit;
    }
    for (const [id, node] of nodes.entries()) {
      if (node.op === "read") this.#homes[id] = this.#unitOf[memories[node.attr.memory].scope];
    }
    for (const [id, { scope }] of checks.entries()) this.#unitOf[scope].checks.push(id);
  }
}

const isData = ({ kind }: Signal): boolean => kind === "input" || kind === "output";

function contains(outer: Unit, inner: Unit): boolean {
  let at: Unit | undefined = inner;
  while (at && at.depth > outer.depth) at = at.parent;
  return at === outer;
}
