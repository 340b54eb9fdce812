import { stream, u } from "../../sim/hdl/index.ts";
import { LINE_BITS, LINE_BYTES } from "../xts/geometry.ts";
import { ADDRESS_BITS } from "../xts/tweak.ts";

/** The streams of lines inside the engine. `slot` names the transaction and comes back with the answer. */
export const readRequest = (slotBits: number) => stream({ address: ADDRESS_BITS, slot: u(slotBits) });
export const readResponse = (slotBits: number) => stream({ slot: u(slotBits), line: LINE_BITS, error: 1 });
export const writeRequest = (slotBits: number) =>
  stream({ address: ADDRESS_BITS, slot: u(slotBits), line: LINE_BITS, strobe: LINE_BYTES });
export const memoryWrite = (slotBits: number) =>
  stream({ address: ADDRESS_BITS, slot: u(slotBits), line: LINE_BITS });
export const writeResponse = (slotBits: number) => stream({ slot: u(slotBits), error: 1 });
