import { expect } from "chai";
import type { LineDone } from "../../../host/platform/bus-player.ts";
import {
  type KeyPair,
  MemoryPlatform,
  type PlatformOptions,
} from "../../../host/platform/memory-platform.ts";
import { tenantKeys } from "../../../host/platform/tenant-keys.ts";
import { DDR4_3200, DDR5_4800 } from "../../../rtl/dram/timing.ts";
import { Random } from "../../../sim/bench/index.ts";
import { encryptLine } from "../../reference/xts.ts";

const LINES = 200;
/** Pages of one keyID each, so that banks conflict. */
const PAGES = 16;

const DEFAULTS: PlatformOptions = {
  mode: "mktme",
  algorithm: "aes-xts-128",
  device: DDR4_3200,
  lanes: 4,
  dataBits: 512,
  slots: 4,
  reads: 32,
  writes: 16,
  clockMhz: 800,
  seed: 1,
  keys: tenantKeys(1, 4, "aes-xts-128"),
};

/** Writes some lines and reads some, in an order drawn at random, and gives what came of it. */
function traffic(given: Partial<PlatformOptions>, dataSeed = 1) {
  const options = { ...DEFAULTS, ...given };
  const platform = new MemoryPlatform(options);
  const where = new Random(3);
  const data = new Random(dataSeed);
  const shadow = new Map<number, { readonly keyId: number; readonly plaintext: Uint8Array }>();
  const expected: (Uint8Array | undefined)[] = [];
  platform.boot();
  for (let i = 0; i < LINES; i++) {
    const page = where.below(PAGES);
    const physical = 4096 * (page + 2048 * page) + 64 * where.below(4);
    const keyId = options.keys.length === 0 ? 0 : page % (options.keys.length + 1);
    const bus = { physical, address: platform.busAddress(physical, keyId) };
    const line = shadow.get(physical);
    if (line && where.below(3) > 0) {
      expected.push(line.plaintext);
      platform.submit({ op: "read", ...bus });
      continue;
    }
    const plaintext = data.bytes(64);
    shadow.set(physical, { keyId, plaintext });
    expected.push(undefined);
    platform.submit({ op: "write", ...bus, data: plaintext });
  }
  const done = platform.flush();
  return { platform, options, shadow, expected, done };
}

/** How many answers are wrong: a job's answer is told by its data, since jobs of one line keep their order. */
function wrongAnswers(done: readonly LineDone[], expected: readonly (Uint8Array | undefined)[]): number {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  const reads = done.flatMap(({ data }) => (data ? [hex(data)] : [])).sort();
  const wanted = expected.flatMap((data) => (data ? [hex(data)] : [])).sort();
  return (
    reads.filter((data, k) => data !== wanted[k]).length +
    Math.abs(reads.length - wanted.length) +
    done.filter(({ isOkay }) => !isOkay).length
  );
}

const CONFIGURATIONS: readonly (Partial<PlatformOptions> & { readonly title: string })[] = [
  { title: "mktme, AES-128, 4 lanes, 512 bits, DDR4" },
  {
    title: "mktme, AES-256, 2 lanes, 256 bits, DDR5",
    algorithm: "aes-xts-256",
    lanes: 2,
    dataBits: 256,
    device: DDR5_4800,
    keys: tenantKeys(1, 4, "aes-xts-256"),
  },
  { title: "mktme, AES-128, 1 lane, 128 bits, DDR5", lanes: 1, dataBits: 128, device: DDR5_4800 },
  { title: "mktme, AES-128, 4 lanes, round keys on the fly", roundKeys: "on-the-fly" },
  { title: "mktme, a fast fabric, two reads at once", clockMhz: 2000, reads: 2, writes: 2 },
  { title: "tme, AES-256, 1 lane, DDR4", mode: "tme", algorithm: "aes-xts-256", lanes: 1, keys: [] },
  { title: "off, 128 bits, DDR4", mode: "off", dataBits: 128, keys: [] },
];

