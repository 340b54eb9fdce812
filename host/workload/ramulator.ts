import { type Access, lineOf } from "./access.ts";
import { addressFault, fault, instructionsFault, type TraceFormat } from "./format.ts";

/**
 * CPU traces of Ramulator: after `bubbles` instructions without memory access, a read that missed the last-level cache
 * and the write-back of the line that it drove out, if that was dirty. Byte addresses in decimal.
 */
export const ramulator: TraceFormat = {
  name: "ramulator",
  accepts: '"BUBBLES READ_ADDRESS [WRITEBACK_ADDRESS]" in decimal',

  detect: (firstLine) => RECORD.test(firstLine),

  parseLine(line) {
    const record = RECORD.exec(line);
    if (!record) return fault("not two or three decimal numbers");
    const bubbles = Number(record[1]);
    const tooMany = instructionsFault(bubbles + 1, record[1]);
    if (tooMany) return tooMany;
    const accesses: Access[] = [];
    for (const [op, text] of [["read", record[2]] as const, ["write", record[3]] as const]) {
      if (text === undefined) continue;
      const address = Number(text);
      const tooWide = addressFault(address, text);
      if (tooWide) return tooWide;
      accesses.push({ op, address: lineOf(address), instructions: op === "read" ? bubbles + 1 : 0 });
    }
    return accesses;
  },
};

const RECORD = /^\s*(\d+)\s+(\d+)(?:\s+(\d+))?\s*$/;
