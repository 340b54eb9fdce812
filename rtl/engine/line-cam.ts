import { asVec, type Bits, constant, In, module, mux, Out, regs, u, vec, when } from "../../sim/hdl/index.ts";
import { OFFSET_BITS } from "../xts/geometry.ts";
import { ADDRESS_BITS } from "../xts/tweak.ts";

/** Bits of a line's number. */
const INDEX_BITS = 46;

export interface LineCamOptions {
  /** Writes that may be on their way at once. */
  readonly writes: number;
  readonly slotBits: number;
}

/**
 * The lines that writes on their way will change, by slot: a read or a write of such a line waits until it has changed.
 * `begin` enters a line, `end` lets it go; questions are answered in the same cycle. KeyIDs play no part: two of them
 * name one line.
 */
export const LineCam = ({ writes, slotBits }: LineCamOptions) =>
  module(
    "LineCam",
    {
      begin: { enable: In(1), slot: In(u(slotBits)), physical: In(ADDRESS_BITS) },
      end: { enable: In(1), slot: In(u(slotBits)) },
      read: { physical: In(ADDRESS_BITS), busy: Out(1) },
      write: { physical: In(ADDRESS_BITS), busy: Out(1) },
    },
    ({ begin, end, read, write }) => {
      const { valid, lines } = regs({ valid: u(writes).init(0), lines: vec(writes, INDEX_BITS) });
      const index = (physical: Bits<52>): Bits<46> =>
        physical.slice(ADDRESS_BITS - 1, OFFSET_BITS).as(INDEX_BITS);
      const isBusy = (physical: Bits<52>): Bits<1> => {
        const line = index(physical);
        return lines
          .map((entry) => entry.eq(line))
          .bits.and(valid)
          .orR();
      };
      read.busy.drive(isBusy(read.physical));
      write.busy.drive(isBusy(write.physical));

      const bit = (enable: Bits<1>, slot: Bits) => mux(enable, constant(1, writes).shl(slot), 0);
      const enters = bit(begin.enable, begin.slot);
      valid.next = valid.and(bit(end.enable, end.slot).not()).or(enters);
      when(begin.enable, () => {
        const line = index(begin.physical);
        lines.next = lines.zip(asVec(enters, writes, 1), (old, here) => mux(here, line, old));
      });
    },
  );
