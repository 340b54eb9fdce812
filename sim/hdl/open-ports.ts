import type { ScopeId } from "../netlist/netlist.ts";
import type { Place } from "../netlist/place.ts";
import type { Context } from "./context.ts";
import { isPort, type Port, type Shape } from "./ports.ts";
import { addSignal, handle, wireTarget } from "./signals.ts";

/** What stands around an instance. */
export interface Instance {
  readonly parent: Context;
  readonly name: string;
  readonly place: Place;
}

type Tree = { [name: string]: unknown };
interface Sides {
  readonly inside: Tree;
  readonly outside: Tree;
}

/**
 * Declares the ports of a module: one node a port, with a handle for the module's body and one for whoever
 * instantiates it. `instance` undefined: the top, whose inputs are driven from outside the netlist.
 */
export function openPorts(
  child: { readonly shape: Shape; readonly place: Place },
  inner: Context,
  instance?: Instance,
): Sides {
  const { place } = child;
  const open = (shape: Shape, scope: ScopeId, path: string): Sides => {
    const both: Sides = { inside: {}, outside: {} };
    for (const [name, entry] of Object.entries(shape)) {
      if (path) inner.spell(name, place);
      else inner.claim(name, place);
      const label = path + name;
      const one = isPort(entry)
        ? openPort(inner, instance, entry, { name, label, scope, place })
        : open(entry, bundle(inner, name, scope, place), `${label}.`);
      both.inside[name] = one.inside;
      both.outside[name] = one.outside;
    }
    return both;
  };
  return open(child.shape, inner.scope, "");
}

function bundle({ builder }: Context, name: string, parent: ScopeId, place: Place): ScopeId {
  return builder.scope({ name, parent, kind: "bundle", module: "", place: builder.place(place) });
}

interface Opening {
  readonly name: string;
  /** With the bundles around it. */
  readonly label: string;
  readonly scope: ScopeId;
  readonly place: Place;
}

function openPort(
  inner: Context,
  instance: Instance | undefined,
  { dir, type }: Port,
  { name, label, scope, place }: Opening,
): { readonly inside: unknown; readonly outside: unknown } {
  const outer = instance?.parent ?? inner;
  const input = dir === "in";
  const op = input && !instance ? "input" : "wire";
  const line = inner.builder.place(place);
  const node = inner.node(op, type.width * type.lanes, type.lanes, [], undefined, line);
  const signal = addSignal(inner, name, type, node, place, { kind: input ? "input" : "output", scope });
  const path = instance ? `${instance.name}.${label}` : label;
  const inside = input ? undefined : wireTarget(inner, label, node, type, place);
  const outside = input && instance ? wireTarget(outer, path, node, type, instance.place) : undefined;
  return {
    inside: handle(inner, node, type, label, signal, place, inside),
    outside: handle(outer, node, type, path, signal, place, outside),
  };
}
