import { Logic } from "./logic.ts";

/** Whether two payloads are the same: by value, field by field, byte by byte. */
export function isEqual(one: unknown, two: unknown): boolean {
  if (one instanceof Uint8Array && two instanceof Uint8Array) {
    return one.length === two.length && one.every((byte, i) => byte === two[i]);
  }
  if (!isRecord(one) || !isRecord(two)) return Object.is(one, two);
  const names = Object.keys(one);
  return (
    names.length === Object.keys(two).length &&
    names.every((name) => Object.hasOwn(two, name) && isEqual(one[name], two[name]))
  );
}

/** A payload for a message: words in hex, bytes in hex in their order, records field by field. */
export function format(value: unknown): string {
  if (typeof value === "bigint") return `0x${value.toString(16)}`;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (value instanceof Logic) return value.toHex();
  if (!isRecord(value)) return String(value);
  const fields = Object.entries(value).map(([name, field]) => `${name} ${format(field)}`);
  return `{ ${fields.join(", ")} }`;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !(value instanceof Uint8Array);
