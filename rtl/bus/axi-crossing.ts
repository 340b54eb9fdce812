import { type ClockDomain, connect, flip, instances, module } from "../../sim/hdl/index.ts";
import { AsyncFifo } from "./async-fifo.ts";
import { type AxiOptions, axi, axiPayload } from "./axi.ts";

/** A port whose beats are lines. */
interface LineBus extends AxiOptions {
  readonly addressBits: 52;
  readonly dataBits: 512;
}

export interface AxiCrossingOptions {
  readonly port: LineBus;
  /** The domain of the manager. */
  readonly from: ClockDomain;
  /** The domain of the subordinate. */
  readonly to: ClockDomain;
  /** Entries of each channel's queue: a power of two; 8 unless given, which keeps the full rate. */
  readonly depth?: number;
}

/** An AXI4 port in another clock domain: each channel through a queue of its own. */
export const AxiCrossing = ({ port, from, to, depth = 8 }: AxiCrossingOptions) =>
  module("AxiCrossing", { up: flip(axi(port)), down: axi(port) }, ({ up, down }) => {
    const { aw, w, ar, b, r } = instances({
      aw: AsyncFifo({ payload: axiPayload("aw", port), depth, from, to }),
      w: AsyncFifo({ payload: axiPayload("w", port), depth, from, to }),
      ar: AsyncFifo({ payload: axiPayload("ar", port), depth, from, to }),
      b: AsyncFifo({ payload: axiPayload("b", port), depth, from: to, to: from }),
      r: AsyncFifo({ payload: axiPayload("r", port), depth, from: to, to: from }),
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
