import type { LineMemory, LineMemoryOptions } from "../host/line-memory.ts";
import { EnvironmentError } from "../host/user-error.ts";
import type { XtsUnits } from "../host/xts-unit.ts";

/** The hardware that the commands drive; tests put stand-ins here. */
export interface Hardware {
  lineMemory(options: LineMemoryOptions): LineMemory;
  xtsUnits(): XtsUnits;
}

export const hardware: Hardware = {
  lineMemory() {
    throw new EnvironmentError("the line cipher is not built yet");
  },
  xtsUnits() {
    throw new EnvironmentError("the line cipher is not built yet");
  },
};
