import { flip, module, pipeline, stream, u } from "../../sim/hdl/index.ts";
import { cipher, invCipher, whiten } from "./cipher.ts";
import { type CipherOptions, checkCipher, type Direction, slotBits } from "./parameters.ts";
import { guardRoundKeys, loadPort, roundKeys } from "./round-keys.ts";
import { toState } from "./state.ts";

export interface AesOptions extends CipherOptions {
  readonly direction: Direction;
  /** Key slots, 1 or more. */
  readonly slots: number;
  /** Bits of the tag that goes with each block. */
  readonly tagBits?: number;
}

/**
 * AES (FIPS 197) as a pipeline: one block a cycle, ⌈Nr / roundsPerStage⌉ + 1 cycles long, with the key of a slot that
 * each block names. Round keys come in through `load`, from a `KeySchedule`.
 */
export const AesPipeline = (options: AesOptions) => {
  const design = { roundsPerStage: 1, roundKeys: "stored", tagBits: 8, ...options } as const;
  const { direction, slots, roundsPerStage, tagBits } = design;
  checkCipher(design);
  return module(
    direction === "encrypt" ? "AesEncrypt" : "AesDecrypt",
    {
      up: flip(stream({ block: 128, slot: u(slotBits(slots)), tag: u(tagBits) })),
      down: stream({ block: 128, tag: u(tagBits) }),
      load: loadPort(slots),
    },
    ({ up, down, load }) => {
      const keys = roundKeys(design, load);
      const rounds = direction === "encrypt" ? cipher : invCipher;
      const start = pipeline(up, { clears: true }).stage("whiten", ({ block, slot, tag }) =>
        whiten(keys, { state: toState(block, 1), slot, tag }),
      );
      const stages = rounds(start, keys, roundsPerStage)
        .map(({ state, tag }) => ({ block: state.bits.as(128), tag }))
        .into(down);
      guardRoundKeys(load, up, stages);
    },
  );
};
