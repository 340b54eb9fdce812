import { CipherUnits } from "../host/cipher-units.ts";
import { EncryptedMemory } from "../host/encrypted-memory.ts";
import type { LineMemory, LineMemoryOptions } from "../host/line-memory.ts";
import { MemoryPlatform, type PlatformOptions } from "../host/platform/memory-platform.ts";
import type { XtsUnits } from "../host/xts-unit.ts";

/** A platform as the commands use it. */
export type Platform = Omit<MemoryPlatform, "device" | "keyPrograms">;

/** The hardware that the commands drive; tests put stand-ins here. */
export interface Hardware {
  lineMemory(options: LineMemoryOptions): LineMemory;
  platform(options: PlatformOptions): Platform;
  xtsUnits(): XtsUnits;
}

export const hardware: Hardware = {
  lineMemory: (options) => new EncryptedMemory(options),
  platform: (options) => new MemoryPlatform(options),
  xtsUnits: () => new CipherUnits(),
};
