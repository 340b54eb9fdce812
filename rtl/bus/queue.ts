import { connect, flip, instances, module, type Payload, packedWidth, stream } from "../../sim/hdl/index.ts";
import { Fifo } from "./fifo.ts";
import { wordSink, wordSource } from "./packed.ts";

export interface QueueOptions<P extends Payload> {
  readonly payload: P;
  /** Entries: a power of two, 2 or more. */
  readonly depth: number;
}

/** A `Fifo` of any payload. */
export const Queue = <const P extends Payload>({ payload, depth }: QueueOptions<P>) =>
  module("Queue", { up: flip(stream(payload)), down: stream(payload) }, (io) => {
    const [up, down] = [wordSource(io.up), wordSink(payload, io.down)];
    const { fifo } = instances({ fifo: Fifo<number>({ width: packedWidth(payload), depth }) });
    connect(fifo.up, up);
    down.valid.drive(fifo.down.valid);
    down.payload.drive(fifo.down.payload);
    fifo.down.ready.drive(down.ready);
  });
