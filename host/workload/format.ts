import { printable } from "../user-error.ts";
import { type Access, ADDRESS_END, MAX_INSTRUCTIONS } from "./access.ts";

/** Why a line is not one of its format. */
export interface Fault {
  readonly problem: string;
}

/** A text format for memory traces, one record a line. */
export interface TraceFormat {
  readonly name: string;
  /** What a line looks like, for error messages. */
  readonly accepts: string;
  /** Whether a file that begins with this line is of this format. */
  detect(firstLine: string): boolean;
  /** The accesses of one line without its line end, in order: none for a comment. */
  parseLine(line: string): readonly Access[] | Fault;
}

export function fault(problem: string): Fault {
  return { problem };
}

export function isFault(parsed: readonly Access[] | Fault): parsed is Fault {
  return "problem" in parsed;
}

/** The fault of an operation that the format does not have. */
export function unknownOperation(operation: string): Fault {
  return fault(`unknown operation "${printable(operation, 16)}"`);
}

/** The fault of an address that does not fit, or undefined. Rounding above 2^53 cannot bring a number below 2^52. */
export function addressFault(address: number, text: string): Fault | undefined {
  return address < ADDRESS_END ? undefined : fault(`address ${printable(text, 24)} has more than 52 bits`);
}

/** The fault of a count of instructions that is too large, or undefined. */
export function instructionsFault(instructions: number, text: string): Fault | undefined {
  if (instructions <= MAX_INSTRUCTIONS) return undefined;
  return fault(`${printable(text, 24)} instructions are more than ${MAX_INSTRUCTIONS}`);
}
