import { asVec, type Bits, fires, flip, module, mux, regs, stream, u, when } from "../../sim/hdl/index.ts";
import { LINE_BITS, OFFSET_BITS } from "../xts/geometry.ts";
import { axiPayload, response } from "./axi.ts";
import { nextOffset } from "./burst.ts";
import { lineBeats } from "./burst-lines.ts";
import type { LinePortOptions } from "./line-port.ts";

/**
 * A line as the beats that a read burst asked for, one a cycle, the first one cycle after the line was taken: each beat
 * is the part of the line, as wide as the bus, that its offset lies in. A beat that failed has SLVERR and zeros.
 */
export const LineBeats = (options: LinePortOptions) => {
  const { dataBits, idBits } = options;
  const { refused: _, ...beats } = lineBeats(options);
  const parts = LINE_BITS / dataBits;
  const partBits = Math.log2(parts);
  return module(
    "LineBeats",
    {
      up: flip(stream({ ...beats, failed: 1, line: LINE_BITS })),
      down: stream(axiPayload("r", options)),
    },
    ({ up, down }) => {
      const { active, id, offset, size, moves, left, last, failed, line } = regs({
        active: u(1).init(0),
        id: u(idBits),
        offset: OFFSET_BITS,
        size: 3,
        moves: OFFSET_BITS,
        left: 8,
        last: 1,
        failed: 1,
        line: LINE_BITS,
      });
      const isEnd = left.eq(0);
      const part: Bits =
        parts === 1
          ? line
          : asVec<number, number>(line, parts, dataBits).lane(
              offset.slice(OFFSET_BITS - 1, OFFSET_BITS - partBits),
            );

      down.valid.drive(active);
      down.payload.id.drive(id);
      down.payload.data.drive(mux(failed, 0, part).as(dataBits));
      down.payload.resp.drive(response(failed));
      down.payload.last.drive(last.and(isEnd));
      when(fires(down), () => {
        active.next = isEnd.not();
        left.next = left.sub(1);
        offset.next = nextOffset(offset, size, moves);
      });

      up.ready.drive(active.not().or(fires(down).and(isEnd)));
      when(fires(up), () => {
        active.next = 1;
        id.next = up.payload.id;
        offset.next = up.payload.offset;
        size.next = up.payload.size;
        moves.next = up.payload.moves;
        left.next = up.payload.beats;
        last.next = up.payload.last;
        failed.next = up.payload.failed;
        line.next = up.payload.line;
      });
    },
  );
};
