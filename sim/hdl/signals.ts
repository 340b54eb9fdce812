import type { SignalId } from "../netlist/netlist.ts";
import type { NodeId } from "../netlist/node.ts";
import { callerPlace, type Place } from "../netlist/place.ts";
import type { Bits } from "./bits.ts";
import { type Context, context, type Target } from "./context.ts";
import { Lanes } from "./lanes.ts";
import type { Literal } from "./literal.ts";
import { type Handle, type Type, type TypeLike, toType } from "./types.ts";
import type { Vec } from "./vec.ts";
import type { InRange, Range, RangeWidth } from "./widths.ts";
import { toWord, Word } from "./word.ts";

/** What a net of handle type H can be given. */
export type ValueOf<H> = H extends Bits<infer W> ? Bits<W> | Literal : H | Literal;

/** What takes a value of handle type H. */
export interface Driven<H> {
  drive(value: ValueOf<H>): void;
}
interface Clocked<H> {
  get next(): H;
  set next(value: ValueOf<H>);
}

/** A net that the holder drives. Parts of it may be driven apart: `wire.at("7:0").drive(low)`. */
export type Wire<H> = Parts<H, "drive"> & H & Driven<H>;

/** A register: reading it gives its value, `next` is what it takes at the next active edge; unassigned, it holds. */
export type Reg<H> = Parts<H, "next"> & H & Clocked<H>;

type Parts<H, Way extends "drive" | "next"> =
  H extends Bits<infer W>
    ? {
        at<const S extends Range>(range: InRange<W, S>): Part<Bits<RangeWidth<S>>, Way>;
        bit(index: number): Part<Bits<1>, Way>;
        slice(high: number, low: number): Part<Bits, Way>;
      }
    : H extends Vec<number, infer E>
      ? { lane(index: number): Part<E, Way> }
      : unknown;
type Part<H, Way> = H & (Way extends "drive" ? Driven<H> : Clocked<H>);

/** A record of types. */
export type Fields = Readonly<Record<string, TypeLike>>;
export type Wires<F extends Fields> = { readonly [K in keyof F]: Wire<Handle<F[K]>> };
export type Regs<F extends Fields> = { readonly [K in keyof F]: Reg<Handle<F[K]>> };

/** Nets named by the keys. Each must be driven on every path. */
export function wires<const F extends Fields>(fields: F): Wires<F> {
  const here = context("wires");
  return declare(fields, (name, type, place) => declareWire(here, name, type, place)) as unknown as Wires<F>;
}

/** Registers named by the keys, in the clock domain of the module body. Without `init` they have no reset value. */
export function regs<const F extends Fields>(fields: F): Regs<F> {
  const here = context("regs");
  return declare(fields, (name, type, place) =>
    declareRegister(here, name, type, place),
  ) as unknown as Regs<F>;
}

function declare<H>(fields: Fields, make: (name: string, type: Type, place: Place) => H): Record<string, H> {
  const place = callerPlace();
  const made: Record<string, H> = {};
  for (const [name, type] of Object.entries(fields)) made[name] = make(name, toType(type), place);
  return made;
}

export interface SignalOptions {
  readonly kind: "input" | "output" | "wire" | "register";
  /** The scope of the waves; the module's own unless given. */
  readonly scope?: number;
}

/** A named net of the module, in the waves from now on. */
export function declareWire(
  here: Context,
  name: string,
  type: Type,
  place: Place,
  options: { readonly scope?: number } = {},
): Word | Lanes {
  if (options.scope === undefined) here.claim(name, place);
  const line = here.builder.place(place);
  const node = here.node("wire", type.width * type.lanes, type.lanes, [], undefined, line);
  const signal = addSignal(here, name, type, node, place, { ...options, kind: "wire" });
  return handle(here, node, type, name, signal, place, wireTarget(here, name, node, type, place));
}

export function declareRegister(
  here: Context,
  name: string,
  type: Type,
  place: Place,
  options: { readonly scope?: number; readonly synchroniser?: boolean } = {},
): Word | Lanes {
  if (options.scope === undefined) here.claim(name, place);
  const width = type.width * type.lanes;
  const line = here.builder.place(place);
  const node = here.node("register", width, type.lanes, [], undefined, line);
  const signal = addSignal(here, name, type, node, place, { ...options, kind: "register" });
  const { domain } = here;
  const target: Target = {
    kind: "register",
    name,
    node,
    width,
    owner: here,
    place,
    settle: (next) =>
      here.builder.register({
        node,
        domain,
        next,
        enable: undefined,
        init: type.initial,
        synchroniser: options.synchroniser ?? false,
        place: line,
      }),
  };
  here.targets.push(target);
  return handle(here, node, type, name, signal, place, target);
}

/** The target of a wire node whose driver the owner's statements give. */
export function wireTarget(owner: Context, name: string, node: NodeId, type: Type, place: Place): Target {
  const target: Target = {
    kind: "wire",
    name,
    node,
    width: type.width * type.lanes,
    owner,
    place,
    settle: (driver) => owner.builder.drive(node, driver),
  };
  owner.targets.push(target);
  return target;
}

export function addSignal(
  here: Context,
  name: string,
  type: Type,
  node: NodeId,
  place: Place,
  options: SignalOptions,
): SignalId {
  const { builder, enums } = here.shared;
  let enumeration: number | undefined;
  if (type.enumeration) {
    enumeration = enums.get(type.enumeration);
    if (enumeration === undefined) {
      const { name: title, width, values } = type.enumeration;
      const members = Object.entries<number>(values).map(([member, value]) => ({ name: member, value }));
      enumeration = builder.enumeration({ name: title, width, members });
      enums.set(type.enumeration, enumeration);
    }
  }
  return builder.signal({
    name,
    scope: options.scope ?? here.scope,
    node,
    kind: options.kind,
    lanes: type.lanes,
    enumeration,
    secret: type.hidden,
    place: builder.place(place),
  });
}

/** The designer's handle on a signal, with or without the right to assign it. */
export function handle(
  owner: Context,
  node: NodeId,
  type: Type,
  name: string,
  signal: SignalId,
  place: Place,
  target: Target | undefined,
): Word | Lanes {
  const width = type.width * type.lanes;
  const { enumeration } = type;
  const word = new Word(node, width, 1, owner, {
    named: { name, width, signal, place },
    target,
    enumeration,
  });
  return type.vector ? new Lanes(word, type.lanes) : word;
}

/** The signal behind a port, wire or register, or undefined for an expression. */
export function signalOf(handle: Bits | Vec): SignalId | undefined {
  const { named, width } = handle instanceof Lanes ? handle.bits : toWord(handle as Bits);
  return named?.width === width ? named.signal : undefined;
}
