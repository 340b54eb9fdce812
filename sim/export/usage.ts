import type { Netlist, NodeId, SignalId } from "../netlist/netlist.ts";
import { isSource, type Node } from "../netlist/node.ts";
import { indexed, isBitwise, isByLane, isReordering, isSpread, selected, takesParts } from "./expression.ts";
import type { Hierarchy, Unit } from "./hierarchy.ts";

/** Operators of one lane that stand inside one another at most. */
const LANE_DEPTH = 3;

/** Notes that a module reads a node, so many times. */
type Need = (node: NodeId | undefined, unit: Unit, times?: number) => void;

/** How the nodes of a design are read, which decides what has a name in the text and what stands in an expression. */
export class Usage {
  /** Nodes that something needs: the others are not printed. */
  readonly live: Uint8Array;
  /** Those that something needs beside assertions and covers. */
  works: Uint8Array;
  /** Times that a node is read by the text of its own module. */
  readonly reads: Int32Array;
  /** Ports of instances that the module which computes a node gives it to. */
  readonly connections: Int32Array;
  /** Bits are taken from it, or it is indexed: it needs a name. */
  readonly named: Uint8Array;
  /** Its one reader is an assignment or the last choice of a chain: it may go over many lines. */
  readonly last: Uint8Array;
  /** Operators that are printed lane by lane. */
  readonly byLane: Uint8Array;
  /** Those of them that stand, lane by lane, inside the one that reads them. */
  readonly inLane: Uint8Array;
  /** By node, a signal that names it anywhere, or -1. */
  readonly signalOf: Int32Array;
  /** By node, the declared input that it is. */
  readonly inputOf = new Map<NodeId, { readonly unit: Unit; readonly signal: SignalId }>();
  readonly #netlist: Netlist;
  readonly #hierarchy: Hierarchy;

  constructor(netlist: Netlist, hierarchy: Hierarchy, order: Iterable<NodeId>) {
    this.#netlist = netlist;
    this.#hierarchy = hierarchy;
    const { length } = netlist.nodes;
    this.live = new Uint8Array(length);
    this.works = this.live;
    this.reads = new Int32Array(length);
    this.connections = new Int32Array(length);
    this.named = new Uint8Array(length);
    this.last = new Uint8Array(length);
    this.byLane = new Uint8Array(length);
    this.inLane = new Uint8Array(length);
    this.signalOf = new Int32Array(length).fill(-1);
    for (const [id, { node }] of netlist.signals.entries()) {
      if (this.signalOf[node] < 0) this.signalOf[node] = id;
    }
    this.#flood();
    this.#connect();
    this.#layLanes(order);
  }

