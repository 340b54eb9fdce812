import { DesignError } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";
import type { Bits } from "./bits.ts";
import { context } from "./context.ts";
import { Lanes } from "./lanes.ts";
import type { Literal } from "./literal.ts";
import type { Vec } from "./vec.ts";
import { Word } from "./word.ts";

type Leaf = Bits | Vec;
type Bundle = Leaf | { readonly [name: string]: Bundle };

/** The bundle that fits onto T: what T drives it reads, and the other way round. */
export type Mirror<T> = T extends { drive(value: infer V): void }
  ? Exclude<V, Literal>
  : T extends Leaf
    ? { drive(value: T): void }
    : { readonly [K in keyof T]: Mirror<T[K]> };

/**
 * Joins two bundles of one shape, field by field, each in its direction: an instance's port to a port of the module
 * (`connect(up, queue.up)`), or the ports of two instances.
 */
export function connect<const T extends object>(one: T, two: Mirror<T>): void {
  join(one as Bundle, two as Bundle, "");
}

function join(one: Bundle, two: Bundle, path: string): void {
  const here = context("connect");
  const [a, b] = [leaf(one), leaf(two)];
  if (a && b) {
    if (drivable(a)) a.drive(b as Word & Lanes);
    else b.drive(a as Word & Lanes);
    return;
  }
  const names = new Set([...Object.keys(one), ...Object.keys(two)]);
  for (const name of names) {
    const [left, right] = [(one as Record<string, Bundle>)[name], (two as Record<string, Bundle>)[name]];
    const label = path ? `${path}.${name}` : name;
    if (a || b || left === undefined || right === undefined) {
      throw new DesignError(
        "SHAPE",
        `connect: ${label} stands on one side only`,
        [{ what: "here", place: callerPlace() }],
        "connect bundles of one shape",
      );
    }
    join(left, right, label);
  }

  function drivable(handle: Word | Lanes): boolean {
    const word = handle instanceof Lanes ? handle.bits : handle;
    return word.target?.kind === "wire" && word.target.owner === here;
  }
}

const leaf = (bundle: Bundle): Word | Lanes | undefined =>
  (bundle as unknown) instanceof Word || (bundle as unknown) instanceof Lanes
    ? (bundle as unknown as Word | Lanes)
    : undefined;
