import { type Access, ADDRESS_END, LINE_BYTES, lineOf } from "./access.ts";
import { addressFault, fault, type TraceFormat, unknownOperation } from "./format.ts";

/** The largest access that lackey reports (MAX_DSIZE in its source): whole vector-register areas are cut to it. */
const MAX_SIZE = 512;

/**
 * What `valgrind --tool=lackey --trace-mem=yes` prints: instruction fetches and loads are reads, stores are writes, a
 * modify is a read and a write. Byte addresses in hex, sizes in decimal; an access over several lines is one a line. A fetch
 * begins an instruction, to which the loads and stores after it belong.
 */
export const lackey: TraceFormat = {
  name: "lackey",
  accepts: '"I  ADDRESS,SIZE", " L ADDRESS,SIZE", " S ADDRESS,SIZE" or " M ADDRESS,SIZE"',

  detect: (firstLine) => MESSAGE.test(firstLine) || RECORD.test(firstLine),

  parseLine(line) {
    if (MESSAGE.test(line)) return [];
    const record = RECORD.exec(line);
    if (!record) return fault("not an operation, an address and a size");
    const [, operation, hex, size] = record;
    const bytes = Number(size);
    if (bytes < 1 || bytes > MAX_SIZE)
      return fault(`size ${size.slice(0, 16)} is not within 1 to ${MAX_SIZE}`);
    const address = Number(`0x${hex}`);
    const tooWide = addressFault(address, hex);
    if (tooWide) return tooWide;
    if (address + bytes > ADDRESS_END)
      return fault(`${size} bytes from ${hex} leave the 52-bit address space`);
    switch (operation) {
      case "I":
        return lines(["read"], address, bytes, 1);
      case "L":
        return lines(["read"], address, bytes, 0);
      case "S":
        return lines(["write"], address, bytes, 0);
      case "M":
        return lines(["read", "write"], address, bytes, 0);
      default:
        return unknownOperation(operation);
    }
  },
};

const RECORD = /^ ?([A-Za-z]) +([\da-f]+),(\d+)$/;

/** What valgrind says besides, marked with its process number. */
const MESSAGE = /^(==|--)\d+\1/;

/** `instructions` of the first line; the others are of the same instruction. */
function lines(ops: readonly Access["op"][], address: number, bytes: number, instructions: number): Access[] {
  const accesses: Access[] = [];
  for (let line = lineOf(address); line < address + bytes; line += LINE_BYTES) {
    for (const op of ops) {
      accesses.push({ op, address: line, instructions: accesses.length === 0 ? instructions : 0 });
    }
  }
  return accesses;
}