  #flood(): void {
    const { nodes } = this.#netlist;
    const stack: NodeId[] = [];
    const need = (node: NodeId | undefined, unit: Unit, times = 1): void => {
      if (node === undefined) return;
      if (!this.live[node]) stack.push(node);
      this.live[node] = 1;
      if (nodes[node].op === "const" && !this.named[node]) return;
      if (this.#hierarchy.home(node) === unit) this.reads[node] += times;
      else this.#hierarchy.bring(node, unit);
    };
    const spread = (): void => {
      for (let id = stack.pop(); id !== undefined; id = stack.pop()) this.#needOperands(id, need);
    };
    for (const unit of this.#hierarchy.units) this.#needRoots(unit, need);
    spread();
    this.works = this.live.slice();
    for (const unit of this.#hierarchy.units) this.#needChecks(unit, need);
    spread();
  }

  #needOperands(id: NodeId, need: Need): void {
    const node = this.#netlist.nodes[id];
    const unit = this.#hierarchy.home(id);
    if (isSource(node) && node.op !== "gate" && node.op !== "divide") return;
    for (const arg of indexed(node)) this.named[arg] = 1;
    // An operand that is the same in every lane stands there as often.
    const isShift = node.op === "shl" || node.op === "shr" || node.op === "sra";
    for (const [at, arg] of node.args.entries()) {
      need(arg, unit, isSpread(node) || (isShift && at === 1) ? node.lanes : 1);
      if (node.op === "wire" || (node.op === "mux" && at === 2)) this.last[arg] = 1;
    }
  }

  #needRoots(unit: Unit, need: Need): void {
    const { domains, registers, memories, signals } = this.#netlist;
    const clocked = (domain: number, resets: boolean): void => {
      need(domains[domain].clock, unit);
      if (resets) need(domains[domain].reset?.node, unit);
    };
    for (const { signal, node, direction } of [...unit.ports]) {
      if (signal !== undefined) need(node, direction === "input" && unit.parent ? unit.parent : unit, 0);
    }
    for (const id of unit.signals) need(signals[id].node, unit, 0);
    for (const id of unit.registers) {
      const { node, next, enable, domain, init } = registers[id];
      need(node, unit, 0);
      clocked(domain, init !== undefined);
      need(next, unit);
      this.last[next] = 1;
      need(enable, unit);
    }
    for (const id of unit.memories) {
      const { writes, reads, depth } = memories[id];
      const isSeen = reads.some(({ collision }) => collision !== "old");
      for (const { domain, address, data, enable, mask } of writes) {
        clocked(domain, false);
        const times = isSeen || mask !== undefined ? 2 : 1;
        for (const node of [address, data, enable, mask]) need(node, unit, times);
        if (mask !== undefined) this.#select(data, mask);
        if (isSeen) this.#select(data);
        if (depth < 2 ** this.#netlist.nodes[address].width) this.#select(address);
      }
      for (const { domain, address, enable, node } of reads) {
        clocked(domain, false);
        need(node, unit, 0);
        need(enable, unit);
        need(address, unit, isSeen ? 2 : 1);
        if (depth < 2 ** this.#netlist.nodes[address].width) this.#select(address);
      }
    }
  }

  #needChecks(unit: Unit, need: Need): void {
    const { checks, domains, signals } = this.#netlist;
    for (const id of unit.checks) {
      const { condition, domain, shown } = checks[id];
      need(domains[domain].clock, unit);
      need(domains[domain].reset?.node, unit);
      need(condition, unit);
      for (const signal of shown) need(signals[signal].node, unit);
    }
  }

  #connect(): void {
    for (const unit of this.#hierarchy.units) {
      for (const { node, direction, signal } of unit.ports) {
        if (direction === "output" || !unit.parent) continue;
        if (this.#hierarchy.home(node) === unit.parent) this.connections[node]++;
        if (signal !== undefined && !this.inputOf.has(node)) this.inputOf.set(node, { unit, signal });
      }
    }
  }

  /** Decides which operators are printed lane by lane, and which operands need a name for it. */
  #layLanes(order: Iterable<NodeId>): void {
    const { nodes } = this.#netlist;
    const depth = new Uint8Array(nodes.length);
    const laned: NodeId[] = [];
    for (const id of order) {
      const node = nodes[id];
      if (!this.live[id]) continue;
      const isLaned = isByLane(node, this.#netlist) || isReordering(node);
      if (isLaned || (isBitwise(node) && node.lanes > 1)) laned.push(id);
      else this.#select(...selected(node, this.#netlist));
    }
    for (const id of laned) {
      const node = nodes[id];
      const whole = !takesParts(node, this.#netlist);
      const inside = node.args.filter(
        (arg) => whole && depth[arg] > 0 && depth[arg] < LANE_DEPTH && this.#isInside(arg, node),
      );
      const spread = node.args.filter((arg) => whole && isSpread(nodes[arg]) && this.signalOf[arg] < 0);
      if (!isByLane(node, this.#netlist) && inside.length === 0) {
        this.#select(...selected(node, this.#netlist));
        continue;
      }
      this.byLane[id] = 1;
      depth[id] = 1 + Math.max(0, ...inside.map((arg) => depth[arg]));
      for (const arg of inside) this.inLane[arg] = 1;
      for (const arg of spread) this.#select(...nodes[arg].args);
      const cut = selected(node, this.#netlist, true);
      this.#select(...cut.filter((arg) => !inside.includes(arg) && !spread.includes(arg)));
    }
  }

  #isInside(arg: NodeId, reader: Node): boolean {
    const { lanes } = this.#netlist.nodes[arg];
    const alone = this.reads[arg] === 1 && this.connections[arg] === 0 && this.signalOf[arg] < 0;
    return alone && lanes === reader.lanes && !this.named[arg] && !this.#hierarchy.home(arg).leaves.has(arg);
  }

  #select(...nodes: readonly (NodeId | undefined)[]): void {
    for (const node of nodes) {
      if (node !== undefined && this.#netlist.nodes[node].op !== "const") this.named[node] = 1;
    }
  }
}
