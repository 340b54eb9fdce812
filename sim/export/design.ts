import { type Netlist, type SignalId, scopePath, signalPath } from "../netlist/netlist.ts";
import { levelOrder } from "../netlist/order.ts";
import { Hierarchy, type Unit } from "./hierarchy.ts";
import { Members } from "./members.ts";
import type { Why } from "./names.ts";
import { type Design, Nets } from "./nets.ts";
import { Usage } from "./usage.ts";

/** A port of the top module as it stands in an export. */
export interface TopPort {
  /** `up_payload_tag` for `up.payload.tag`. */
  readonly name: string;
  readonly direction: "input" | "output";
  /** Bits. */
  readonly width: number;
  readonly signal: SignalId;
  readonly kind: "clock" | "reset" | "data";
}

export interface Renamed {
  /** Path in the design. */
  readonly from: string;
  /** Name in the export. */
  readonly to: string;
  readonly why: Why;
}

/** A design in modules, with the names in each of them: what every form of export begins with. */
export class ModularDesign implements Design {
  readonly netlist: Netlist;
  readonly hierarchy: Hierarchy;
  readonly usage: Usage;
  readonly members: Members;
  /** Operators, each after its operands. */
  readonly order: Int32Array;
  readonly #nets: ReadonlyMap<Unit, Nets>;

  constructor(netlist: Netlist) {
    this.netlist = netlist;
    this.order = levelOrder(netlist).order;
    this.hierarchy = new Hierarchy(netlist);
    this.usage = new Usage(netlist, this.hierarchy, this.order);
    this.members = new Members(netlist, `${netlist.scopes[0].module}_pkg`);
    this.#nets = new Map(this.hierarchy.units.map((unit) => [unit, new Nets(this, unit)]));
  }

  netsOf(unit: Unit): Nets {
    return this.#nets.get(unit) as Nets;
  }

  /** The name of a signal, from inside the top module: `front.queue.up_valid`. */
  pathOf(signal: SignalId): string {
    let unit = this.hierarchy.unitOf(this.netlist.signals[signal].scope);
    const path = [this.netsOf(unit).signal(signal)];
    for (; unit.parent; unit = unit.parent)
      path.unshift(this.netsOf(unit.parent).instances.get(unit) as string);
    return path.join(".");
  }

  /** The declared ports of the top module. */
  ports(): TopPort[] {
    const { top } = this.hierarchy;
    return top.ports.flatMap(({ signal, direction, node }) => {
      if (signal === undefined) return [];
      const { kind } = this.netlist.signals[signal];
      const name = this.netsOf(top).signal(signal);
      const { width } = this.netlist.nodes[node];
      return [{ name, direction, width, signal, kind: kind === "clock" || kind === "reset" ? kind : "data" }];
    });
  }

  /** Names in a module that could not stay what they are in the design. */
  renamedIn(unit: Unit): Renamed[] {
    return this.netsOf(unit).renamed.map(({ wanted, name, why, signal }) => {
      const path =
        signal === undefined
          ? `${scopePath(this.netlist, unit.scope)}.${wanted}`
          : signalPath(this.netlist, signal);
      return { from: path, to: name, why };
    });
  }
}
