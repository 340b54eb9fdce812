import type { Netlist, NodeId } from "../netlist/netlist.ts";
import type { Node } from "../netlist/node.ts";

/** A netlist in which derived clocks pass through wires of their own. */
export interface DelayedClocks {
  readonly netlist: Netlist;
  /** The wires that pass a clock on one delta late. */
  readonly delayed: ReadonlySet<NodeId>;
}

/**
 * Puts a wire between each net of the design that is used as a clock and the domains, gates and dividers that it
 * clocks. Its edge has to come after what follows from the commit that moved it has settled (docs/timing-model.md);
 * in SystemVerilog the order within a time step is open unless the wire says so.
 */
export function delayClocks(netlist: Netlist): DelayedClocks {
  const nodes = [...netlist.nodes];
  const wireOf = new Map<NodeId, NodeId>();
  const through = (clock: NodeId, name?: string): NodeId => {
    if (!isDerived(netlist, clock)) return clock;
    const known = wireOf.get(clock);
    if (known !== undefined) return known;
    const naming = netlist.signals.find((signal) => signal.node === clock && signal.name === name);
    const { place } = netlist.nodes[clock];
    const scope = naming?.scope ?? netlist.nodes[clock].scope;
    const wire =
      nodes.push({ op: "wire", width: 1, lanes: 1, args: [clock], attr: undefined, place, scope }) - 1;
    wireOf.set(clock, wire);
    return wire;
  };
  const domains = netlist.domains.map((domain) => ({ ...domain, clock: through(domain.clock, domain.name) }));
  for (const [id, node] of netlist.nodes.entries()) {
    if (node.op !== "gate" && node.op !== "divide") continue;
    const [clock, ...rest] = node.args;
    nodes[id] = { ...node, args: [through(clock), ...rest] } as Node;
  }
  if (wireOf.size === 0) return { netlist, delayed: new Set() };
  const names = new Set(netlist.domains.map(({ name, clock }) => `${clock} ${name}`));
  const signals = netlist.signals.map((signal) => {
    const wire = names.has(`${signal.node} ${signal.name}`) ? wireOf.get(signal.node) : undefined;
    return wire === undefined ? signal : { ...signal, node: wire };
  });
  return { netlist: { ...netlist, nodes, domains, signals }, delayed: new Set(wireOf.values()) };
}

/** Whether a net used as a clock comes from no clock through wires, gates and dividers. */
function isDerived({ nodes }: Netlist, clock: NodeId): boolean {
  let at = clock;
  while (nodes[at].op === "wire") at = nodes[at].args[0];
  const { op } = nodes[at];
  return op !== "clock" && op !== "gate" && op !== "divide" && op !== "input" && op !== "const";
}
