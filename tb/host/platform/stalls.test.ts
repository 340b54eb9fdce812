import { expect } from "chai";
import type { Op } from "../../../host/platform/line-life.ts";
import { MemoryPlatform, type PlatformOptions } from "../../../host/platform/memory-platform.ts";
import { Stalls } from "../../../host/platform/stalls.ts";
import { tenantKeys } from "../../../host/platform/tenant-keys.ts";
import { DDR4_3200 } from "../../../rtl/dram/timing.ts";
import { simulate } from "../../../sim/bench/index.ts";
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
  keys: tenantKeys(1, 2, "aes-xts-128"),
};

/** Lines of one operation, `apart` bytes from each other; the causes for which they stood, and for how many cycles. */
function stalls(op: Op, lines: number, apart: number, given: Partial<PlatformOptions> = {}) {
  using platform = new MemoryPlatform({ ...DEFAULTS, ...given });
  for (let i = 0; i < lines; i++) {
    const bus = { physical: apart * i, address: platform.busAddress(apart * i, i % 3) };
    platform.submit(op === "read" ? { op, ...bus } : { op, ...bus, data: new Uint8Array(64) });
  }
  platform.flush();
  const seen = platform.stalls.filter(({ cycles }) => cycles > 0);
  expect(seen.filter((stall) => stall.op !== op)).to.deep.equal([]);
  return Object.fromEntries(seen.map(({ cause, cycles, ns }) => [cause, { cycles, ns }]));
}

const FULL_ROW = 2 ** 21;

describe("the causes for which lines stand", () => {
  it("are none for a read alone; a write alone waits for its tweak until the cipher has it", () => {
    expect(stalls("read", 1, 64)).to.deep.equal({});
    // Whiten and ten rounds, less the cycle in which the line goes to wait.
    expect(stalls("write", 1, 64)).to.deep.equal({ "tweak not there": { cycles: 10, ns: 12.5 } });
  });

  it("lead from the controller's queue back to the engine where every line needs another row of one bank", () => {
    const causes = Object.keys(stalls("read", 100, FULL_ROW, { reads: 64 }));
    expect(causes).to.deep.equal(["engine full", "memory full", "controller full"]);
  });

  it("are the cipher where one lane takes a line in four cycles, and the beats of others on a narrow bus", () => {
    expect(stalls("read", 40, 64, { lanes: 1 })).to.include.keys("cipher full");
    expect(stalls("read", 40, 64, { dataBits: 128 })).to.include.keys("beats of others");
  });

  it("are the tweak where the memory is faster than the cipher", () => {
    // The mask is there 12 cycles after the line was asked for, the line after 6.
    expect(stalls("read", 1, 64, { clockMhz: 100 })).to.deep.equal({
      "tweak not there": { cycles: 6, ns: 60 },
    });
  });

  it("are key updates, and a bus that pauses, under stress", () => {
    expect(stalls("read", 150, 64, { isStressed: true, clockMhz: 100 })).to.include.keys(
      "key update",
      "response back-pressure",
    );
  });

  it("are named once for each operation", () => {
    using platform = new MemoryPlatform(DEFAULTS);
    const names = platform.stalls.map(({ op, cause }) => `${op}: ${cause}`);
    expect(new Set(names).size).to.equal(names.length);
  });

  it("cannot be told where a signal is gone, which is an error", () => {
    using sim = simulate(Counter(8));
    const watch = () => new Stalls(sim, "Counter", { clk: 1, mem: 1 });
    expect(failure(watch)).to.match(/^NAME: Counter has no signal Counter\.bus\.ar\.valid\n/);
  });
});
