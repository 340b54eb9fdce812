import { flip, module, pipeline, secret, stream, u } from "../../sim/hdl/index.ts";
import { cipher, whiten } from "../aes/cipher.ts";
import { slotBits } from "../aes/parameters.ts";
import { guardRoundKeys, loadPort, roundKeys } from "../aes/round-keys.ts";
import { toState } from "../aes/state.ts";
import type { LineCipherOptions } from "./geometry.ts";

/**
 * The tweak of a data unit, encrypted under the slot's second key (IEEE 1619, 5.3.1): T for its first block. One data
 * unit a cycle, ⌈Nr / roundsPerStage⌉ + 1 cycles long. Encrypts in both directions of the line cipher.
 */
export const TweakPipeline = ({ keyBits, slots, roundsPerStage, tagBits }: Required<LineCipherOptions>) =>
  module(
    "TweakPipeline",
    {
      up: flip(stream({ tweak: 128, slot: u(slotBits(slots)), tag: u(tagBits) })),
      down: stream({ mask: u(128).secret(), slot: u(slotBits(slots)), tag: u(tagBits) }),
      load: loadPort(slots),
    },
    ({ up, down, load }) => {
      const keys = roundKeys(keyBits, slots, load);
      const start = pipeline(up).stage("whiten", ({ tweak, slot, tag }) => ({
        // With a small tweak this is the round key all but bare.
        state: secret(whiten(keys, toState(tweak, 1), slot)),
        slot,
        tag,
      }));
      const stages = cipher(start, keys, roundsPerStage)
        .map(({ state, slot, tag }) => ({ mask: state.bits.as(128), slot, tag }))
        .into(down);
      guardRoundKeys(load, up, stages);
    },
  );
