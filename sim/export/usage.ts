import type { Netlist, NodeId, SignalId } from "../netlist/netlist.ts";
import { isSource } from "../netlist/node.ts";
import { indexed, selected } from "./expression.ts";
import type { Hierarchy, Unit } from "./hierarchy.ts";

/** How the nodes of a design are read, which decides what has a name in the text and what stands in an expression. */
export class Usage {
  /** Nodes that something needs: the others are not printed. */
  readonly live: Uint8Array;
  /** Times that a node is read by the text of its own module. */
  readonly reads: Int32Array;
  /** Bits are taken from it, or it is indexed: it needs a name. */
  readonly named: Uint8Array;
  /** Ports of child instances that a node is given to by the module that computes it. */
  readonly connections: Int32Array;
  /** By node, a signal that names it anywhere, or -1. */
  readonly anySignal: Int32Array;
  /** By node, the declared input that it is. */
  readonly inputOf = new Map<NodeId, { readonly unit: Unit; readonly signal: SignalId }>();

  constructor(netlist: Netlist, hierarchy: Hierarchy) {
    const { nodes } = netlist;
    this.live = new Uint8Array(nodes.length);
    this.reads = new Int32Array(nodes.length);
    this.named = new Uint8Array(nodes.length);
    this.connections = new Int32Array(nodes.length);
    this.anySignal = new Int32Array(nodes.length).fill(-1);
    for (const [id, { node }] of netlist.signals.entries()) {
      if (this.anySignal[node] < 0) this.anySignal[node] = id;
    }
    const stack: NodeId[] = [];
    const need = (node: NodeId | undefined, unit: Unit, times = 1): void => {
      if (node === undefined) return;
      if (!this.live[node]) stack.push(node);
      this.live[node] = 1;
      if (nodes[node].op === "const" && !this.named[node]) return;
      if (hierarchy.home(node) === unit) this.reads[node] += times;
      else hierarchy.bring(node, unit);
    };
    for (const unit of hierarchy.units) this.#roots(netlist, unit, need);
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      const node = nodes[id];
      const unit = hierarchy.home(id);
      if (isSource(node) && node.op !== "gate" && node.op !== "divide") continue;
      for (const arg of indexed(node)) this.named[arg] = 1;
      for (const arg of selected(node, netlist)) if (nodes[arg].op !== "const") this.named[arg] = 1;
      // An operand that is the same in every lane stands there as often.
      const times = node.op === "permute" && node.attr.from === 1 ? node.lanes : 1;
      for (const [at, arg] of node.args.entries())
        need(arg, unit, at > 0 && /^sh|^sra/.test(node.op) ? node.lanes : times);
    }
    for (const unit of hierarchy.units) {
      for (const { node, direction, signal } of unit.ports) {
        if (direction === "output" || !unit.parent) continue;
        if (hierarchy.home(node) === unit.parent) this.connections[node]++;
        if (signal !== undefined && !this.inputOf.has(node)) this.inputOf.set(node, { unit, signal });
      }
    }
  }

  member(_node: NodeId, _value: bigint): string | undefined {
    return undefined;
  }

  #roots(
    netlist: Netlist,
    unit: Unit,
    need: (node: NodeId | undefined, unit: Unit, times?: number) => void,
  ): void {
    const { domains, registers, memories, checks, signals } = netlist;
    const clocked = (domain: number, resets: boolean): void => {
      need(domains[domain].clock, unit);
      if (resets) need(domains[domain].reset?.node, unit);
    };
    for (const { signal, node, direction } of [...unit.ports]) {
      if (signal === undefined) continue;
      need(node, direction === "input" && unit.parent ? unit.parent : unit, 0);
    }
    for (const id of unit.signals) need(signals[id].node, unit, 0);
    for (const id of unit.registers) {
      const { next, enable, domain, init, node } = registers[id];
      need(node, unit, 0);
      clocked(domain, init !== undefined);
      need(next, unit);
      need(enable, unit);
    }
    for (const id of unit.memories) {
      const { writes, reads } = memories[id];
      for (const { domain, address, data, enable, mask } of writes) {
        clocked(domain, false);
        for (const node of [address, data, enable, mask]) need(node, unit, 2);
        for (const node of [address, data, mask])
          if (node !== undefined && netlist.nodes[node].op !== "const") this.named[node] = 1;
      }
      for (const { domain, address, enable, node } of reads) {
        clocked(domain, false);
        for (const each of [node, address, enable]) need(each, unit, 2);
        if (netlist.nodes[address].op !== "const") this.named[address] = 1;
      }
    }
    for (const id of unit.checks) {
      const { condition, domain, shown } = checks[id];
      clocked(domain, true);
      need(condition, unit);
      for (const signal of shown) need(signals[signal].node, unit);
    }
  }
}
