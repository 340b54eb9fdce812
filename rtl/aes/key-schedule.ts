import { cat, flip, module, mux, Out, regs, stream, u, when } from "../../sim/hdl/index.ts";
import { xtime } from "./field.ts";
import { chain, lastWord, rotWord, subWord } from "./key-expansion.ts";
import { type KeyBits, ROUND_BITS, ROUNDS, slotBits } from "./parameters.ts";

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
        window: u(keyBits as number)
          .secret()
          .init(0),
        rcon: u(8),
      });
      const aes256 = keyBits === 256;
      const now = window.slice(127, 0).as(128);
      const word = subWord(lastWord(window));
      const rotated = rotWord(word, rcon);
      // FIPS 197, 5.2: AES-256 rotates and adds the round constant for every second round key only.
      const plain = aes256 ? round.bit(0) : undefined;
      const fresh = chain(now, plain ? mux(plain, word, rotated) : rotated);

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
