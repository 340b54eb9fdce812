import {
  asVec,
  cat,
  connect,
  constant,
  fires,
  flip,
  module,
  mux,
  regs,
  repeat,
  stream,
  u,
  when,
} from "../../sim/hdl/index.ts";
import { LINE_BITS, LINE_BYTES, OFFSET_BITS } from "../xts/geometry.ts";
import { ADDRESS_BITS } from "../xts/tweak.ts";
import { axiPayload } from "./axi.ts";
import { isRefused, movingBits, nextOffset, PAGE_BITS } from "./burst.ts";
import type { LinePortOptions } from "./line-port.ts";

/**
 * Gathers the beats of a write burst to lines, each with a strobe bit a byte; bytes without are 0. A line comes out in
 * the cycle in which its last beat goes in, or the last beat of the burst. Beats wait for their burst at `aw`; a burst
 * leaves `aw` with its last beat. The number of beats is that of `aw`; `last` of `w` is not looked at. The beats of a
 * refused burst are swallowed, and one line without a strobe comes out at its end.
 */
export const BeatLines = (options: LinePortOptions) => {
  const { dataBits, idBits } = options;
  const parts = LINE_BITS / dataBits;
  const partBits = Math.log2(parts);
  return module(
    "BeatLines",
    {
      aw: flip(stream(axiPayload("aw", options))),
      w: flip(stream(axiPayload("w", options))),
      down: stream({
        id: u(idBits),
        address: ADDRESS_BITS,
        line: LINE_BITS,
        strobe: LINE_BYTES,
        last: 1,
        refused: 1,
      }),
    },
    ({ aw, w, down }) => {
      const { midway, movedTo, left, gathered, strobes } = regs({
        midway: u(1).init(0),
        movedTo: PAGE_BITS,
        /** Beats, less one. */
        left: 8,
        gathered: u(LINE_BITS).init(0),
        strobes: u(LINE_BYTES).init(0),
      });
      const { size, id } = aw.payload;
      const address = aw.payload.addr.zext(ADDRESS_BITS);
      const offset = mux(midway, movedTo, address.at("11:0"));
      const count = mux(midway, left, aw.payload.len);
      const next = nextOffset(offset, size, movingBits(aw.payload));
      const last = count.eq(0);
      const refused = isRefused(aw.payload, dataBits);
      const ends = last.or(refused.not().and(next.at("11:6").ne(offset.at("11:6"))));

      // The beat at its place in the line.
      const place = parts === 1 ? undefined : offset.slice(OFFSET_BITS - 1, OFFSET_BITS - partBits);
      const bytes = repeat<number, number>(w.payload.data, parts).as(LINE_BITS);
      const beatStrobe = w.payload.strb.zext(LINE_BYTES).as(LINE_BYTES);
      const fresh = place ? beatStrobe.shl(cat(place, constant(0, OFFSET_BITS - partBits))) : beatStrobe;
      const isFresh = asVec(fresh, LINE_BYTES, 1);
      const merged = mux(isFresh, asVec(bytes, LINE_BYTES, 8), asVec(gathered, LINE_BYTES, 8)).bits;
      const strobe = strobes.or(fresh);

      const beats = { valid: aw.valid.and(w.valid), ready: ends.not().or(down.ready) };
      w.ready.drive(aw.valid.and(beats.ready));
      aw.ready.drive(w.valid.and(beats.ready).and(last));
      down.valid.drive(beats.valid.and(ends));
      connect(down.payload, {
        id,
        address: cat(address.at("51:12"), offset.at("11:6"), constant(0, OFFSET_BITS)),
        line: merged,
        strobe: mux(refused, 0, strobe),
        last,
        refused,
      });
      when(fires(beats), () => {
        midway.next = last.not();
        movedTo.next = next;
        left.next = count.sub(1);
        gathered.next = mux(ends, 0, merged);
        strobes.next = mux(ends, 0, strobe);
      });
    },
  );
};
