import { expect } from "chai";
import { type Entropy, entropySource } from "../../../host/platform/entropy.ts";
import { entropyPort } from "../../../rtl/config/engine-config.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { In, module, regs, u } from "../../../sim/hdl/index.ts";

/** Asks while it is told to, until it is answered, and keeps the answer. */
const Asker = module("Asker", { ask: In(1), entropy: entropyPort }, ({ ask, entropy }) => {
  const { asking } = regs({ asking: u(1).init(0) });
  asking.next = ask.and(entropy.answer.valid.not());
  entropy.request.drive(asking);
});

/** What was given, what stood at the pins while it was valid, and what stands there afterwards. */
function askTwice(seed: number) {
  const given: Entropy[] = [];
  const seen: { dataKey: bigint; tweakKey: bigint; ok: bigint }[] = [];
  let after: unknown;
  using sim = simulate(Asker, { seed });
  const { ask, entropy } = sim.dut;
  sim.background((bench) => entropySource(bench, entropy, seed, (one) => given.push(one)));
  sim.bench(function* (bench) {
    for (let times = 0; times < 2; times++) {
      bench.drive(ask, 1);
      const { ok, dataKey, tweakKey } = yield* bench.until(entropy.answer, ({ valid }) => valid === 1n, 50);
      seen.push({ ok, dataKey, tweakKey });
      bench.drive(ask, 0);
      yield* bench.tick(3);
      after = bench.peek({ valid: entropy.answer.valid, dataKey: entropy.answer.dataKey });
    }
  });
  sim.run();
  return { given, seen, after };
}

const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);

describe("the entropy source", () => {
  it("answers each request with two fresh keys of 256 bits, and tells what it gave", () => {
    const { given, seen } = askTwice(1);
    expect(given).to.have.length(2);
    expect(seen).to.deep.equal(
      given.map(({ dataKey, tweakKey }) => ({
        ok: 1n,
        dataKey: number(dataKey),
        tweakKey: number(tweakKey),
      })),
    );
    expect(new Set(seen.flatMap(({ dataKey, tweakKey }) => [dataKey, tweakKey])).size).to.equal(4);
  });

  it("leaves nothing of a key at its pins", () => {
    expect(askTwice(1).after).to.deep.equal({ valid: 0n, dataKey: 0n });
  });

  it("repeats with its seed, and differs with another", () => {
    expect(askTwice(7).given).to.deep.equal(askTwice(7).given);
    expect(askTwice(7).given).not.to.deep.equal(askTwice(8).given);
  });
});
