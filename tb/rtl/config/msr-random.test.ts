import { expect } from "chai";
import fc from "fast-check";
import type { Platform } from "../../../rtl/config/platform.ts";
import { MsrModel } from "../../reference/msr.ts";
import { runMsr } from "./msr-rig.ts";
import { PLATFORMS } from "./platforms.ts";
import type { Entry, KeyPair } from "./surroundings.ts";

type Step =
  | { readonly op: "read"; readonly address: number }
  | {
      readonly op: "write";
      readonly address: number;
      readonly data: bigint;
      readonly entropy: KeyPair | undefined;
      readonly takes: boolean;
    }
  | { readonly op: "reset" };

const address = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(0x981, 0x982, 0x983, 0x984, 0x9fb, 0x9ff, 0x87) },
  { weight: 1, arbitrary: fc.nat(0xffff) },
);
/** Values that are mostly legal for one of the registers: few bits, a run of ones from the top, small numbers. */
const data = fc.oneof(
  fc
    .uniqueArray(fc.nat(63), { maxLength: 3 })
    .map((bits) => bits.reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n)),
  fc
    .record({ top: fc.constantFrom(36, 46, 52), low: fc.integer({ min: 12, max: 52 }), enable: fc.boolean() })
    .map(({ top, low, enable }) => {
      const run = low < top ? 2n ** BigInt(top) - 2n ** BigInt(low) : 0n;
      return run | (enable ? 0x800n : 0n);
    }),
  fc
    .record({ low: fc.nat(15), policy: fc.constantFrom(0, 0, 2, 2, 1, 3, 4), k: fc.nat(7), p: fc.nat(3) })
    .map(({ low, policy, k, p }) => BigInt(low | (policy << 4)) | (BigInt(k | (p << 4)) << 32n)),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
);
const key = fc.record({
  dataKey: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
  tweakKey: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ op: fc.constant("read" as const), address }) },
  {
    weight: 8,
    arbitrary: fc.record({
      op: fc.constant("write" as const),
      address,
      data,
      entropy: fc.option(key, { nil: undefined, freq: 4 }),
      takes: fc.integer({ min: 0, max: 9 }).map((chance) => chance > 0),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ op: "reset" as const }) },
);

interface Outcome {
  readonly answers: unknown[];
  readonly entries: readonly Entry[];
  readonly saved: KeyPair;
}

function rtl(platform: Platform, steps: readonly Step[]): Outcome {
  let outcome: Outcome | undefined;
  runMsr(platform, function* (cpu) {
    const answers: unknown[] = [];
    const { world } = cpu;
    for (const step of steps) {
      if (step.op === "reset") yield* cpu.reset();
      if (step.op === "read") answers.push(yield* cpu.rdmsr(step.address));
      if (step.op === "write") {
        Object.assign(world, { entropy: step.entropy, takes: step.takes });
        answers.push(yield* cpu.wrmsr(step.address, step.data));
      }
    }
    yield* cpu.read(0x981);
    outcome = { answers, entries: world.entries, saved: world.saved };
  });
  return outcome as Outcome;
}

function reference(platform: Platform, steps: readonly Step[]): Outcome {
  const answers: unknown[] = [];
  const entries: Entry[] = [];
  let now: Extract<Step, { op: "write" }> | undefined;
  const model = new MsrModel(platform, {
    entropy: () => now?.entropy,
    takes: (algorithm, { dataKey, tweakKey }) => {
      const length = algorithm < 2n ? 128 : 256;
      const cut = (key: bigint) => BigInt.asUintN(length, key);
      entries.push({ keyId: 0n, mode: 1n, algorithm, dataKey: cut(dataKey), tweakKey: cut(tweakKey) });
      return now?.takes ?? true;
    },
  });
  for (const step of steps) {
    if (step.op === "reset") {
      model.reset();
      continue;
    }
    if (step.op === "write") now = step;
    const { data, fault } =
      step.op === "read" ? model.read(step.address) : model.write(step.address, step.data);
    answers.push({ data, fault: fault ? 1n : 0n });
  }
  return { answers, entries, saved: model.saved };
}

describe("random accesses, failures and resets", () => {
  for (const [what, platform] of Object.entries(PLATFORMS)) {
    it(`are answered as the reference model does: ${what}`, () => {
      fc.assert(
        fc.property(fc.array(step, { minLength: 1, maxLength: 60, size: "max" }), (steps) => {
          expect(rtl(platform, steps)).to.deep.equal(reference(platform, steps));
        }),
        { numRuns: 25 },
      );
    });
  }
});
