import type { Bits } from "./bits.ts";
import type { Enumeration } from "./enumeration.ts";
import { Out, type Port, type Shape } from "./ports.ts";
import type { Fields, Wire } from "./signals.ts";
import { type Handle, type Type, type TypeLike, toType } from "./types.ts";
import { toBits, toWord } from "./word.ts";

/** What a stream carries: one value, or a record of them. */
export type Payload = TypeLike | Fields;

export type PayloadPorts<P> = P extends TypeLike
  ? Port<"out", Handle<P>>
  : { readonly [K in keyof P]: Port<"out", Handle<P[K]>> };

/**
 * A valid/ready stream, seen from its source. A transfer happens at each active edge where both are 1; a source holds
 * valid and payload until then, and does not wait for ready.
 */
export type Stream<P extends Payload> = {
  readonly valid: Port<"out", Bits<1>>;
  readonly ready: Port<"in", Bits<1>>;
  readonly payload: PayloadPorts<P>;
};

/** The same for a word, written out so that a generator can leave its width open. */
type WordStream<W extends number> = {
  readonly valid: Port<"out", Bits<1>>;
  readonly ready: Port<"in", Bits<1>>;
  readonly payload: Port<"out", Bits<W>>;
};

/** `stream(128)` or `stream({ line: vec(64, 8), tag: 8 })`; `flip(stream(…))` for the sink's side. */
export function stream<const W extends number>(width: W): WordStream<W>;
export function stream<const P extends Payload>(payload: P): Stream<P>;
export function stream(payload: Payload): Stream<Payload> {
  const ports: Port | Shape = isPayloadType(payload)
    ? Out(toType(payload))
    : Object.fromEntries(Object.entries(payload).map(([name, type]) => [name, Out(toType(type))]));
  return { valid: Out(1), ready: { ...Out(1), dir: "in" }, payload: ports } as unknown as Stream<Payload>;
}

/** Whether the stream carries one value. */
export const isPayloadType = (payload: Payload): payload is TypeLike =>
  typeof payload === "number" ||
  typeof (payload as Partial<Type>).init === "function" ||
  typeof (payload as Partial<Enumeration>).type === "object";

/** The handles of a payload: what `payload` of a stream is for whoever reads it. */
export type PayloadHandles<P> = P extends TypeLike ? Handle<P> : { readonly [K in keyof P]: Handle<P[K]> };

/** A stream as its sink holds it. */
export interface Source<H> {
  readonly valid: Bits<1>;
  readonly ready: Wire<Bits<1>>;
  readonly payload: H;
}

/** 1 where a transfer happens at the next edge. */
export function fires(link: { readonly valid: Bits<1>; readonly ready: Bits<1> }): Bits<1> {
  return toBits(toWord(link.valid).and(toWord(link.ready)));
}
