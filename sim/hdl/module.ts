import type { ScopeId } from "../netlist/netlist.ts";
import { callerPlace, type Place } from "../netlist/place.ts";
import { Context, context, within } from "./context.ts";
import { lower } from "./lower.ts";
import { type Inside, isPort, type Outside, type Port, type Shape } from "./ports.ts";
import { addSignal, handle, wireTarget } from "./signals.ts";

/** A hardware module: its ports and its body. A generator is a function that returns one. */
export interface Module<S extends Shape = Shape> {
  readonly name: string;
  readonly shape: S;
  /** Where it was written. */
  readonly place: Place;
  body(io: Inside<S>): void;
  /** An instance in the module that is being elaborated, under a computed name. */
  instance(name: string): Outside<S>;
}

/**
 * `module("Counter", { en: In(1), value: Out(8) }, ({ en, value }) => { … })`. The body runs once an instance and
 * describes the hardware; ports are named by the keys.
 */
export function module<const S extends Shape>(
  name: string,
  shape: S,
  body: (io: Inside<S>) => void,
): Module<S> {
  const place = callerPlace();
  const made: Module<S> = {
    name,
    shape,
    place,
    body,
    instance: (label) => instantiate(context("instance"), label, made, callerPlace()),
  };
  return made;
}

type Instances<M> = { readonly [K in keyof M]: M[K] extends Module<infer S> ? Outside<S> : never };

/** Instances named by the keys: `const { counter } = instances({ counter: Counter(8) })`. */
export function instances<const M extends Readonly<Record<string, Module>>>(modules: M): Instances<M> {
  const here = context("instances");
  const place = callerPlace();
  const made: Record<string, unknown> = {};
  for (const [name, child] of Object.entries(modules)) {
    made[name] = instantiate(here, name, child, place);
  }
  return made as Instances<M>;
}

function instantiate<S extends Shape>(
  parent: Context,
  name: string,
  child: Module<S>,
  place: Place,
): Outside<S> {
  parent.claim(name, place);
  const { builder } = parent;
  const line = parent.at(place);
  const scope = builder.scope({
    name,
    parent: parent.scope,
    kind: "module",
    module: child.name,
    place: line,
  });
  const inner = new Context(parent.shared, scope, child.name, parent.domain, parent.top);
  const { inside, outside } = openPorts(inner, parent, child);
  elaborateBody(inner, child, inside as Inside<S>);
  return outside as Outside<S>;
}

/** Runs a module's body and resolves its drivers. */
export function elaborateBody<S extends Shape>(inner: Context, child: Module<S>, io: Inside<S>): void {
  within(inner, () => {
    child.body(io);
    lower(inner);
    inner.at(child.place);
  });
}

type Tree = { [name: string]: unknown };

/**
 * Declares the ports of a module: one node a port with a handle on each side. `parent` undefined: the top, whose
 * inputs are driven from outside the netlist.
 */
export function openPorts(
  inner: Context,
  parent: Context | undefined,
  child: Module,
): { inside: Tree; outside: Tree } {
  const { builder } = inner;
  const open = (shape: Shape, scope: ScopeId, path: string): { inside: Tree; outside: Tree } => {
    const inside: Tree = {};
    const outside: Tree = {};
    for (const [name, entry] of Object.entries(shape)) {
      const label = path ? `${path}.${name}` : name;
      if (!isPort(entry)) {
        if (!path) inner.claim(name, child.place);
        const place = builder.place(child.place);
        const nested = builder.scope({ name, parent: scope, kind: "bundle", module: "", place });
        const both = open(entry, nested, label);
        inside[name] = both.inside;
        outside[name] = both.outside;
        continue;
      }
      if (!path) inner.claim(name, child.place);
      const both = openPort(inner, parent, child, entry, name, label, scope);
      inside[name] = both.inside;
      outside[name] = both.outside;
    }
    return { inside, outside };
  };
  return open(child.shape, inner.scope, "");
}

function openPort(
  inner: Context,
  parent: Context | undefined,
  child: Module,
  { dir, type }: Port,
  name: string,
  label: string,
  scope: ScopeId,
): { inside: unknown; outside: unknown } {
  const { place } = child;
  const width = type.width * type.lanes;
  const kind = dir === "in" ? "input" : "output";
  const node = inner.node(dir === "in" && !parent ? "input" : "wire", width, type.lanes, [], undefined);
  const signal = addSignal(inner, name, type, node, place, { kind, scope });
  const driver = dir === "out" ? inner : parent;
  const target = driver && wireTarget(driver, label, node, type, place);
  const from = (owner: Context) =>
    handle(owner, node, type, label, signal, place, owner === driver ? target : undefined);
  return { inside: from(inner), outside: from(parent ?? inner) };
}