describe("MemoryPlatform", () => {
  for (const { title, ...given } of CONFIGURATIONS) {
    it(`returns what was written, and holds what the reference model encrypts: ${title}`, () => {
      const { platform, options, shadow, expected, done } = traffic(given);
      using _ = platform;
      expect(done).to.have.length(LINES);
      expect(wrongAnswers(done, expected)).to.equal(0);
      expect(platform.tmeKeys === undefined).to.equal(options.mode === "off");
      expect([...platform.cells.keys()].sort()).to.deep.equal([...shadow.keys()].sort());
      for (const [physical, { keyId, plaintext }] of shadow) {
        const keys: KeyPair | undefined = keyId === 0 ? platform.tmeKeys : options.keys[keyId - 1];
        const wanted = keys ? encryptLine(keys, physical, plaintext) : plaintext;
        expect(Buffer.compare(platform.cells.get(physical)!, wanted), `line ${physical}`).to.equal(0);
      }
    });
  }

  it("reads what lay in memory before", () => {
    using platform = new MemoryPlatform(DEFAULTS);
    const plaintext = new Uint8Array(64).fill(0x5a);
    platform.load(0x1_0040, encryptLine(DEFAULTS.keys[2], 0x1_0040, plaintext));
    platform.submit({ op: "read", physical: 0x1_0040, address: platform.busAddress(0x1_0040, 3) });
    const [{ data, isOkay }] = platform.drain();
    expect({ data, isOkay }).to.deep.equal({ data: plaintext, isOkay: true });
  });

  it("takes as long for one key and data as for another", () => {
    const timesOf = (keySeed: number, dataSeed: number) => {
      const { platform, done } = traffic({ keys: tenantKeys(keySeed, 4, "aes-xts-128") }, dataSeed);
      using _ = platform;
      return { latencies: done.map(({ latencyCycles }) => latencyCycles), cycles: platform.cycles };
    };
    expect(timesOf(1, 1)).to.deep.equal(timesOf(2, 99));
  });

  it("takes as long with round keys made on the fly as with stored ones", () => {
    const timesOf = (roundKeys: "stored" | "on-the-fly") => {
      const { platform, done } = traffic({ roundKeys });
      using _ = platform;
      return { latencies: done.map(({ latencyCycles }) => latencyCycles), cycles: platform.cycles };
    };
    expect(timesOf("on-the-fly")).to.deep.equal(timesOf("stored"));
  });

  it("runs programs by cores of their own, side by side", () => {
    const core = { clockMhz: 3200, issueWidth: 4, window: 64, misses: 4 };
    using platform = new MemoryPlatform({ ...DEFAULTS, programs: 2, core });
    for (let i = 0; i < 40; i++) {
      for (const program of [0, 1]) {
        const physical = 2 ** 16 * program + 64 * i;
        const plaintext = new Uint8Array(64).fill(i);
        platform.load(physical, encryptLine(DEFAULTS.keys[program], physical, plaintext));
        const address = platform.busAddress(physical, program + 1);
        platform.submit({ op: "read", physical, address, instructions: program === 0 ? 1 : 400 }, program);
      }
    }
    const done = platform.drain();
    expect(done.map(({ job, data }) => data![0] - (job.physical % 2 ** 16) / 64)).to.deep.equal(
      Array(80).fill(0),
    );
    const [busy, calm] = platform.cores;
    expect([busy.retired, calm.retired]).to.deep.equal([40, 40 * 400]);
    // 400 instructions take 100 cycles; a read takes 150 and more, of which the window hides the 16 until it is full.
    expect(calm.cycles).to.be.within(40 * (100 + 150 - 16), 40 * (100 + 250 - 16));
    expect(busy.cycles).to.be.lessThan(calm.cycles / 4);
    expect(platform.cycles).to.be.closeTo(calm.cycles / 4, 2);
  });

  it("computes for longer than a memory may be silent, and comes back now and then meanwhile", () => {
    using platform = new MemoryPlatform({
      ...DEFAULTS,
      core: { clockMhz: 800, issueWidth: 1, window: 1, misses: 1 },
    });
    platform.submit({ op: "read", physical: 0, address: 0, instructions: 30_000 });
    platform.advance(0);
    expect([platform.cycles, platform.waiting]).to.deep.equal([20_000, 1]);
    expect(platform.drain()).to.have.length(1);
    expect(platform.cycles).to.be.within(30_000, 30_100);
  });

  it("gives the same answers at the same times on the compiled engine, and in step with it", () => {
    const playOn = (engine: "event" | "compiled" | "both") => {
      const { platform, done } = traffic({ engine });
      using _ = platform;
      const answers = done.map(({ job, data, latencyCycles }) => [job.physical, data, latencyCycles]);
      return { answers, cycles: platform.cycles, timePs: platform.timePs, cells: [...platform.cells] };
    };
    const event = playOn("event");
    expect(playOn("compiled")).to.deep.equal(event);
    expect(playOn("both")).to.deep.equal(event);
  });

  it("answers a write before the cells hold it, and holds it after a flush", () => {
    using platform = new MemoryPlatform(DEFAULTS);
    for (let i = 0; i < 4; i++) {
      const physical = 64 * i;
      platform.submit({
        op: "write",
        physical,
        address: platform.busAddress(physical, 1),
        data: new Uint8Array(64),
      });
    }
    expect(platform.drain()).to.have.length(4);
    expect(platform.cells.size).to.be.lessThan(4);
    platform.flush();
    expect(platform.cells.size).to.equal(4);
    expect(platform.commands.WR).to.equal(4);
  });

  it("stops the clock between two calls, and advances only as far as asked", () => {
    using platform = new MemoryPlatform(DEFAULTS);
    for (let i = 0; i < 100; i++) {
      platform.submit({ op: "read", physical: 64 * i, address: platform.busAddress(64 * i, 1) });
    }
    platform.advance(60);
    expect(platform.waiting).to.be.within(55, 60);
    const time = platform.timePs;
    expect(platform.advance(60)).to.deep.equal([]);
    expect(platform.timePs).to.equal(time);
  });
});
