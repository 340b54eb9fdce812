import { flip, module, pipeline, stream, u } from "../../sim/hdl/index.ts";
import { cipher, whiten } from "../aes/cipher.ts";
import { slotBits } from "../aes/parameters.ts";
import { guardRoundKeys, loadPort, roundKeys } from "../aes/round-keys.ts";
import { toState } from "../aes/state.ts";
import type { LineCipherOptions } from "./geometry.ts";

/**
 * The tweak of a data unit, encrypted under the slot's second key (IEEE 1619, 5.3.1): T for its first block. One data
 * unit a cycle, ⌈Nr / roundsPerStage⌉ + 1 cycles long. Encrypts in both directions of the line cipher.
 */
export const TweakPipeline = (design: Required<LineCipherOptions>) => {
  const { slots, roundsPerStage, tagBits } = design;
  return module(
    "TweakPipeline",
    {
      up: flip(stream({ tweak: 128, slot: u(slotBits(slots)), tag: u(tagBits) })),
      down: stream({ mask: u(128).secret(), slot: u(slotBits(slots)), tag: u(tagBits) }),
      load: loadPort(slots),
    },
    ({ up, down, load }) => {
      const keys = roundKeys({ ...design, direction: "encrypt" }, load);
      // With a small tweak the first state is the round key all but bare.
      const start = pipeline(up, { clears: true }).stage("whiten", ({ tweak, slot, tag }) =>
        whiten(keys, { state: toState(tweak, 1), slot, tag }),
      );
      const stages = cipher(start, keys, roundsPerStage)
        .map(({ state, slot, tag }) => ({ mask: state.bits.as(128), slot, tag }))
        .into(down);
      guardRoundKeys(load, up, stages);
    },
  );
};
