import { expect } from "chai";
import { AxiManager } from "../../../host/axi/manager.ts";
import type { LineDone } from "../../../host/platform/bus-player.ts";
import { type LineLife, type Op, STAGES, type StageName } from "../../../host/platform/line-life.ts";
import { LineLives } from "../../../host/platform/line-lives.ts";
import { MemoryPlatform, type PlatformOptions } from "../../../host/platform/memory-platform.ts";
import { Stalls } from "../../../host/platform/stalls.ts";
import { tenantKeys } from "../../../host/platform/tenant-keys.ts";
import { DDR4_3200, DDR5_4800 } from "../../../rtl/dram/timing.ts";
import { Random, simulate } from "../../../sim/bench/index.ts";
import { system, systemDesign } from "../../rtl/engine/system-rig.ts";
import { Counter } from "../../sim/bench/duts.ts";
import { failure } from "../../sim/bench/failure.ts";

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

interface Followed {
  readonly platform: MemoryPlatform;
  readonly lives: Record<Op, LineLife[]>;
  readonly stored: number[];
}

function follow(given: Partial<PlatformOptions> = {}): Followed {
  const lives: Followed["lives"] = { read: [], write: [] };
  const stored: number[] = [];
  const platform = new MemoryPlatform({
    ...DEFAULTS,
    ...given,
    lives: { done: (life) => lives[life.op].push(life), stored: (_, ps) => stored.push(ps) },
  });
  platform.boot();
  return { platform, lives, stored };
}

/** Reads and writes of lines in pages that conflict, drawn at random, and what the bus itself says of each. */
function traffic(given: Partial<PlatformOptions>, lines: number) {
  const { platform, lives, stored } = follow(given);
  const draw = new Random(5);
  const done: LineDone[] = [];
  for (let i = 0; i < lines; i++) {
    const page = draw.below(16);
    const physical = 4096 * 2049 * page + 64 * draw.below(4);
    const keyId = platform.tmeKeys && given.keys?.length !== 0 ? page % 5 : 0;
    const op = draw.below(3) === 0 ? "write" : "read";
    const bus = { physical, address: platform.busAddress(physical, keyId) };
    platform.submit(op === "read" ? { op, ...bus } : { op, ...bus, data: new Uint8Array(64) });
  }
  done.push(...platform.flush());
  return { platform, lives, stored, done };
}

const KINDS: readonly (Partial<PlatformOptions> & { readonly title: string })[] = [
  { title: "four lanes, 512 bits, DDR4" },
  { title: "random IDs and pauses, key updates", isStressed: true },
  { title: "one lane, 128 bits, DDR5", lanes: 1, dataBits: 128, device: DDR5_4800 },
  {
    title: "AES-256, a fast fabric whose clock fits no other",
    algorithm: "aes-xts-256",
    clockMhz: 1300,
    keys: tenantKeys(1, 4, "aes-xts-256"),
  },
  { title: "the engine off", mode: "off", keys: [] },
];

