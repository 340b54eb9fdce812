import type { Bench, Task } from "../../sim/bench/index.ts";
import type { Bits } from "../../sim/hdl/index.ts";
import { expansion } from "./aes/expansion.ts";

interface LoadPort {
  readonly clear: Bits;
  readonly enable: Bits;
  readonly slot: Bits;
  readonly round: Bits;
  readonly key: Bits;
}

/** Fills the round keys of slots 0, 1, … through a load port, as a key schedule does. */
export function* loadKeys(b: Bench<unknown>, load: LoadPort, keys: readonly Uint8Array[]): Task {
  b.drive(load.clear, 0);
  b.drive(load.enable, 1);
  for (const [slot, key] of keys.entries()) {
    for (const [round, roundKey] of expansion(key).entries()) {
      b.drive(load.slot, slot);
      b.drive(load.round, round);
      b.drive(load.key, roundKey);
      yield* b.tick();
    }
  }
  b.drive(load.enable, 0);
}
