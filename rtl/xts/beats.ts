import {
  asVec,
  type Bits,
  cat,
  fires,
  flip,
  module,
  mux,
  regs,
  stream,
  u,
  when,
} from "../../sim/hdl/index.ts";
import { slotBits } from "../aes/parameters.ts";
import { powers } from "./doubling.ts";
import { LINE_BITS, LINE_BLOCKS, type LineCipherOptions } from "./geometry.ts";

/**
 * A line as 4 / lanes beats of `lanes` blocks, the lowest bytes first, each with the mask of its first block. The line
 * stays at `up` until its last beat is taken; a beat a cycle.
 */
export const LineSplitter = ({ lanes, slots, tagBits }: Required<LineCipherOptions>) => {
  const beats = LINE_BLOCKS / lanes;
  const item = { mask: u(128).secret(), slot: u(slotBits(slots)), tag: u(tagBits) };
  return module(
    "LineSplitter",
    { up: flip(stream({ line: LINE_BITS, ...item })), down: stream({ beat: u(128 * lanes), ...item }) },
    ({ up, down }) => {
      const { count, next } = regs({ count: u(Math.log2(beats)).init(0), next: u(128).secret().init(0) });
      const first = count.eq(0);
      const last = count.eq(beats - 1);
      const mask = mux(first, up.payload.mask, next);

      down.valid.drive(up.valid);
      up.ready.drive(down.ready.and(last));
      down.payload.beat.drive(asVec(up.payload.line, beats, 128 * lanes).lane(count));
      down.payload.mask.drive(mask);
      down.payload.slot.drive(up.payload.slot);
      down.payload.tag.drive(up.payload.tag);
      when(fires(down), () => {
        count.next = count.add(1);
        next.next = powers(mask, lanes + 1)[lanes];
      });
    },
  );
};

/** The beats of a line joined again; the last one passes through in the cycle in which the line is taken. */
export const LineCollector = ({ lanes, tagBits }: Required<LineCipherOptions>) => {
  const beats = LINE_BLOCKS / lanes;
  const width = 128 * lanes;
  return module(
    "LineCollector",
    {
      up: flip(stream({ beat: u(width), tag: u(tagBits) })),
      down: stream({ line: LINE_BITS, tag: u(tagBits) }),
    },
    ({ up, down }) => {
      const { count, earlier } = regs({ count: u(Math.log2(beats)).init(0), earlier: u(LINE_BITS - width) });
      const last = count.eq(beats - 1);
      const line: Bits = cat(up.payload.beat, earlier);

      up.ready.drive(last.not().or(down.ready));
      down.valid.drive(up.valid.and(last));
      down.payload.line.drive(line.as(LINE_BITS));
      down.payload.tag.drive(up.payload.tag);
      when(fires(up), () => {
        count.next = count.add(1);
        earlier.next = line.slice(LINE_BITS - 1, width);
      });
    },
  );
};