describe("the lives of lines", () => {
  for (const { title, ...given } of KINDS) {
    it(`have stages that add up to the time that the bus sees, for every line: ${title}`, () => {
      const { platform, lives, done, stored } = traffic(given, 150);
      using _ = platform;
      for (const op of ["read", "write"] as const) {
        const onBus = done.filter(({ job }) => job.op === op).map(({ latencyCycles }) => latencyCycles);
        expect(onBus).to.have.length.greaterThan(30);
        const followed = lives[op].map(({ spent }) => spent.reduce((sum, ps) => sum + ps, 0));
        expect(followed).to.deep.equal(onBus.map((cycles) => cycles * platform.periodPs));
        expect(lives[op].map(({ total }) => total)).to.deep.equal(followed);
      }
      expect(stored).to.have.length(lives.write.length);
    });
  }

  it("know the keyID as the engine splits it off", () => {
    const { platform, lives } = follow();
    using _ = platform;
    for (const keyId of [3, 0, 4]) {
      platform.submit({ op: "read", physical: 64 * keyId, address: platform.busAddress(64 * keyId, keyId) });
      platform.drain();
    }
    expect(lives.read.map(({ keyId }) => keyId)).to.deep.equal([3, 0, 4]);
  });

  /** A line alone, with the memory's bank closed, in ps by stage. */
  function alone(op: Op, given: Partial<PlatformOptions> = {}) {
    const { platform, lives, stored } = follow(given);
    using _ = platform;
    const bus = { physical: 64, address: platform.busAddress(64, 0) };
    platform.submit(op === "read" ? { op, ...bus } : { op, ...bus, data: new Uint8Array(64) });
    platform.flush();
    const [{ spent }] = lives[op];
    return { stages: Object.fromEntries(STAGES[op].map((stage, index) => [stage, spent[index]])), stored };
  }

  it("of a read alone are cycles that one can count: fabric 1,250 ps, memory 625 ps", () => {
    const { stages } = alone("read");
    expect(stages).to.deep.equal({
      "fabric queue": 1250, // the burst's register
      "hazard and drain": 0,
      "address split": 1250,
      "keyID CAM": 1250,
      "memory queue": 2500, // 3 to 4 edges of the queue between the clocks, 1 of the controller's queue
      DRAM: 625 * (1 + 22 + 22 + 4), // a command's register, tRCD, CL, the burst
      "from the memory": 4375, // response queue, AXI register, the queue between the clocks
      "tweak wait": 0,
      "cipher wait": 0,
      decryption: 1250 * (12 + 1), // mask, ten rounds, unmask; respond
      reorder: 0,
      response: 2500, // given to the bus, the beat
    });
  });

  it("of a write alone end with the answer that the memory controller gives when it has taken the line", () => {
    const { stages, stored } = alone("write");
    expect(stages).to.deep.equal({
      "fabric queue": 2500, // queues of the bus, the issue register
      "hazard and drain": 0,
      "whole line": 1250,
      "address split": 1250,
      "keyID CAM": 1250,
      "tweak wait": 1250 * 11, // whiten, ten rounds
      "cipher wait": 0,
      encryption: 1250 * (12 + 1), // mask, ten rounds, unmask; store
      "memory queue": 1875,
      "from the memory": 6875,
      reorder: 0,
      response: 2500,
    });
    expect(stored).to.deep.equal([625 * (1 + 22)]); // the queue's register, tRCD from ACT to WR
  });

  it("of lines that are not encrypted spend one cycle in place of the cipher's", () => {
    const off = { mode: "off", keys: [] } as const;
    expect(alone("read", off).stages.decryption).to.equal(1250);
    expect(alone("write", off).stages.encryption).to.equal(1250);
  });

  it("wait for the tweak where the memory is faster than the cipher", () => {
    // At 100 MHz the mask is there 12 cycles after the line was asked for, the line after 6.
    const { stages } = alone("read", { clockMhz: 100 });
    expect([stages["tweak wait"], stages.decryption]).to.deep.equal([60_000, 130_000]);
  });

  it("show a partial write that reads its old line, and what waits behind it: a read of the line, in its hazard", () => {
    const { sim, dut } = system(systemDesign(), 1);
    using _ = sim;
    const lives: LineLife[] = [];
    new LineLives(sim, "MemorySystem", { done: (life) => lives.push(life), stored: () => {} });
    const stalls = new Stalls(sim, "MemorySystem", { clk: 1250, mem: 625 });
    const manager = new AxiManager(sim, dut.bus);
    sim.bench(function* (b) {
      yield* b.tick(40);
      manager.write({ id: 0, addr: 0x1000, len: 0, size: 2, data: new Uint8Array(4) });
      yield* b.tick(8);
      manager.read({ id: 1, addr: 0x1000, len: 3, size: 4 });
      yield* manager.drained();
    });
    sim.run();
    const [write, read] = lives;
    const cycles = (op: Op, cause: string) =>
      stalls.summary.find((stall) => stall.op === op && stall.cause === cause)?.cycles;
    const spent = (life: LineLife, stage: StageName) => life.spent[STAGES[life.op].indexOf(stage)];
    expect([write.op, read.op]).to.deep.equal(["write", "read"]);
    // Its register, asked; split, CAM; a read of a closed bank; respond, laid under the new bytes.
    const oldLine = 1250 * (2 + 2) + (2500 + 30_625 + 4375) + 1250 * 2;
    expect(spent(write, "whole line")).to.equal(oldLine);
    expect(cycles("write", "old line")).to.equal(spent(write, "whole line") / 1250 - 1);
    expect(spent(read, "hazard and drain")).to.equal(1250 * (cycles("read", "hazard") ?? 0));
    expect(spent(read, "hazard and drain")).to.be.greaterThan(30_000);
  });

  it("cannot be followed where a signal is gone, which is an error", () => {
    using sim = simulate(Counter(8));
    const watch = () => new LineLives(sim, "Counter", { done: () => {}, stored: () => {} });
    expect(failure(watch)).to.match(/^NAME: Counter has no signal Counter\.bus\.ar\.valid\n/);
  });
});
