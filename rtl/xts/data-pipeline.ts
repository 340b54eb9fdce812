import { type Bits, flip, module, pipeline, stream, u, type Vec, vecOf } from "../../sim/hdl/index.ts";
import { cipher, invCipher, whiten } from "../aes/cipher.ts";
import { slotBits } from "../aes/parameters.ts";
import { guardRoundKeys, loadPort, roundKeys } from "../aes/round-keys.ts";
import { type State, toState } from "../aes/state.ts";
import { powers } from "./doubling.ts";
import type { LineCipherOptions } from "./geometry.ts";

/**
 * `lanes` AES blocks of a data unit between their masks (IEEE 1619, 5.3.2 and 5.4.2): C = E(P xor T) xor T. One beat a
 * cycle, ⌈Nr / roundsPerStage⌉ + 2 cycles long. `mask` is that of the beat's first block. All lanes share the round keys.
 */
export const DataPipeline = (design: Required<LineCipherOptions>) => {
  const { direction, lanes, slots, roundsPerStage, tagBits } = design;
  const beat = u(128 * lanes);
  return module(
    direction === "encrypt" ? "EncryptPipeline" : "DecryptPipeline",
    {
      up: flip(stream({ beat, mask: u(128).secret(), slot: u(slotBits(slots)), tag: u(tagBits) })),
      down: stream({ beat, tag: u(tagBits) }),
      load: loadPort(slots),
    },
    ({ up, down, load }) => {
      const keys = roundKeys(design, load);
      const rounds = direction === "encrypt" ? cipher : invCipher;
      const masks = (mask: Bits<128>): State => bytes(vecOf(...(powers(mask, lanes) as [Bits<128>])));

      const start = pipeline(up, { clears: true }).stage("mask", ({ beat, mask, slot, tag }) =>
        whiten(keys, { state: toState(beat, lanes).xor(masks(mask)), mask, slot, tag }),
      );
      const stages = rounds(start, keys, roundsPerStage)
        .stage("unmask", ({ state, mask, tag }) => ({ beat: state.xor(masks(mask)).bits, tag }))
        .into(down);
      guardRoundKeys(load, up, stages);
    },
  );
};

const bytes = (blocks: Vec): State => toState(blocks.bits, blocks.lanes);
