import type { State } from "../netlist/engine.ts";
import { DesignError } from "../netlist/error.ts";
import { type Netlist, signalPath } from "../netlist/netlist.ts";
import type { NodeId, PlaceId } from "../netlist/node.ts";
import { resetLevel } from "../netlist/reset.ts";

/** How a run treats unknown values that decide something; see docs/values.md. */
export type Policy = "merge" | "trap" | "random";

/**
 * Where unknown values decide. Under the policy `trap` an unknown enable or reset stops the run where it decides;
 * an unknown select is noted with its group, and stops the run if it is still there when all has settled.
 */
export class UnknownChoices {
  readonly trap: boolean;
  readonly #netlist: Netlist;
  /** Nodes with an unknown select, by group. */
  readonly #selects = new Map<number, NodeId>();

  constructor(netlist: Netlist, policy: Policy) {
    this.#netlist = netlist;
    this.trap = policy === "trap";
  }

  select(group: number, node: NodeId): void {
    if (this.trap) this.#selects.set(group, node);
  }

  /** The group is about to be evaluated again. */
  forget(group: number): void {
    this.#selects.delete(group);
  }

  enable(register: number): void {
    const { node, place } = this.#netlist.registers[register];
    if (this.trap) this.#fail(`the enable of register ${this.#name(node)} is unknown at an edge`, place);
  }

  reset(register: number): void {
    const { node, place } = this.#netlist.registers[register];
    if (this.trap) this.#fail(`the reset of register ${this.#name(node)} is unknown`, place);
  }

  /** Not while the port's domain is in reset: what decides there is about to be defined. */
  write(memory: number, port: number, state: State): void {
    const { name, writes } = this.#netlist.memories[memory];
    if (resetLevel(this.#netlist, state, writes[port].domain) === 1) return;
    if (this.trap) this.#fail(`the write enable of memory ${name} is unknown at an edge`, writes[port].place);
  }

  /** Phase 7: nothing may be selected by an unknown value now, unless some reset is active. */
  observe(state: State): void {
    if (this.#selects.size === 0) return;
    if (this.#netlist.domains.some((_, domain) => resetLevel(this.#netlist, state, domain) === 1)) return;
    for (const node of this.#selects.values()) {
      this.#fail(`the select of ${this.#name(node)} is unknown`, this.#netlist.nodes[node].place);
    }
  }

  #name(node: NodeId): string {
    const signal = this.#netlist.signals.findIndex((named) => named.node === node);
    return signal < 0 ? "a choice" : signalPath(this.#netlist, signal);
  }

  #fail(problem: string, place: PlaceId): never {
    const pointer = { what: "chosen", place: this.#netlist.places[place] };
    throw new DesignError(
      "XTRAP",
      problem,
      [pointer],
      'reset or drive what decides before it is used, or run with the policy "merge"',
    );
  }
}
