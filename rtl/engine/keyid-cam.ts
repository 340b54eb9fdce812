import {
  assert,
  asVec,
  type Bits,
  cover,
  In,
  type Inside,
  module,
  mux,
  Out,
  regs,
  u,
  vec,
  when,
} from "../../sim/hdl/index.ts";
import { slotBits } from "../aes/parameters.ts";
import { encode, lowest, several } from "../bus/one-hot.ts";
import { KeyMode } from "../config/engine-config.ts";
import { KEYID_BITS } from "./address.ts";

/** A question to the CAM: what a keyID stands for. Combinational. */
const query = (slots: number) => ({
  keyId: In(KEYID_BITS),
  asks: In(1),
  hit: Out(1),
  slot: Out(u(slotBits(slots))),
  mode: Out(KeyMode),
  /** Two entries hold the keyID: a fault, and no answer to go by. */
  duplicate: Out(1),
});

/**
 * Which keyIDs are programmed, how, and in which slot of the key table: `slots` entries that compare themselves with
 * the keyID at once (Intel 336907, 4.4: the key table). Two questions a cycle. An update changes the entry of its
 * keyID, or takes the first free one; mode `tme` frees it. `full`: there is none, and the update does nothing.
 */
export const KeyIdCam = ({ slots }: { readonly slots: number }) =>
  module(
    "KeyIdCam",
    {
      read: query(slots),
      write: query(slots),
      update: {
        enable: In(1),
        keyId: In(KEYID_BITS),
        mode: In(KeyMode),
        slot: Out(u(slotBits(slots))),
        /** The keyID has an entry already. */
        known: Out(1),
        full: Out(1),
      },
    },
    ({ read, write, update }) => {
      const { valid, keyIds, modes } = regs({
        valid: u(slots).init(0),
        keyIds: vec(slots, KEYID_BITS),
        modes: vec(slots, KeyMode.width),
      });
      const matches = (keyId: Bits<15>): Bits => keyIds.map((entry) => entry.eq(keyId)).bits.and(valid);

      const answer = ({ keyId, asks, hit, slot, mode, duplicate }: Inside<ReturnType<typeof query>>) => {
        const hits = matches(keyId);
        const index = encode(hits, slotBits(slots));
        hit.drive(hits.orR());
        slot.drive(index);
        mode.drive(modes.lane(index));
        duplicate.drive(several(hits));
        assert(asks.and(duplicate).not(), "two entries of the CAM hold one keyID", { keyId });
      };
      answer(read);
      answer(write);

      const same = matches(update.keyId);
      const known = same.orR();
      const entry = mux(known, same, lowest(valid.not()));
      const frees = update.mode.is("tme");
      update.known.drive(known);
      update.slot.drive(encode(entry, slotBits(slots)));
      update.full.drive(entry.orR().not().and(frees.not()));
      when(update.enable, () => {
        valid.next = mux(frees, valid.and(same.not()), valid.or(entry));
        const chosen = asVec(entry, slots, 1);
        keyIds.next = keyIds.zip(chosen, (old, here) => mux(here, update.keyId, old));
        modes.next = modes.zip(chosen, (old, here) => mux(here, update.mode, old));
      });
      cover("an update finds the CAM full", update.enable.and(update.full));
    },
  );
