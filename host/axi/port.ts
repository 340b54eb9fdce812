import { AXI_CHANNELS, type AxiChannel } from "../../rtl/bus/axi.ts";
import type { Simulation, StreamEnd } from "../../sim/bench/index.ts";
import type { Bits } from "../../sim/hdl/index.ts";

type Fields<F extends string> = StreamEnd<{ readonly [K in F]: Bits }>;
type AddressFields = "id" | "addr" | "len" | "size" | "burst" | "lock" | "cache" | "prot" | "qos";

/** An AXI4 port of a design, from either side: what `axi(…)` or `flip(axi(…))` is to a bench. */
export interface AxiPort extends Record<AxiChannel, StreamEnd> {
  readonly aw: Fields<AddressFields>;
  readonly w: Fields<"data" | "strb" | "last">;
  readonly b: Fields<"id" | "resp">;
  readonly ar: Fields<AddressFields>;
  readonly r: Fields<"id" | "data" | "resp" | "last">;
}

/** An AXI4 port inside a design, by the path of its bundle. */
export function axiPortAt(sim: Simulation<unknown>, path: string): AxiPort {
  const channels = Object.entries(AXI_CHANNELS).map(([channel, { fields }]) => {
    const at = (name: string) => sim.signal(`${path}.${channel}.${name}`);
    const payload = Object.fromEntries(Object.keys(fields).map((field) => [field, at(`payload.${field}`)]));
    return [channel, { valid: at("valid"), ready: at("ready"), payload }];
  });
  return Object.fromEntries(channels) as AxiPort;
}

/** What answers a transaction, by its code (IHI 0022H, table A3-4). */
export const RESPONSES = ["OKAY", "EXOKAY", "SLVERR", "DECERR"] as const;
export type Response = (typeof RESPONSES)[number];
