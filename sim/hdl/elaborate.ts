import { NetlistBuilder } from "../netlist/builder.ts";
import { check } from "../netlist/check.ts";
import type { Netlist } from "../netlist/netlist.ts";
import { callerPlace } from "../netlist/place.ts";
import { spreadSecrets } from "../netlist/secrets.ts";
import { split } from "../netlist/split.ts";
import { Context } from "./context.ts";
import { type DomainOptions, rootDomain } from "./domain.ts";
import { elaborateBody, type Module } from "./module.ts";
import { openPorts } from "./open-ports.ts";
import type { Inside, Outside, Shape } from "./ports.ts";

/** An elaborated module: its netlist, checked, and its ports as a bench holds them. */
export interface Design<S extends Shape = Shape> {
  readonly netlist: Netlist;
  readonly io: Outside<S>;
}

/** The top instance: its name, and its domain `clk`. */
export interface ElaborateOptions extends DomainOptions {
  /** Name of the top instance in paths and waves; the module's name unless given. */
  readonly name?: string;
}

/**
 * Elaborates a module as the top of a design, in a clock domain `clk` with reset `rst`. The netlist is checked:
 * every net driven once, no combinational loop, no crossing without a synchroniser.
 * @throws DesignError NAME for a name that waves and exports could not spell.
 */
export function elaborate<const S extends Shape>(top: Module<S>, options: ElaborateOptions = {}): Design<S> {
  const name = options.name ?? top.name;
  const builder = new NetlistBuilder(name);
  const place = callerPlace();
  builder.scope({
    name,
    parent: undefined,
    kind: "module",
    module: top.name,
    place: builder.place(top.place),
  });
  const secrets = new Set<number>();
  const inner = new Context({ builder, tables: new Map(), enums: new Map(), secrets }, 0, top.name, 0);
  inner.spell(name, place);
  rootDomain(inner, "clk", "rst", options, place);
  const { inside, outside } = openPorts(top, inner);
  elaborateBody(inner, top, inside as Inside<S>);
  const netlist = builder.finish();
  check(netlist);
  return { netlist: split(spreadSecrets(netlist, secrets)), io: outside as Outside<S> };
}
