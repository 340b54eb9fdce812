import { callerPlace, type Place } from "../netlist/place.ts";
import { Context, context, within } from "./context.ts";
import { lower } from "./lower.ts";
import { openPorts } from "./open-ports.ts";
import type { Inside, Outside, Shape } from "./ports.ts";

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
  const { inside, outside } = openPorts(child, inner, { parent, name, place });
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
