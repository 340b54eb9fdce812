import { type ClockDomain, connect, flip, instances, module } from "../../sim/hdl/index.ts";
import { AsyncFifo } from "./async-fifo.ts";
import { type AxiOptions, axi, axiPayload } from "./axi.ts";

export interface AxiCrossingOptions extends AxiOptions {
  /** The domain of the manager. */
  readonly from: ClockDomain;
  /** The domain of the subordinate. */
  readonly to: ClockDomain;
  /** Entries of each channel's queue: a power of two; 8 unless given, which keeps the full rate. */
  readonly depth?: number;
}

/** An AXI4 port in another clock domain: each channel through a queue of its own. */
export const AxiCrossing = ({ from, to, depth = 8, ...options }: AxiCrossingOptions) =>
  module("AxiCrossing", { up: flip(axi(options)), down: axi(options) }, ({ up, down }) => {
    const { aw, w, ar, b, r } = instances({
      aw: AsyncFifo({ payload: axiPayload("aw", options), depth, from, to }),
      w: AsyncFifo({ payload: axiPayload("w", options), depth, from, to }),
      ar: AsyncFifo({ payload: axiPayload("ar", options), depth, from, to }),
      b: AsyncFifo({ payload: axiPayload("b", options), depth, from: to, to: from }),
      r: AsyncFifo({ payload: axiPayload("r", options), depth, from: to, to: from }),
    });
    connect(aw.up, up.aw);
    connect(aw.down, down.aw);
    connect(w.up, up.w);
    connect(w.down, down.w);
    connect(ar.up, up.ar);
    connect(ar.down, down.ar);
    connect(b.up, down.b);
    connect(b.down, up.b);
    connect(r.up, down.r);
    connect(r.down, up.r);
  });
