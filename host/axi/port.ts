import type { AxiChannel } from "../../rtl/bus/axi.ts";
import type { StreamEnd } from "../../sim/bench/index.ts";
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

/** What answers a transaction, by its code (IHI 0022H, table A3-4). */
export const RESPONSES = ["OKAY", "EXOKAY", "SLVERR", "DECERR"] as const;
export type Response = (typeof RESPONSES)[number];
