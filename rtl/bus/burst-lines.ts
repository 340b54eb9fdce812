import {
  cat,
  connect,
  constant,
  fires,
  flip,
  module,
  mux,
  regs,
  stream,
  u,
  when,
} from "../../sim/hdl/index.ts";
import { LINE_BYTES, OFFSET_BITS } from "../xts/geometry.ts";
import { ADDRESS_BITS } from "../xts/tweak.ts";
import { axiPayload } from "./axi.ts";
import { isRefused, movingBits, PAGE_BITS } from "./burst.ts";
import type { LinePortOptions } from "./line-port.ts";

/** The beats of a burst that lie in one line. */
export const lineBeats = ({ idBits }: LinePortOptions) =>
  ({
    id: u(idBits),
    /** Of the first beat in the line. */
    offset: OFFSET_BITS,
    size: 3,
    /** The offset bits that move from beat to beat. */
    moves: OFFSET_BITS,
    /** Less one. */
    beats: 8,
    /** The last line of the burst. */
    last: 1,
    /** The burst is answered by SLVERR; all its beats are here. */
    refused: 1,
  }) as const;

/**
 * Splits a burst at line boundaries: `address` is that of a line. A line a cycle, each one cycle after the burst or the
 * line before it was taken. A WRAP burst of more than a line goes on at the start of its container, and comes back to
 * the line that it began in if it began within one.
 */
export const BurstLines = (options: LinePortOptions) =>
  module(
    "BurstLines",
    {
      up: flip(stream(axiPayload("ar", options))),
      down: stream({ address: ADDRESS_BITS, ...lineBeats(options) }),
    },
    ({ up, down }) => {
      const { active, id, page, offset, left, size, moves, refused } = regs({
        active: u(1).init(0),
        id: u(options.idBits),
        page: ADDRESS_BITS - PAGE_BITS,
        offset: PAGE_BITS,
        /** Beats, less one. */
        left: 8,
        size: 3,
        moves: PAGE_BITS,
        refused: 1,
      });
      // Beats that fit between the offset and the end of the line, less one.
      const room = offset.at("5:0").not().shr(size).zext(8);
      const staysInLine = moves.at("11:6").eq(0);
      const last = refused.or(staysInLine).or(left.le(room));

      down.valid.drive(active);
      connect(down.payload, {
        address: cat(page, offset.at("11:6"), constant(0, OFFSET_BITS)).as(ADDRESS_BITS),
        id,
        offset: offset.at("5:0"),
        size,
        moves: moves.at("5:0"),
        beats: mux(last, left, room),
        last,
        refused,
      });
      when(fires(down), () => {
        const nextLine = cat(offset.at("11:6"), constant(0, OFFSET_BITS)).add(LINE_BYTES);
        active.next = last.not();
        left.next = left.sub(room).sub(1);
        offset.next = offset.and(moves.not()).or(nextLine.and(moves));
      });

      up.ready.drive(active.not().or(fires(down).and(last)));
      when(fires(up), () => {
        const address = up.payload.addr.zext(ADDRESS_BITS);
        active.next = 1;
        id.next = up.payload.id;
        page.next = address.at("51:12");
        offset.next = address.at("11:0");
        left.next = up.payload.len;
        size.next = up.payload.size;
        moves.next = movingBits(up.payload);
        refused.next = isRefused(up.payload, options.dataBits);
      });
    },
  );
