import { cat, flip, fsm, module, mux, regs, stream, u, when } from "../../sim/hdl/index.ts";
import { xtime } from "./field.ts";
import { chain, lastWord, rotWord, subWord } from "./key-expansion.ts";
import { type KeyBits, ROUND_BITS, ROUNDS, slotBits } from "./parameters.ts";
import { loadPort } from "./round-keys.ts";

/**
 * KeyExpansion (FIPS 197, 5.2) in hardware: takes a cipher key for a slot and writes its round keys 0 to Nr, one a
 * cycle from the next cycle on. `up` is ready while it has nothing to do: a key each Nr + 2 cycles. After reset it
 * clears all slots first, one a cycle, so that no key outlives a reset.
 */
export const KeySchedule = ({ keyBits, slots }: { readonly keyBits: KeyBits; readonly slots: number }) =>
  module(
    "KeySchedule",
    {
      up: flip(stream({ slot: u(slotBits(slots)), key: u(keyBits as number).secret() })),
      load: flip(loadPort(slots)),
    },
    ({ up, load }) => {
      const { unclear, slot, round, window, rcon } = regs({
        // The first slot that has not been cleared since reset.
        unclear: u(slotBits(slots)).init(0),
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

      const control = fsm("control", ["Clear", "Idle", "Expand"], (go) => ({
        Clear: () => {
          unclear.next = unclear.add(1);
          when(unclear.eq(slots - 1), () => go("Idle"));
        },
        Idle: () =>
          when(up.valid, () => {
            slot.next = up.payload.slot;
            window.next = up.payload.key;
            round.next = 0;
            rcon.next = 1;
            go("Expand");
          }),
        Expand: () => {
          round.next = round.add(1);
          window.next = aes256 ? cat(fresh, window.slice(255, 128)) : fresh;
          rcon.next = plain ? mux(plain, rcon, xtime(rcon)) : xtime(rcon);
          when(round.eq(ROUNDS[keyBits]), () => go("Idle"));
        },
      }));

      up.ready.drive(control.is("Idle"));
      load.clear.drive(control.is("Clear"));
      load.enable.drive(control.is("Expand"));
      load.slot.drive(mux(control.is("Clear"), unclear, slot));
      load.round.drive(round);
      load.key.drive(now);
    },
  );
