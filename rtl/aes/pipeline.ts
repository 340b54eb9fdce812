import { flip, module, pipeline, secret, stream, u } from "../../sim/hdl/index.ts";
import { cipher, invCipher, invWhiten, whiten } from "./cipher.ts";
import { checkRounds, type KeyBits, slotBits } from "./parameters.ts";
import { guardRoundKeys, loadPort, roundKeys } from "./round-keys.ts";
import { toState } from "./state.ts";

export interface AesOptions {
  readonly direction: "encrypt" | "decrypt";
  readonly keyBits: KeyBits;
  /** Key slots, 1 or more. */
  readonly slots: number;
  /** Rounds computed in one stage, 1 to Nr. */
  readonly roundsPerStage?: number;
  /** Bits of the tag that goes with each block. */
  readonly tagBits?: number;
}

/**
 * AES (FIPS 197) as a pipeline: one block a cycle, ⌈Nr / roundsPerStage⌉ + 1 cycles long, with the key of a slot that
 * each block names. Round keys come in through `load`, from a `KeySchedule`.
 */
export const AesPipeline = ({ direction, keyBits, slots, roundsPerStage = 1, tagBits = 8 }: AesOptions) => {
  checkRounds(keyBits, roundsPerStage);
  return module(
    direction === "encrypt" ? "AesEncrypt" : "AesDecrypt",
    {
      up: flip(stream({ block: 128, slot: u(slotBits(slots)), tag: u(tagBits) })),
      down: stream({ block: 128, tag: u(tagBits) }),
      load: loadPort(slots),
    },
    ({ up, down, load }) => {
      const keys = roundKeys(keyBits, slots, load);
      const [first, rounds] = direction === "encrypt" ? [whiten, cipher] : [invWhiten, invCipher];
      const start = pipeline(up).stage("whiten", ({ block, slot, tag }) => ({
        state: secret(first(keys, toState(block, 1), slot)),
        slot,
        tag,
      }));
      const stages = rounds(start, keys, roundsPerStage)
        .map(({ state, tag }) => ({ block: state.bits.as(128), tag }))
        .into(down);
      guardRoundKeys(load, up, stages);
    },
  );
};
