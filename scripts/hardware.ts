import { CipherUnits } from "../host/cipher-units.ts";
import { EncryptedMemory } from "../host/encrypted-memory.ts";
import type { LineMemory, LineMemoryOptions } from "../host/line-memory.ts";
import type { XtsUnits } from "../host/xts-unit.ts";

/** The hardware that the commands drive; tests put stand-ins here. */
export interface Hardware {
  lineMemory(options: LineMemoryOptions): LineMemory;
  xtsUnits(): XtsUnits;
}

export const hardware: Hardware = {
  lineMemory: (options) => new EncryptedMemory(options),
  xtsUnits: () => new CipherUnits(),
};
