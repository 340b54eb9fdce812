import {
  type ClockDomain,
  clocked,
  constant,
  fires,
  flip,
  memories,
  module,
  mux,
  type Payload,
  packedWidth,
  regs,
  sram,
  stream,
  synchronise,
  u,
  when,
} from "../../sim/hdl/index.ts";
import { wordSink, wordSource } from "./packed.ts";

export interface CrossingOptions<P extends Payload> {
  readonly payload: P;
  /** The clock domain of `up`. */
  readonly from: ClockDomain;
  /** The clock domain of `down`. */
  readonly to: ClockDomain;
  /** Flops of each synchroniser; 2 unless given. */
  readonly stages?: number;
}

/**
 * A word or a record from one clock domain to another by request and acknowledge, each of which is one bit that changes
 * with every item. The item lies still in a register file of one word while the other side reads it; `up` is ready
 * again when the acknowledge is back, and zeros take the item's place. One item each `stages` + 1 cycles of both clocks,
 * about. The resets of both sides are to overlap; they may be released in either order.
 */
export const Crossing = <const P extends Payload>({ payload, from, to, stages = 2 }: CrossingOptions<P>) =>
  module("Crossing", { up: flip(stream(payload)), down: stream(payload) }, (io) => {
    const [up, down] = [wordSource(io.up), wordSink(payload, io.down)];
    const { item } = memories({ item: sram({ data: packedWidth(payload), addr: 1, depth: 1 }) });
    const { request } = clocked(from, () => regs({ request: u(1).init(0) }));
    const { acknowledge } = clocked(to, () => regs({ acknowledge: u(1).init(0) }));

    clocked(from, () => {
      const acknowledged = synchronise("acknowledge", acknowledge, { stages, init: 0 });
      up.ready.drive(request.eq(acknowledged));
      item.write({ addr: constant(0, 1), data: mux(up.valid, up.payload, 0), enable: up.ready });
      when(fires(up), () => {
        request.next = request.not();
      });
    });

    clocked(to, () => {
      const requested = synchronise("request", request, { stages, init: 0 });
      down.valid.drive(requested.ne(acknowledge));
      down.payload.drive(item.peek(constant(0, 1)));
      when(fires(io.down), () => {
        acknowledge.next = requested;
      });
    });
  });
