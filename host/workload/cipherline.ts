import { type Access, instructionsOf, LINE_BYTES } from "./access.ts";
import { addressFault, fault, instructionsFault, type TraceFormat, unknownOperation } from "./format.ts";

/** The first line of a trace in this format; the number rises when older readers could not read it. */
export const CIPHERLINE_HEADER = "# cipherline trace 1";

/**
 * Our own format, the only one that can carry data: `R` or `W`, the address of a line in hex, optionally the
 * instructions up to this access, and optionally the line's 64 bytes in hex. Lines that begin with # are comments.
 */
export const cipherline: TraceFormat = {
  name: "cipherline",
  accepts: '"R|W 0xADDRESS [+INSTRUCTIONS] [128 HEX DIGITS]" or "# COMMENT"',

  detect: (firstLine) => firstLine.startsWith("#") || RECORD.test(firstLine),

  parseLine(line) {
    if (line.startsWith("#")) return isOtherVersion(line) ? fault("a version that is not 1") : [];
    const record = RECORD.exec(line);
    if (!record) return fault("not an operation, an address, optional instructions and data");
    const [, operation, text, count, data] = record;
    if (operation !== "R" && operation !== "W") return unknownOperation(operation);
    const address = Number(text);
    const tooWide = addressFault(address, text);
    if (tooWide) return tooWide;
    if (address % LINE_BYTES !== 0) return fault(`address ${text} is not a multiple of ${LINE_BYTES}`);
    const op = operation === "R" ? "read" : "write";
    if (data !== undefined && !DATA.test(data)) return fault("data that is not 128 hex digits");
    const tooMany = count === undefined ? undefined : instructionsFault(Number(count), count);
    if (tooMany) return tooMany;
    const access = {
      op,
      address,
      ...(count !== undefined && { instructions: Number(count) }),
      ...(data !== undefined && { data: new Uint8Array(Buffer.from(data, "hex")) }),
    } as const;
    return [access];
  },
};

/** One access as a line of the format, without a line end. */
export function formatCipherline(access: Access): string {
  const { op, address, data } = access;
  const instructions = instructionsOf(access);
  const words = [op === "read" ? "R" : "W", `0x${address.toString(16)}`];
  if (instructions !== instructionsOf({ op })) words.push(`+${instructions}`);
  if (data) words.push(Buffer.from(data).toString("hex"));
  return words.join(" ");
}

const RECORD = /^(\S+)\s+(0x[\da-f]+)(?:\s+\+(\d+))?(?:\s+(\S+))?\s*$/i;
const DATA = /^[\da-f]{128}$/i;

function isOtherVersion(comment: string): boolean {
  return /^# cipherline trace \d/.test(comment) && comment.trimEnd() !== CIPHERLINE_HEADER;
}
