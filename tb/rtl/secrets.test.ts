import { expect } from "chai";
import type { KeyBits, RoundKeyChoice } from "../../rtl/aes/parameters.ts";
import { LineEngine } from "../../rtl/xts/line-engine.ts";
import { Random, StreamDriver, StreamSink, simulate } from "../../sim/bench/index.ts";
import { elaborate } from "../../sim/hdl/index.ts";
import { MemorySink } from "../../sim/waves/sink.ts";
import { double } from "../reference/xts.ts";
import { openssl } from "./aes/openssl.ts";
import { elaborateAes } from "./aes/rig.ts";
import { found, withRoundKeys } from "./found.ts";

/** Lines of zeros and of chance, written to address 0 and elsewhere and read from there, in a wave file. */
function waves(
  design: (typeof ENGINES)[number]["design"],
  dataKey: Uint8Array,
  tweakKey: Uint8Array,
  revealSecrets: boolean,
): string {
  const sink = new MemorySink();
  using sim = simulate(design).vcd(sink, { revealSecrets });
  const program = new StreamDriver(sim, sim.dut.program);
  const ways = [sim.dut.write, sim.dut.read].map(({ up, down }) => ({
    driver: new StreamDriver(sim, up),
    results: new StreamSink(sim, down, { as: "bytes" }),
  }));
  sim.bench(function* (b) {
    program.send({ slot: 2, dataKey, tweakKey });
    yield* program.drained();
    yield* b.until(b.dut.program.ready);
    for (const address of [0, 0x40, 0xf_ffff_ffff_ffc0]) {
      for (const line of [new Uint8Array(64), b.random.bytes(64)]) {
        for (const { driver } of ways) driver.send({ line, address, slot: 2, tag: 1 });
      }
    }
    for (const { driver, results } of ways) {
      yield* driver.drained();
      while (results.count < 6) yield* b.tick();
    }
  });
  sim.run({ cycles: 1000 });
  return sink.text();
}

const engine = (keyBits: KeyBits, lanes: 2 | 4, roundKeys: RoundKeyChoice) => ({
  keyBits,
  name: `XTS-AES-${keyBits}, ${lanes} lanes, round keys ${roundKeys}`,
  design: elaborate(LineEngine({ keyBits, lanes, roundKeys })),
});

const ENGINES = [
  engine(128, 4, "stored"),
  engine(256, 2, "stored"),
  engine(128, 2, "on-the-fly"),
  engine(256, 4, "on-the-fly"),
];

for (const { keyBits, name, design } of ENGINES) {
  const random = new Random(keyBits);
  const dataKey = random.bytes(keyBits / 8);
  const tweakKey = random.bytes(keyBits / 8);
  const secrets = withRoundKeys({ dataKey, tweakKey });

  describe(`a wave file of ${name}`, () => {
    it("holds no key and no round key, whole or in part", () => {
      expect(found(waves(design, dataKey, tweakKey, false), secrets)).to.deep.equal([]);
    });

    it("holds no mask of a block", () => {
      const masks: Record<string, Uint8Array> = {};
      let mask: Uint8Array = openssl("encrypt", tweakKey, new Uint8Array(16));
      for (let block = 0; block < 4; block++) {
        masks[`mask of block ${block}`] = mask;
        mask = double(mask);
      }
      expect(found(waves(design, dataKey, tweakKey, false), masks)).to.deep.equal([]);
      expect(found(waves(design, dataKey, tweakKey, true), masks)).to.include("mask of block 0");
    });

    it("shows all of them where secrets are revealed: the search finds what is there", () => {
      expect(found(waves(design, dataKey, tweakKey, true), secrets)).to.deep.equal(Object.keys(secrets));
    });

    it("shows what is not secret: the lines that go in", () => {
      const text = waves(design, dataKey, tweakKey, false);
      expect(text).to.match(/^b0 /m);
      expect(text).to.match(/^b[01]{500,512} /m);
    });
  });
}

describe("what is secret", () => {
  const NAMES = ["dataKey", "tweakKey", "key", "window", "mask", "state"];

  for (const [name, { netlist }] of Object.entries({
    ...Object.fromEntries(ENGINES.map(({ name, design }) => [name, design])),
    "an encrypting AES pipeline": elaborateAes("encrypt", 128),
    "a decrypting AES pipeline": elaborateAes("decrypt", 256, { roundsPerStage: 3 }),
    "one that makes its round keys on the fly": elaborateAes("decrypt", 256, { roundKeys: "on-the-fly" }),
  })) {
    it(`is every key, mask and state, and every bank of round keys, in ${name}`, () => {
      const named = netlist.signals.filter(({ name }) => NAMES.includes(name));
      expect(named.length).to.be.above(10);
      expect(named.filter(({ secret }) => !secret)).to.deep.equal([]);
      const banks = netlist.memories.filter(({ name }) => /^key\d+$/.test(name));
      expect(banks.length).to.be.above(1);
      expect(banks.filter(({ secret }) => !secret)).to.deep.equal([]);
    });
  }
});
