import { DesignError } from "../netlist/error.ts";
import { type Netlist, type SignalId, scopePath } from "../netlist/netlist.ts";
import { PathPattern } from "./path-pattern.ts";

/** Which signals a wave file holds: those that an `include` pattern matches and no `exclude` pattern does. */
export interface Selection {
  /** `PathPattern`s over `signalPath`; everything unless given. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** @throws DesignError WAVE for an `include` pattern that matches no signal. */
export function selectSignals(netlist: Netlist, { include = ["**"], exclude = [] }: Selection): SignalId[] {
  const wanted = include.map((text) => new PathPattern(text));
  const unwanted = exclude.map((text) => new PathPattern(text));
  const hits = new Set<PathPattern>();
  const scopes = netlist.scopes.map((_, scope) => scopePath(netlist, scope));
  const chosen: SignalId[] = [];
  for (const [id, { name, scope }] of netlist.signals.entries()) {
    const path = `${scopes[scope]}.${name}`;
    const matching = wanted.filter((pattern) => pattern.matches(path));
    for (const pattern of matching) hits.add(pattern);
    if (matching.length > 0 && !unwanted.some((pattern) => pattern.matches(path))) chosen.push(id);
  }
  const idle = wanted.find((pattern) => !hits.has(pattern) && pattern.text !== "**");
  if (idle) {
    throw new DesignError(
      "WAVE",
      `the pattern "${idle.text}" selects none of the ${netlist.signals.length} signals of ${netlist.name}`,
      [],
      `give a path below ${scopes[0]}, with * for a part of a name and ** for any number of names`,
    );
  }
  return chosen;
}
