import { asVec, connect, flip, fsm, module, mux, regs, stream, u, when } from "../../sim/hdl/index.ts";
import { memoryWrite, writeRequest, writeResponse } from "../bus/lines.ts";
import { LINE_BITS, LINE_BYTES } from "../xts/geometry.ts";
import { ADDRESS_BITS } from "../xts/tweak.ts";

/**
 * Makes whole lines of writes. A write of all 64 bytes passes at once. For a write of some, the old line is read
 * through `old` and the new bytes are laid over it; the writes behind it wait. A write of no byte changes nothing and
 * is answered at `skipped`; a write whose old line cannot be read is answered there with its error.
 */
export const PartialWrites = ({ slotBits }: { readonly slotBits: number }) =>
  module(
    "PartialWrites",
    {
      up: flip(writeRequest(slotBits)),
      down: memoryWrite(slotBits),
      skipped: writeResponse(slotBits),
      old: {
        request: stream({ address: ADDRESS_BITS }),
        response: flip(stream({ line: LINE_BITS, error: 1 })),
      },
    },
    ({ up, down, skipped, old }) => {
      const { strobe, line, address, slot } = up.payload;
      const whole = strobe.andR();
      const empty = strobe.orR().not();
      const { merged, failed } = regs({ merged: LINE_BITS, failed: u(1) });

      const control = fsm("control", ["Pass", "Ask", "Wait", "Merged"], (go) => ({
        Pass: () => when(up.valid.and(whole.or(empty).not()), () => go("Ask")),
        Ask: () => when(old.request.ready, () => go("Wait")),
        Wait: () =>
          when(old.response.valid, () => {
            const bytes = asVec(line, LINE_BYTES, 8);
            const kept = asVec(old.response.payload.line, LINE_BYTES, 8);
            const lanes = asVec(strobe, LINE_BYTES, 1);
            const chosen = bytes.zip(lanes, (byte, isNew) => mux(isNew, byte, 0));
            const others = kept.zip(lanes, (byte, isNew) => mux(isNew, 0, byte));
            merged.next = chosen.or(others).bits;
            failed.next = old.response.payload.error;
            go("Merged");
          }),
        Merged: () => when(mux(failed, skipped.ready, down.ready), () => go("Pass")),
      }));
      const passes = control.is("Pass");
      const isMerged = control.is("Merged");

      old.request.valid.drive(control.is("Ask"));
      old.request.payload.address.drive(address);
      old.response.ready.drive(control.is("Wait"));

      down.valid.drive(passes.and(up.valid).and(whole).or(isMerged.and(failed.not())));
      connect(down.payload, { address, slot, line: mux(passes, line, merged) });
      skipped.valid.drive(passes.and(up.valid).and(empty).or(isMerged.and(failed)));
      skipped.payload.slot.drive(slot);
      skipped.payload.error.drive(isMerged);
      up.ready.drive(
        mux(
          passes,
          mux(whole, down.ready, empty.and(skipped.ready)),
          isMerged.and(mux(failed, skipped.ready, down.ready)),
        ),
      );
    },
  );
