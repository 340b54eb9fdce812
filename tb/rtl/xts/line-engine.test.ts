import { expect } from "chai";
import fc from "fast-check";
import { LineEngine } from "../../../rtl/xts/line-engine.ts";
import {
  never,
  Random,
  random,
  StreamDriver,
  StreamMonitor,
  StreamSink,
  simulate,
} from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { encryptLine, type XtsKeys } from "../../reference/xts.ts";
import { XTS_VECTORS } from "../../reference/xts-vectors.ts";
import { array } from "../arbitraries.ts";
import { bytes, hex } from "../bytes.ts";
import { influences } from "../cone.ts";
import type { Pauses } from "../passage.ts";
import { runs } from "../runs.ts";
import { program, randomKeys } from "./rig.ts";

const DESIGNS = {
  128: elaborate(LineEngine({ keyBits: 128 })),
  256: elaborate(LineEngine({ keyBits: 256, lanes: 2 })),
};

const counted = <T>(length: number, each: (i: number) => T): T[] => Array.from({ length }, (_, i) => each(i));

/** A line engine with drivers and sinks at its two ways, each with its own pauses. */
function rig(keyBits: 128 | 256, pauses: { write?: Pauses; read?: Pauses } = {}, seed = 1) {
  const sim = simulate(DESIGNS[keyBits], { seed });
  const way = ({ up, down }: typeof sim.dut.write, { send, accept }: Pauses = {}) => ({
    requests: new StreamDriver(sim, up, { between: "x", ...(send && { pattern: send }) }),
    taken: new StreamMonitor(sim, up),
    results: new StreamSink(sim, down, { as: "bytes", ...(accept && { pattern: accept }) }),
  });
  return {
    sim,
    keys: new StreamDriver(sim, sim.dut.program),
    write: way(sim.dut.write, pauses.write),
    read: way(sim.dut.read, pauses.read),
  };
}

/** Lines written through the engine one after the other, as memory would hold them. */
function written(
  keyBits: 128 | 256,
  keys: XtsKeys,
  requests: readonly { readonly address: number; readonly line: Uint8Array }[],
): string[] {
  const { sim, keys: keyDriver, write, read } = rig(keyBits);
  const results: string[] = [];
  sim.bench(function* (b) {
    yield* program(b, keyDriver, b.dut.program, [keys]);
    for (const { address, line } of requests) write.requests.send({ address, line, slot: 0, tag: 0 });
    for (const _ of requests) results.push(hex((yield* write.results.take()).payload.line));
  });
  sim.run();
  expect(read.results.count).to.equal(0);
  return results;
}

