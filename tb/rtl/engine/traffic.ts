import type { Bench, Random, Task } from "../../../sim/bench/index.ts";
import type { CoreRig } from "./core-rig.ts";
import type { Update } from "./key-reference.ts";
import { ALL_BYTES, strobeOf } from "./line-bytes.ts";

/** Index of the algorithm with keys of so many bits. */
export const ALGORITHM = { 128: 0, 256: 2 } as const;

/** A random update of a keyID, by the engine's own algorithm. */
export function randomUpdate(
  random: Random,
  keyBits: 128 | 256,
  keyId: number,
  mode: Update["mode"] = "key",
): Update {
  return {
    keyId,
    mode,
    algorithm: ALGORITHM[keyBits],
    dataKey: randomKey(random, keyBits),
    tweakKey: randomKey(random, keyBits),
  };
}

/** 32 bytes, the upper ones zero where the key is shorter. */
export function randomKey(random: Random, keyBits: 128 | 256): Uint8Array {
  const key = new Uint8Array(32);
  key.set(random.bytes(keyBits / 8));
  return key;
}

/** One of every class of strobes: all bytes, none, one, a run, and any with holes. */
export function randomStrobe(random: Random): bigint {
  const first = random.below(64);
  const run = Array.from({ length: random.between(1, 64 - first) }, (_, i) => first + i);
  return random.pick([ALL_BYTES, ALL_BYTES, 0n, strobeOf([first]), strobeOf(run), random.bits(64)]);
}

export interface Traffic {
  readonly requests: number;
  /** The lines that are used, as physical addresses; few of them meet each other often. */
  readonly lines: readonly number[];
  readonly keyIds: readonly number[];
  /** The part of all requests that change the key table instead; none unless given. */
  readonly updates?: number;
  readonly keyBits: 128 | 256;
}

const MODES = ["key", "key", "none", "tme"] as const;

/** Random reads, writes and changes of keys, until all are answered; never more than 200 wait. */
export function* traffic(b: Bench<unknown>, rig: CoreRig, options: Traffic): Task {
  const { requests, lines, keyIds, updates = 0, keyBits } = options;
  const { random } = b;
  for (let i = 0; i < requests; i++) {
    const keyId = random.pick(keyIds);
    const address = rig.keys.address(keyId, random.pick(lines));
    if (random.chance(updates)) {
      rig.update(randomUpdate(random, keyBits, keyId, keyId === 0 ? "key" : random.pick(MODES)));
    } else if (random.chance(0.5)) rig.read(address);
    else rig.write(address, random.bytes(64), randomStrobe(random));
    while (rig.pending > 200) yield* b.tick();
  }
  yield* rig.settled(b, 1000 * requests);
}
