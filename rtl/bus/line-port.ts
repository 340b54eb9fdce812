import { refuse } from "../../sim/hdl/index.ts";
import { slotBits } from "../aes/parameters.ts";
import { ADDRESS_BITS } from "../xts/tweak.ts";
import type { AxiOptions } from "./axi.ts";

/** What an integrator chooses of the bus in front of the engine. */
export interface LinePortOptions extends AxiOptions {
  /** Bits of an address with its keyID: 13 to 52. */
  readonly addressBits: number;
  readonly dataBits: 128 | 256 | 512;
  /** 1 to 8. */
  readonly idBits: number;
  /** Read bursts that may be outstanding, and lines of them under way to the engine; 2 to 64. */
  readonly reads: number;
  /** The same of writes. */
  readonly writes: number;
  /** Bits of the slot numbers towards the engine; as many as they need unless given. */
  readonly readSlotBits?: number;
  readonly writeSlotBits?: number;
}

export const LINE_PORT_DEFAULTS = {
  addressBits: 52,
  dataBits: 512,
  idBits: 4,
  reads: 32,
  writes: 16,
} as const satisfies LinePortOptions;

export const readSlotBits = ({ reads, readSlotBits = slotBits(reads) }: LinePortOptions): number =>
  readSlotBits;
export const writeSlotBits = ({ writes, writeSlotBits = slotBits(writes) }: LinePortOptions): number =>
  writeSlotBits;

export function checkLinePort(options: LinePortOptions): void {
  const { addressBits, dataBits, idBits, reads, writes } = options;
  const isWithin = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  if (!isWithin(addressBits, 13, ADDRESS_BITS)) refuse("addressBits", addressBits, `13 to ${ADDRESS_BITS}`);
  if (![128, 256, 512].includes(dataBits)) refuse("dataBits", dataBits, "128, 256 or 512");
  if (!isWithin(idBits, 1, 8)) refuse("idBits", idBits, "1 to 8");
  if (!isWithin(reads, 2, 64)) refuse("reads", reads, "2 to 64");
  if (!isWithin(writes, 2, 64)) refuse("writes", writes, "2 to 64");
}
