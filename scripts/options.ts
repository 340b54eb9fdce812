import { printable, UserError } from "../host/user-error.ts";

/** What yargs makes of an option: absent, given once, or given several times; true where it has no value and no type. */
export type Given = unknown;

/** The value of an option, or undefined if it was not given. Refuses a second one: which would count is a guess. */
export function once(name: string, given: Given): string | undefined {
  if (given === undefined) return undefined;
  if (Array.isArray(given)) {
    throw new UserError(`--${name}: given ${given.length} times; accepted: once`); // keys are not shown
  }
  return String(given);
}

/** Whether an option without a value was given. Its type is left open, since yargs lets a boolean swallow `=anything`. */
export function flag(name: string, given: Given): boolean {
  if (given === undefined || given === true) return given === true;
  throw refuse(name, once(name, given) ?? "", "takes no value", `--${name}`);
}

/** The value of an option that has to be given and not empty. */
export function text(name: string, given: Given, accepted: string): string {
  const value = once(name, given);
  if (value === undefined) throw new UserError(`--${name}: missing; accepted: ${accepted}`);
  if (value === "") throw refuse(name, value, "empty", accepted);
  return value;
}

/** A whole number in decimal digits, from `min` to `max`. */
export function wholeNumber(name: string, given: Given, min: number, max: number): number {
  const accepted = `a whole number from ${min} to ${max}`;
  const value = text(name, given, accepted);
  if (!/^\d+$/.test(value)) throw refuse(name, value, "not a whole number", accepted);
  const number = Number(value);
  if (number < min || number > max) throw refuse(name, value, "out of range", accepted);
  return number;
}

/** One of a few words. */
export function choice<T extends string>(name: string, given: Given, choices: readonly T[]): T {
  const accepted = choices.join(", ");
  const value = text(name, given, accepted);
  const chosen = choices.find((word) => word === value);
  if (chosen === undefined) throw refuse(name, value, "unknown", accepted);
  return chosen;
}

/** A byte string in hex digits, of one of the lengths in bytes. A key that is refused is not shown. */
export function hexBytes(name: string, given: Given, lengths: readonly number[], secret = false): Uint8Array {
  const accepted = `${orList(lengths)} bytes in hex`;
  const value = text(name, given, accepted);
  const problem = hexProblem(value, lengths);
  if (problem) throw refuse(name, secret ? "(not shown)" : value, problem, accepted);
  return new Uint8Array(Buffer.from(value, "hex"));
}

/** What keeps a text from being hex of one of the lengths in bytes, or undefined. */
export function hexProblem(value: string, lengths: readonly number[]): string | undefined {
  if (!/^[\da-f]*$/i.test(value)) return "not hex digits";
  if (!lengths.includes(value.length / 2)) return `${value.length} hex digits`;
  return undefined;
}

/** "16, 32 or 64". */
export function orList(items: readonly (number | string)[]): string {
  return items.length === 1 ? `${items[0]}` : `${items.slice(0, -1).join(", ")} or ${items.at(-1)}`;
}

/** An error about the value of an option. */
export function refuse(name: string, value: string, problem: string, accepted: string): UserError {
  return new UserError(`--${name} "${printable(value)}": ${problem}; accepted: ${accepted}`);
}
