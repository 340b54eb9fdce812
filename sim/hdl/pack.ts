import type { Bits } from "./bits.ts";
import { join } from "./join.ts";
import { group, Lanes } from "./lanes.ts";
import { isPayloadType, type Payload, type PayloadHandles } from "./stream.ts";
import { type Type, toType } from "./types.ts";
import type { Vec } from "./vec.ts";
import { toBits, toWord, Word } from "./word.ts";

/** Bits of a payload in all. */
export const packedWidth = (payload: Payload): number =>
  types(payload).reduce((sum, { width, lanes }) => sum + width * lanes, 0);

/** A word, a vector or a record of them as one word, the first field as the most significant; no gates. */
export function pack(value: Bits | Vec | Readonly<Record<string, Bits | Vec>>): Bits {
  const fields = isHandle(value) ? [value] : Object.values(value as Record<string, Bits | Vec>);
  return toBits(join(fields.map(wordOf), "pack"));
}

/** The payload that `pack` made a word of; no gates. WIDTH if it has another width. */
export function unpack<const P extends Payload>(payload: P, bits: Bits): PayloadHandles<P> {
  const word = toWord(bits).as(packedWidth(payload));
  let high = word.width;
  const take = (type: Type): Word | Lanes => {
    const width = type.width * type.lanes;
    high -= width;
    const part = word.slice(high + width - 1, high);
    if (type.vector) return group(part, type.lanes, type.width);
    return new Word(part.node, part.width, 1, part.owner, { enumeration: type.enumeration });
  };
  const made = isPayloadType(payload)
    ? take(toType(payload))
    : Object.fromEntries(Object.entries(payload).map(([name, type]) => [name, take(toType(type))]));
  return made as PayloadHandles<P>;
}

const types = (payload: Payload): Type[] =>
  isPayloadType(payload) ? [toType(payload)] : Object.values(payload).map(toType);

const isHandle = (value: unknown): value is Bits | Vec => value instanceof Word || value instanceof Lanes;

const wordOf = (value: Bits | Vec): Word =>
  (value as unknown) instanceof Lanes ? (value as unknown as Lanes).bits : toWord(value as Bits);
