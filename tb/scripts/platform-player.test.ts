import { expect } from "chai";
import type { PlatformOptions } from "../../host/platform/memory-platform.ts";
import { tenantKeys } from "../../host/platform/tenant-keys.ts";
import type { Access } from "../../host/workload/access.ts";
import { lineData } from "../../host/workload/data.ts";
import { DDR4_3200 } from "../../rtl/dram/timing.ts";
import { PlatformPlayer } from "../../scripts/platform-player.ts";
import { encryptLine } from "../reference/xts.ts";
import { type StandInHooks, standInHardware } from "./stand-in.ts";

const KEYS = tenantKeys(1, 2, "aes-xts-128");
const [SEED, PAGE] = [1, 4096];

function play(
  accesses: readonly Access[],
  hooks: StandInHooks = {},
  mode: PlatformOptions["mode"] = "mktme",
) {
  const keys = mode === "mktme" ? KEYS : [];
  const platform = standInHardware(hooks).platform({
    mode,
    algorithm: "aes-xts-128",
    device: DDR4_3200,
    lanes: 4,
    dataBits: 512,
    slots: 64,
    reads: 32,
    writes: 16,
    clockMhz: 1000,
    seed: SEED,
    keys,
  });
  const problems: string[] = [];
  const player = new PlatformPlayer(platform, {
    keys,
    seed: SEED,
    onMismatch: (line) => problems.push(line),
  });
  for (const access of accesses) player.submit(access);
  player.drain();
  player.finish();
  return { player, platform, problems };
}

const TRACE: readonly Access[] = [
  { op: "read", address: 5 * PAGE },
  { op: "write", address: 9 * PAGE + 64, data: new Uint8Array(64).fill(7) },
  { op: "read", address: 9 * PAGE + 64, data: new Uint8Array(64).fill(7) },
  { op: "write", address: 5 * PAGE },
];

describe("PlatformPlayer", () => {
  it("verifies every line moved, and counts the lines in the cells that it checked", () => {
    const { player, problems } = play(TRACE);
    expect(problems).to.deep.equal([]);
    expect(player.moved).to.deep.equal({ read: 2, write: 2 });
    expect([player.verified, player.stored, player.mismatches]).to.deep.equal([4, 2, 0]);
  });

  it("verifies all writes to a line, and no line that was only read, by what the cells hold", () => {
    const writes = [1, 2, 3].map((byte): Access => {
      return { op: "write", address: 64, data: new Uint8Array(64).fill(byte) };
    });
    const { player } = play([...writes, { op: "read", address: 0 }]);
    expect(player.moved).to.deep.equal({ read: 1, write: 3 });
    expect([player.verified, player.stored, player.mismatches]).to.deep.equal([4, 2, 0]);
    const onFlush: StandInHooks["onFlush"] = (cells) => cells.set(64, new Uint8Array(64));
    const spoilt = play([...writes, { op: "read", address: 0 }], { onFlush }).player;
    expect([spoilt.verified, spoilt.stored, spoilt.mismatches]).to.deep.equal([1, 2, 1]);
  });

  it("gives each page to a tenant, whose key its lines are stored under", () => {
    const { cells } = play(TRACE).platform;
    expect([...cells]).to.have.deep.members([
      [0, encryptLine(KEYS[0], 0, lineData(SEED, 5 * PAGE, 1))],
      [PAGE + 64, encryptLine(KEYS[1], PAGE + 64, new Uint8Array(64).fill(7))],
    ]);
  });

  it("expects the TME key without tenants, and plaintext with the engine off", () => {
    const tme = play(TRACE, {}, "tme");
    const plaintext = new Uint8Array(64).fill(7);
    expect(tme.platform.cells.get(PAGE + 64)).to.deep.equal(
      encryptLine(tme.platform.tmeKeys!, PAGE + 64, plaintext),
    );
    const off = play(TRACE, {}, "off");
    expect(off.platform.cells.get(PAGE + 64)).to.deep.equal(plaintext);
    expect([tme, off].map(({ player }) => [player.verified, player.mismatches])).to.deep.equal([
      [4, 0],
      [4, 0],
    ]);
  });

  it("counts latencies by operation and by keyID", () => {
    const { player } = play(TRACE);
    expect(player.all.read.ascending).to.deep.equal([[50, 2]]);
    expect(
      [...player.latencies].map(([keyId, { read, write }]) => [keyId, read.ascending, write.ascending]),
    ).to.deep.equal([
      [1, [[50, 1]], [[20, 1]]],
      [2, [[50, 1]], [[20, 1]]],
    ]);
  });

  it("counts cycles up to the last answer, not what the cells take after it", () => {
    const { player, platform } = play(TRACE);
    expect([player.cycles, platform.cycles]).to.deep.equal([4, 104]);
  });

  it("counts and shows a read that comes back with one bit changed", () => {
    const { player, problems } = play(TRACE.slice(1, 3), {
      onDone: (done) =>
        done.data ? { ...done, data: done.data.map((byte, k) => (k === 63 ? byte ^ 1 : byte)) } : done,
    });
    expect([player.verified, player.mismatches]).to.deep.equal([1, 1]);
    expect(problems).to.deep.equal([
      `read of line 0x40 of keyID 1: expected ${"07".repeat(64)}, got ${"07".repeat(63)}06`,
    ]);
  });

  it("counts an answer with an error, of a write too", () => {
    const { player, problems } = play(TRACE.slice(1, 3), { onDone: (done) => ({ ...done, isOkay: false }) });
    expect([player.verified, player.mismatches]).to.deep.equal([0, 2]);
    expect(problems).to.deep.equal([
      "write of line 0x40 of keyID 1: answered with an error",
      "read of line 0x40 of keyID 1: answered with an error",
    ]);
  });

  it("finds a stored line that is spoilt, one that is missing, and one that nobody wrote", () => {
    const { player, problems } = play(TRACE, {
      onFlush: (cells) => {
        cells.set(0, new Uint8Array(64));
        cells.delete(PAGE + 64);
        cells.set(0x40, new Uint8Array(64));
      },
    });
    expect([player.verified, player.mismatches]).to.deep.equal([2, 3]);
    expect(problems[0]).to.match(/^stored line 0x0 of keyID 1: expected [\da-f]{128}, got 0{128}$/);
    expect(problems[1]).to.match(/^stored line 0x1040 of keyID 2: expected [\da-f]{128}, got nothing$/);
    expect(problems[2]).to.equal(`stored line 0x40: expected nothing, got ${"0".repeat(128)}`);
  });

  it("finds a line that is stored under the key of another tenant", () => {
    const { player } = play(TRACE, {
      onFlush: (cells) => cells.set(0, encryptLine(KEYS[1], 0, lineData(SEED, 5 * PAGE, 1))),
    });
    expect(player.mismatches).to.equal(1);
  });

  it("refuses a trace that contradicts what it wrote, and one that needs more memory", () => {
    expect(() =>
      play([...TRACE.slice(0, 2), { op: "read", address: 9 * PAGE + 64, data: new Uint8Array(64) }]),
    ).to.throw(
      `the trace says that a read of line 0x9040 finds ${"00".repeat(8)}..., ` +
        `but by then the line holds ${"07".repeat(8)}...; accepted: the data written last, or none`,
    );
    const pages = Array.from({ length: 257 }, (_, k): Access => ({ op: "read", address: k * PAGE }));
    expect(() => play(pages)).to.throw("the trace touches more than the memory's 1048576 bytes");
  });
});
