import {
  asVec,
  type Bits,
  cat,
  flip,
  module,
  mux,
  Out,
  regs,
  secret,
  stream,
  u,
  vecOf,
  when,
} from "../../sim/hdl/index.ts";
import { xtime } from "./field.ts";
import { type KeyBits, ROUND_BITS, ROUNDS, slotBits } from "./parameters.ts";
import { sbox } from "./sbox.ts";

/**
 * KeyExpansion (FIPS 197, 5.2) in hardware: takes a cipher key for a slot and writes its round keys 0 to Nr, one a
 * cycle from the next cycle on. `up` is ready while it has nothing to do: a key each Nr + 2 cycles.
 */
export const KeySchedule = ({ keyBits, slots }: { readonly keyBits: KeyBits; readonly slots: number }) =>
  module(
    "KeySchedule",
    {
      up: flip(stream({ slot: u(slotBits(slots)), key: u(keyBits as number).secret() })),
      load: {
        enable: Out(1),
        slot: Out(u(slotBits(slots))),
        round: Out(ROUND_BITS),
        key: Out(u(128).secret()),
      },
    },
    ({ up, load }) => {
      const { busy, slot, round, window, rcon } = regs({
        busy: u(1).init(0),
        slot: u(slotBits(slots)),
        round: u(ROUND_BITS),
        // The last Nk words: the round key that is written now, and for AES-256 the one after it.
        window: u(keyBits as number).secret(),
        rcon: u(8),
      });
      const aes256 = keyBits === 256;
      const now = window.slice(127, 0).as(128);
      const last = window.slice(keyBits - 1, keyBits - 32).as(32);
      // FIPS 197, 5.2: AES-256 rotates and adds the round constant for every second round key only.
      const plain = aes256 ? round.bit(0) : undefined;
      const word = expandWord(last, rcon, plain);
      const fresh = chain(now, word);

      up.ready.drive(busy.not());
      when(busy, () => {
        round.next = round.add(1);
        window.next = aes256 ? cat(fresh, window.slice(255, 128)) : fresh;
        rcon.next = plain ? mux(plain, rcon, xtime(rcon)) : xtime(rcon);
        when(round.eq(ROUNDS[keyBits]), () => {
          busy.next = 0;
        });
      }).elsewhen(up.valid, () => {
        busy.next = 1;
        slot.next = up.payload.slot;
        window.next = up.payload.key;
        round.next = 0;
        rcon.next = 1;
      });

      load.enable.drive(busy);
      load.slot.drive(slot);
      load.round.drive(round);
      load.key.drive(now);
    },
  );

/** SubWord(RotWord(word)) xor Rcon, or SubWord(word) where `plain` is 1. */
function expandWord(word: Bits<32>, rcon: Bits<8>, plain: Bits<1> | undefined): Bits<32> {
  const bytes = asVec(word, 4, 8);
  const rotated = plain ? mux(plain, bytes, bytes.rotate(1)) : bytes.rotate(1);
  const constant = plain ? mux(plain, 0, rcon) : rcon;
  return rotated.map(sbox).bits.xor(constant.zext(32));
}

/** Four words, each the xor of all words of the key up to it, and `word`. */
function chain(key: Bits<128>, word: Bits<32>): Bits<128> {
  const words = asVec(key, 4, 32);
  const w0 = words.lane(0).xor(word);
  const w1 = words.lane(1).xor(w0);
  const w2 = words.lane(2).xor(w1);
  const w3 = words.lane(3).xor(w2);
  return secret(vecOf(w0, w1, w2, w3).bits);
}
