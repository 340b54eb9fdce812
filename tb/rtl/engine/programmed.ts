import { type Bench, Random, type Task } from "../../../sim/bench/index.ts";
import { lineTweak } from "../../reference/xts.ts";
import { hex } from "../bytes.ts";
import { opensslXts } from "../xts/xex.ts";
import { type CoreDesign, CoreRig, type RigOptions } from "./core-rig.ts";
import type { Update } from "./key-reference.ts";
import { randomUpdate } from "./traffic.ts";

/** The keys of a keyID, the same in every test. */
export const keysOf = (keyId: number, keyBits: 128 | 256 = 128): Update =>
  randomUpdate(new Random(1000 + keyId), keyBits, keyId);

/** The address by which a keyID names a line: 46 address bits, the upper 6 for the keyID. */
export const at = (keyId: number, physical: number): number => physical + keyId * 2 ** 40;

/** What OpenSSL makes of a line of a keyID, with the line's number as the tweak. */
export function stored(keyId: number, physical: number, line: Uint8Array): string {
  return hex(opensslXts("encrypt", xtsKeys(keysOf(keyId)), lineTweak(physical), line));
}

/** The first key and the second key of an update, as XTS-AES-128 takes them. */
export const xtsKeys = ({ dataKey, tweakKey }: Update) => ({
  key1: dataKey.slice(0, 16),
  key2: tweakKey.slice(0, 16),
});

export interface Programmed extends RigOptions {
  /** KeyIDs beside 0 that get a key of their own first. */
  readonly keyIds?: readonly number[];
  /** Opens wave files before the run. */
  readonly vcd?: (sim: CoreRig["sim"]) => void;
}

/** Runs a bench on a core that has the TME key and the keys of some keyIDs, until all is answered. */
export function programmed(
  design: CoreDesign,
  { keyIds = [], vcd, ...options }: Programmed,
  body: (rig: CoreRig, b: Bench<unknown>) => Task | undefined,
): CoreRig {
  const rig = new CoreRig(design, options);
  vcd?.(rig.sim);
  rig.sim.bench(function* bus(b) {
    for (const keyId of [0, ...keyIds]) rig.update(keysOf(keyId, design.build.keyBits));
    yield* rig.settled(b);
    const task = body(rig, b);
    if (task) yield* task;
    yield* rig.settled(b);
  });
  using sim = rig.sim;
  if (!sim.run({ cycles: 20_000 }).finished) throw new Error("the bench has not come to its end");
  return rig;
}