describe("the line engine", () => {
  for (const [number, address] of [
    [4, 0x0],
    [5, 0x40],
    [6, 0x80],
    [7, 0x3f40],
    [8, 0x3f80],
    [9, 0x3fc0],
    [10, 0x3fc0],
    [11, 0x3f_ffc0],
    [12, 0x3fff_ffc0],
    [13, 0x3f_ffff_ffc0],
    [14, 0x3fff_ffff_ffc0],
    [19, 0x2a61_d950_c840],
  ] as const) {
    const vector = XTS_VECTORS.find((each) => each.number === number)!;
    const { key1, key2, plaintext, ciphertext } = vector;

    it(`takes the line index as the tweak: address ${address.toString(16)} gives vector ${number} of IEEE 1619`, () => {
      const keys = { key1: bytes(key1), key2: bytes(key2) };
      const keyBits = key1.length === 32 ? 128 : 256;
      expect(written(keyBits, keys, [{ address, line: bytes(plaintext) }])).to.deep.equal([ciphertext]);
    });
  }

  it("tells all lines apart up to the last one below 2^52", () => {
    const keys = randomKeys(new Random(1), 128);
    const line = new Uint8Array(64);
    const addresses = [0, ...counted(46, (bit) => 64 * 2 ** bit), 2 ** 52 - 64];
    const results = written(
      128,
      keys,
      addresses.map((address) => ({ address, line })),
    );
    expect(results).to.deep.equal(addresses.map((address) => hex(encryptLine(keys, address, line))));
    expect(new Set(results).size).to.equal(addresses.length);
  });

  it("ignores the offset in the line", () => {
    const keys = randomKeys(new Random(2), 128);
    const line = new Uint8Array(64);
    const [first, second] = written(128, keys, [
      { address: 0x1000, line },
      { address: 0x103f, line },
    ]);
    expect(second).to.equal(first);
  });

  for (const keyBits of [128, 256] as const) {
    it(`gives back what was written, both ways at once and under any pauses (AES-${keyBits})`, () => {
      const request = fc.record({
        address: fc.nat(2 ** 31).map((index) => index * 64),
        line: array(64),
        slot: fc.nat(3),
      });
      fc.assert(
        fc.property(fc.array(request, { minLength: 1, maxLength: 60 }), fc.integer(), (requests, seed) => {
          const pauses = { send: random(0.8), accept: random(0.7) };
          const { sim, keys, write, read } = rig(keyBits, { write: pauses, read: pauses }, seed);
          const seen: string[] = [];
          sim.bench(function* (b) {
            const pairs = counted(4, () => randomKeys(b.random, keyBits));
            yield* program(b, keys, b.dut.program, pairs);
            for (const [i, request] of requests.entries()) write.requests.send({ ...request, tag: i });
            // Each line is read as soon as memory holds it, while later ones are still written.
            for (const { address, slot, line } of requests) {
              const { payload } = yield* write.results.take();
              expect(hex(payload.line)).to.equal(hex(encryptLine(pairs[slot], address, line)));
              read.requests.send({ address, slot, line: payload.line, tag: payload.tag });
            }
            for (const _ of requests) {
              const { payload } = yield* read.results.take();
              seen.push(`${payload.tag[0]} ${hex(payload.line)}`);
            }
          });
          sim.run();
          expect(seen).to.deep.equal(requests.map(({ line }, i) => `${i} ${hex(line)}`));
        }),
        runs(5),
      );
    });
  }

  it("takes and gives a line a cycle each way at once, 23 cycles after it took it (AES-128)", () => {
    const { sim, keys, write, read } = rig(128);
    sim.bench(function* (b) {
      yield* program(b, keys, b.dut.program, [randomKeys(b.random, 128)]);
      for (let i = 0; i < 300; i++) {
        for (const { requests } of [write, read]) {
          requests.send({ line: b.random.bytes(64), address: 64 * i, slot: 0, tag: i & 255 });
        }
      }
      while (read.results.count < 300) yield* b.tick();
    });
    sim.run({ cycles: 1000 });
    const start = write.taken.transfers[0].cycle;
    for (const { results, taken } of [write, read]) {
      expect(taken.transfers.map(({ cycle }) => cycle - start)).to.deep.equal(counted(300, (i) => i));
      expect(results.transfers.map(({ cycle }) => cycle - start)).to.deep.equal(counted(300, (i) => i + 23));
    }
  });

  it("reads at full rate while nobody takes what is written", () => {
    const { sim, keys, write, read } = rig(128, { write: { accept: never } });
    sim.bench(function* (b) {
      yield* program(b, keys, b.dut.program, [randomKeys(b.random, 128)]);
      for (let i = 0; i < 50; i++) {
        for (const { requests } of [write, read]) requests.send({ line: 0, address: 0, slot: 0, tag: i });
      }
      while (read.results.count < 50) yield* b.tick();
    });
    sim.run({ cycles: 200 });
    const given = read.results.transfers.map(({ cycle }) => cycle);
    expect(given.map((cycle) => cycle - given[0])).to.deep.equal(counted(50, (i) => i));
    // The stages of the tweak and of the data, 11 and 12, are full.
    expect([write.taken.count, write.results.count]).to.deep.equal([23, 0]);
  });

  it("keeps its two ways apart: neither's handshakes depend on the other's, on data or on addresses", () => {
    const { netlist } = DESIGNS[128];
    expect(influences(netlist, ["write.up.ready", "write.down.valid"])).to.deep.equal([
      "rst",
      "write.down.ready",
      "write.up.valid",
    ]);
    expect(influences(netlist, ["read.up.ready", "read.down.valid"])).to.deep.equal([
      "read.down.ready",
      "read.up.valid",
      "rst",
    ]);
  });
});
