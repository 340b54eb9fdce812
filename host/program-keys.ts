import type { programStream } from "../rtl/xts/line-cipher.ts";
import type { Bench } from "../sim/bench/bench.ts";
import type { Task } from "../sim/bench/coroutine.ts";
import type { Flip, Outside } from "../sim/hdl/index.ts";

type ProgramPort = Outside<{ readonly program: Flip<ReturnType<typeof programStream>> }>["program"];

/** Gives a slot of a line cipher its keys, and waits until the last round key is in its bank. */
export function* programKeys(
  bench: Bench<unknown>,
  { valid, ready, payload }: ProgramPort,
  slot: number,
  { key1, key2 }: { readonly key1: Uint8Array; readonly key2: Uint8Array },
): Task {
  bench.drive(payload.slot, slot);
  bench.drive(payload.dataKey, key1);
  bench.drive(payload.tweakKey, key2);
  bench.drive(valid, 1);
  yield* bench.until(ready);
  bench.drive(valid, 0);
  yield* bench.until(ready);
}
