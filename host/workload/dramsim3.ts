import { lineOf } from "./access.ts";
import { addressFault, fault, type TraceFormat, unknownOperation } from "./format.ts";

/**
 * Traces of DRAMSim3: a byte address in hex, the operation and the memory cycle. That is not used: it says when
 * another simulator's memory was asked, at another clock, and not what a core did meanwhile.
 */
export const dramsim3: TraceFormat = {
  name: "dramsim3",
  accepts: '"0xADDRESS READ|WRITE CYCLE"',

  detect: (firstLine) => RECORD.test(firstLine),

  parseLine(line) {
    const record = RECORD.exec(line);
    if (!record) return fault("not an address, an operation and a cycle");
    const [, text, operation] = record;
    if (operation !== "READ" && operation !== "WRITE") return unknownOperation(operation);
    const address = Number(text);
    return (
      addressFault(address, text) ?? [
        { op: operation === "READ" ? "read" : "write", address: lineOf(address) },
      ]
    );
  },
};

const RECORD = /^\s*(0x[\da-f]+)\s+([^\s\d]\S*)\s+\d+\s*$/i;
