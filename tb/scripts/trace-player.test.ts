import { expect } from "chai";
import type { Access } from "../../host/workload/access.ts";
import { formatMismatch, type Mismatch, TracePlayer } from "../../scripts/trace-player.ts";
import { type StandInHooks, standInHardware } from "./stand-in.ts";

const KEYS = { key1: new Uint8Array(16).fill(1), key2: new Uint8Array(16).fill(2) };

function play(accesses: readonly Access[], hooks: StandInHooks = {}) {
  const memory = standInHardware(hooks).lineMemory({ engine: "event", seed: 1, ...KEYS });
  const mismatches: Mismatch[] = [];
  const player = new TracePlayer(memory, KEYS, 1, (mismatch) => mismatches.push(mismatch));
  for (const access of accesses) player.submit(access);
  player.settle(memory.drain());
  return { player, mismatches };
}

describe("TracePlayer", () => {
  it("verifies reads of lines written and of lines found, and writes", () => {
    const { player } = play([
      { op: "read", address: 0 },
      { op: "write", address: 0 },
      { op: "read", address: 0 },
      { op: "write", address: 64, data: new Uint8Array(64).fill(9) },
      { op: "read", address: 64, data: new Uint8Array(64).fill(9) },
      { op: "read", address: 128, data: new Uint8Array(64).fill(8) },
    ]);
    expect(player.moved).to.deep.equal({ read: 4, write: 2 });
    expect(player.verified).to.equal(6);
    expect(player.mismatches).to.equal(0);
    expect(player.latencies.read.summary().max).to.equal(12);
    expect(player.latencies.write.summary().max).to.equal(13);
  });

  it("counts and reports a read that comes back with one bit changed", () => {
    const { player, mismatches } = play(
      [
        { op: "write", address: 64, data: new Uint8Array(64) },
        { op: "read", address: 64 },
      ],
      { onResult: ({ request, data }) => request.op === "read" && (data[63] ^= 1) },
    );
    expect(player.verified).to.equal(1);
    expect(player.mismatches).to.equal(1);
    expect(mismatches.map(formatMismatch)).to.deep.equal([
      `read of line 0x40: expected ${"00".repeat(64)}, got ${"00".repeat(63)}01`,
    ]);
  });

  it("counts a line that is stored otherwise than the reference model says", () => {
    const { player, mismatches } = play([{ op: "write", address: 64 }], {
      onResult: ({ data }) => (data[0] ^= 0x80),
    });
    expect(player.verified).to.equal(0);
    expect(player.mismatches).to.equal(1);
    expect(mismatches[0].request.op).to.equal("write");
  });

  it("refuses a trace that contradicts what it wrote", () => {
    expect(() =>
      play([
        { op: "write", address: 64, data: new Uint8Array(64) },
        { op: "read", address: 64, data: new Uint8Array(64).fill(0xab) },
      ]),
    ).to.throw(
      "the trace says that a read of line 0x40 finds abababababababab..., " +
        "but by then the line holds 0000000000000000...; accepted: the data written last, or none",
    );
  });

  it("refuses a result that nobody asked for", () => {
    const { player } = play([]);
    const request = { op: "read", address: 64 } as const;
    expect(() => player.settle([{ request, data: new Uint8Array(64), latencyCycles: 1 }])).to.throw(
      "a result for a request that is not open, address 64",
    );
  });
});
