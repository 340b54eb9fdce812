import {
  fires,
  flip,
  module,
  mux,
  type Payload,
  packedWidth,
  regs,
  stream,
  u,
  when,
} from "../../sim/hdl/index.ts";
import { wordSink, wordSource } from "./packed.ts";

/**
 * A register slice: valid, payload and ready all come from registers, so that no path leads through it, at the full rate
 * of one transfer a cycle. An item shows at `down` one cycle after `up` took it. When `down` stalls, one more item
 * that is on its way is caught beside.
 */
export const Skid = <const P extends Payload>(payload: P) =>
  module("Skid", { up: flip(stream(payload)), down: stream(payload) }, (io) => {
    const [up, down] = [wordSource(io.up), wordSink(payload, io.down)];
    const width = packedWidth(payload);
    const { full, item, caught, spare } = regs({
      full: u(1).init(0),
      item: u(width),
      caught: u(1).init(0),
      spare: u(width),
    });

    down.valid.drive(full);
    down.payload.drive(item);
    up.ready.drive(caught.not());

    const moves = full.not().or(down.ready);
    when(moves, () => {
      full.next = caught.or(up.valid);
      item.next = mux(caught, spare, up.payload);
      caught.next = 0;
    }).elsewhen(fires(up), () => {
      caught.next = 1;
      spare.next = up.payload;
    });
  });
