import type { Scope, ScopeId } from "../netlist/netlist.ts";
import type { Colour, Dumped, Group, SaveFile, Trace } from "./save-file.ts";
import type { WaveVariable } from "./variable.ts";

/** Colours say what a row is. */
const COLOUR: Readonly<Record<WaveVariable["kind"], Colour>> = {
  text: "yellow",
  clock: "blue",
  reset: "orange",
  input: "normal",
  output: "normal",
  wire: "normal",
  register: "normal",
};
const ENUMERATION: Colour = "orange";

/**
 * The layout for a design of which nothing else is known: clocks and resets, then every string lane, one under the
 * other, then a group a scope, nested as the scopes are. The top and the bundles in it are open, all else is folded.
 */
export function defaultLayout({ netlist, variables }: Dumped): SaveFile {
  const clocks = variables.filter((variable) => isTiming(variable) && variable.scope === 0);
  const lanes = variables.filter(({ kind }) => kind === "text");
  const rest = variables.filter((variable) => variable.kind !== "text" && !clocks.includes(variable));
  const top = netlist.scopes[0].name;
  const groups: Group[] = [];
  if (clocks.length > 0) groups.push({ title: "clocks and resets", open: true, traces: clocks.map(trace) });
  if (lanes.length > 0) {
    // GTKWave shows what is behind the last dot.
    const traces = lanes.map((lane) => ({
      ...trace(lane),
      alias: lane.path.slice(top.length + 1).replaceAll(".", "/"),
    }));
    groups.push({ title: "transactions", open: true, traces });
  }
  return { groups: [...groups, ...scopeGroups(netlist.scopes, rest)] };
}

const isTiming = ({ kind }: WaveVariable): boolean => kind === "clock" || kind === "reset";

function trace({ path, kind, enumeration }: WaveVariable): Trace {
  return { path, colour: enumeration === undefined ? COLOUR[kind] : ENUMERATION };
}

/** A group a scope that holds something. Scopes come after the ones that enclose them, so the last is done first. */
function scopeGroups(scopes: readonly Scope[], variables: readonly WaveVariable[]): Group[] {
  const traces = new Map<ScopeId, Trace[]>();
  for (const variable of variables) {
    const own = traces.get(variable.scope);
    if (own) own.push(trace(variable));
    else traces.set(variable.scope, [trace(variable)]);
  }
  const isOpen: boolean[] = [];
  for (const { parent, kind } of scopes) {
    isOpen.push(parent === undefined || (isOpen[parent] && kind === "bundle"));
  }
  const inner = new Map<ScopeId | undefined, Group[]>();
  for (let scope = scopes.length - 1; scope >= 0; scope--) {
    const { name: title, parent } = scopes[scope];
    const own = traces.get(scope) ?? [];
    const groups = inner.get(scope)?.reverse() ?? [];
    if (own.length === 0 && groups.length === 0) continue;
    const siblings = inner.get(parent);
    const group = { title, open: isOpen[scope], traces: own, groups };
    if (siblings) siblings.push(group);
    else inner.set(parent, [group]);
  }
  return inner.get(undefined) ?? [];
}
