import type { Bits, EnumBits } from "./bits.ts";
import type { Enumeration } from "./enumeration.ts";
import type { Wire } from "./signals.ts";
import { type Type, type TypeLike, toType } from "./types.ts";

/** A port of a module, seen from inside it; H is what its reader holds. */
export interface Port<out Dir extends "in" | "out" = "in" | "out", out H = unknown> {
  readonly dir: Dir;
  readonly type: Type<H>;
}

/** A literal of ports; records in it are bundles. */
export type Shape = { readonly [name: string]: Port | Shape };

/** An input: a width, `vec(lanes, width)`, an enumeration, or any type. */
export function In<const W extends number>(width: W): Port<"in", Bits<W>>;
export function In<S extends string, W extends number>(type: Enumeration<S, W>): Port<"in", EnumBits<S, W>>;
export function In<H>(type: Type<H>): Port<"in", H>;
export function In(type: TypeLike): Port<"in"> {
  return { dir: "in", type: toType(type) };
}

/** An output; it must be driven on every path. */
export function Out<const W extends number>(width: W): Port<"out", Bits<W>>;
export function Out<S extends string, W extends number>(type: Enumeration<S, W>): Port<"out", EnumBits<S, W>>;
export function Out<H>(type: Type<H>): Port<"out", H>;
export function Out(type: TypeLike): Port<"out"> {
  return { dir: "out", type: toType(type) };
}

/** A bundle S seen from its other side: inputs are outputs. */
export type Flip<S> = {
  readonly [K in keyof S]: S[K] extends Port<infer Dir, infer H>
    ? Port<Dir extends "in" ? "out" : "in", H>
    : Flip<S[K]>;
};

/** The bundle with every direction turned round. */
export function flip<const S extends Shape>(shape: S): Flip<S> {
  const turned: Record<string, Port | Shape> = {};
  for (const [name, entry] of Object.entries(shape)) {
    turned[name] = isPort(entry)
      ? { ...entry, dir: entry.dir === "in" ? "out" : "in" }
      : (flip(entry) as Shape);
  }
  return turned as Flip<S>;
}

/** The ports as the module's body holds them: inputs are read, outputs are driven. */
export type Inside<S> = {
  readonly [K in keyof S]: S[K] extends Port<infer Dir, infer H>
    ? Dir extends "in"
      ? H
      : Wire<H>
    : Inside<S[K]>;
};
/** The ports as whoever instantiates the module holds them. */
export type Outside<S> = Inside<Flip<S>>;

export const isPort = (entry: Port | Shape): entry is Port => "dir" in entry && typeof entry.dir === "string";
