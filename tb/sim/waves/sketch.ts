import { NetlistBuilder } from "../../../sim/netlist/builder.ts";
import type { EnumId, Netlist, NodeId, Scope, ScopeId, Signal } from "../../../sim/netlist/netlist.ts";

/** A design drawn by hand, of which a wave file sees only names: scopes, and signals over input nodes. */
export class WaveSketch {
  readonly builder: NetlistBuilder;

  constructor(top = "top") {
    this.builder = new NetlistBuilder(top);
    this.builder.scope({ name: top, parent: undefined, kind: "module", module: top, place: 0 });
  }

  scope(name: string, kind: Scope["kind"], parent: ScopeId = 0): ScopeId {
    return this.builder.scope({ name, parent, kind, module: kind === "module" ? name : "", place: 0 });
  }

  enumeration(name: string, width: number, ...members: string[]): EnumId {
    return this.builder.enumeration({
      name,
      width,
      members: members.map((member, value) => ({ name: member, value })),
    });
  }

  /** A signal over a node of its own, or over the node given. Returns the node. */
  signal(name: string, width: number, options: Partial<Signal> = {}): NodeId {
    const node = options.node ?? this.builder.node("input", width, 1, [], undefined);
    this.builder.signal({
      name,
      scope: 0,
      kind: "wire",
      lanes: 1,
      enumeration: undefined,
      secret: false,
      place: 0,
      ...options,
      node,
    });
    return node;
  }

  finish(): Netlist {
    return this.builder.finish();
  }
}
