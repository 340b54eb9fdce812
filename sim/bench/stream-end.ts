import type { Bits } from "../hdl/bits.ts";
import type { DomainRef } from "./clocks.ts";
import type { Pattern } from "./pattern.ts";

/** A valid/ready stream among the ports of a design, from either side. H: the handle of the payload, or a record. */
export interface StreamEnd<H extends object = object> {
  readonly valid: Bits<1>;
  readonly ready: Bits<1>;
  readonly payload: H;
}

export interface StreamOptions {
  /** The clock domain of the stream; `clk` unless given. */
  readonly domain?: DomainRef;
  /** For messages and random numbers. */
  readonly name?: string;
  /** In which cycles it goes on; `always` unless given. */
  readonly pattern?: Pattern;
}
