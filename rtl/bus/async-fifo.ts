import {
  type Bits,
  clocked,
  constant,
  fires,
  flip,
  memories,
  module,
  type Payload,
  packedWidth,
  refuse,
  regs,
  sram,
  stream,
  synchronise,
  u,
  when,
} from "../../sim/hdl/index.ts";
import type { CrossingOptions } from "./crossing.ts";
import { wordSink, wordSource } from "./packed.ts";

export interface AsyncFifoOptions<P extends Payload> extends CrossingOptions<P> {
  /** Entries: a power of two, 2 or more. */
  readonly depth: number;
}

/**
 * A queue from one clock domain to another. Each side has a pointer of its own, and sees that of the other as a Gray code
 * through a synchroniser, `stages` of its own edges late; so a side may take the queue for fuller or emptier than it is,
 * never the other way round. One transfer a cycle on each side; for the full rate take a depth of at least twice the
 * stages plus two. The resets of both sides are to overlap; they may be released in either order.
 *
 * C. E. Cummings, Simulation and Synthesis Techniques for Asynchronous FIFO Design, SNUG 2002, style 1.
 */
export const AsyncFifo = <const P extends Payload>({
  payload,
  depth,
  from,
  to,
  stages = 2,
}: AsyncFifoOptions<P>) => {
  if (!(depth >= 2 && Number.isInteger(Math.log2(depth))))
    refuse("depth", depth, "a power of two, 2 or more");
  return module("AsyncFifo", { up: flip(stream(payload)), down: stream(payload) }, (io) => {
    const [up, down] = [wordSource(io.up), wordSink(payload, io.down)];
    const index = Math.log2(depth);
    // One bit more than an index, so that a full queue differs from an empty one.
    const pointer = u(index + 1).init(0);
    const { entries } = memories({ entries: sram({ data: packedWidth(payload), addr: index }) });
    const { tail, tailGray } = clocked(from, () => regs({ tail: pointer, tailGray: pointer }));
    const { head, headGray } = clocked(to, () => regs({ head: pointer, headGray: pointer }));

    clocked(from, () => {
      const seenHead = synchronise("headGray", headGray, { gray: true, stages, init: 0 });
      // Gray codes that lie `depth` apart differ in their two top bits and nowhere else.
      up.ready.drive(tailGray.ne(seenHead.xor(constant(3 * 2 ** (index - 1), index + 1))));
      when(fires(up), () => {
        entries.write({ addr: tail.slice(index - 1, 0), data: up.payload });
        tail.next = tail.add(1);
        tailGray.next = gray(tail.add(1));
      });
    });

    clocked(to, () => {
      const seenTail = synchronise("tailGray", tailGray, { gray: true, stages, init: 0 });
      down.valid.drive(headGray.ne(seenTail));
      down.payload.drive(entries.peek(head.slice(index - 1, 0)));
      when(fires(io.down), () => {
        head.next = head.add(1);
        headGray.next = gray(head.add(1));
      });
    });
  });
};

const gray = (word: Bits): Bits => word.xor(word.shr(1));
