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

/** What answered a transaction, as AxiResponse names it. */
export type Response = "OKAY" | "EXOKAY" | "SLVERR" | "DECERR";
