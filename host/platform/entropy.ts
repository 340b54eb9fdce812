import type { Bench } from "../../sim/bench/bench.ts";
import type { Task } from "../../sim/bench/coroutine.ts";
import { Random } from "../../sim/bench/random.ts";
import type { Bits } from "../../sim/hdl/index.ts";

interface EntropyPins {
  readonly request: Bits<1>;
  readonly answer: {
    readonly valid: Bits<1>;
    readonly ok: Bits<1>;
    readonly dataKey: Bits<256>;
    readonly tweakKey: Bits<256>;
  };
}

const KEY_BYTES = 32;
/** Cycles in which the source gathers what it gives. */
const GATHERING = 4;

/** The random numbers that the source gave, for whoever checks what was made of them. */
export interface Entropy {
  readonly dataKey: Uint8Array;
  readonly tweakKey: Uint8Array;
}

/** A hardware random number generator, seeded so that a run repeats: answers each request at the pins. */
export function* entropySource(
  bench: Bench<unknown>,
  { request, answer }: EntropyPins,
  seed: number,
  given: (entropy: Entropy) => void,
): Task {
  const random = new Random(seed).fork("entropy");
  const bytes = () => random.bytes(KEY_BYTES);
  bench.drive(answer.valid, 0);
  for (;;) {
    yield* bench.until(request, Number.POSITIVE_INFINITY);
    yield* bench.tick(GATHERING);
    const entropy = { dataKey: bytes(), tweakKey: bytes() };
    given(entropy);
    bench.drive(answer.dataKey, entropy.dataKey);
    bench.drive(answer.tweakKey, entropy.tweakKey);
    bench.drive(answer.ok, 1);
    bench.drive(answer.valid, 1);
    yield* bench.tick();
    bench.drive(answer.valid, 0);
    bench.drive(answer.dataKey, 0);
    bench.drive(answer.tweakKey, 0);
  }
}
