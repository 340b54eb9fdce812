import { expect } from "chai";
import { Scheduler } from "../../../rtl/dram/scheduler.ts";
import { DDR4_3200 } from "../../../rtl/dram/timing.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";

const SIZE = 8;
const ALL = 0xffff;
const design = elaborate(Scheduler(DDR4_3200.organisation, SIZE));

interface Entry {
  readonly bank: number;
  readonly write?: boolean;
  /** What the bank of the entry has: its row, another row, or none. */
  readonly row: "hit" | "other" | "closed";
}
interface Situation {
  readonly entries: readonly Entry[];
  /** Banks that a command may go to; all unless given. */
  readonly allowed?: Partial<Record<"ACT" | "PRE" | "RD" | "WR" | "PREA" | "REF", number>>;
  readonly writing?: boolean;
  readonly room?: boolean;
  readonly due?: boolean;
  readonly anyOpen?: boolean;
  readonly overdue?: boolean;
}

/** The command that the scheduler decides on, as text: `RD 2` is a read for entry 2; `-` after it: it leaves. */
function decide(given: Situation): string {
  using sim = simulate(design, { reset: false });
  let decision = "";
  sim.bench(function* (b) {
    const { dut } = b;
    const bits = (is: (entry: Entry) => boolean | undefined) =>
      given.entries.reduce((sum, entry, lane) => sum | (is(entry) ? 1 << lane : 0), 0);
    const banks = given.entries.reduce((sum, { bank }, lane) => sum | (1n << BigInt(16 * lane + bank)), 0n);
    b.drive(
      dut.entries.valid,
      bits(() => true),
    );
    b.drive(
      dut.entries.write,
      bits(({ write }) => write),
    );
    b.drive(
      dut.entries.open,
      bits(({ row }) => row !== "closed"),
    );
    b.drive(
      dut.entries.hit,
      bits(({ row }) => row === "hit"),
    );
    b.drive(dut.entries.banks, banks);
    b.drive(dut.entries.overdue, given.overdue ?? false);
    for (const command of ["ACT", "PRE", "RD", "WR"] as const)
      b.drive(dut.allowed[command], given.allowed?.[command] ?? ALL);
    for (const command of ["PREA", "REF"] as const)
      b.drive(dut.allowed[command], given.allowed?.[command] ?? 1);
    b.drive(dut.writing, given.writing ?? false);
    b.drive(dut.room, given.room ?? true);
    b.drive(dut.refresh.due, given.due ?? false);
    b.drive(dut.refresh.anyOpen, given.anyOpen ?? false);
    yield* b.tick();
    const name = b.nameOf(dut.command);
    const entry = b.peek(dut.entry);
    const leaves = b.peek(dut.leaves);
    if (leaves !== 0n) expect(leaves).to.equal(1n << entry);
    const place = name === "NOP" || name === "PREA" || name === "REF" ? "" : ` ${entry}`;
    if (place) expect(b.peek(dut.banks)).to.equal(1n << BigInt(given.entries[Number(entry)].bank));
    if (name === "PREA") expect(b.peek(dut.banks)).to.equal(0xffffn);
    decision = `${name}${place}${leaves === 0n ? "" : " -"}`;
  });
  sim.run();
  return decision;
}

describe("the scheduler", () => {
  it("does nothing with nothing to do", () => {
    expect(decide({ entries: [] })).to.equal("NOP");
  });

  it("opens a row, then reads from it, and lets the entry go", () => {
    expect(decide({ entries: [{ bank: 4, row: "closed" }] })).to.equal("ACT 0");
    expect(decide({ entries: [{ bank: 4, row: "hit" }] })).to.equal("RD 0 -");
    expect(decide({ entries: [{ bank: 4, row: "other" }] })).to.equal("PRE 0");
  });

  it("takes the first that is ready: the oldest allowed column command before all others", () => {
    const entries: Entry[] = [
      { bank: 0, row: "closed" },
      { bank: 1, row: "hit" },
      { bank: 2, row: "hit" },
    ];
    expect(decide({ entries })).to.equal("RD 1 -");
    expect(decide({ entries, allowed: { RD: ALL & ~0b10 } })).to.equal("RD 2 -");
    expect(decide({ entries, allowed: { RD: 0 } })).to.equal("ACT 0");
    expect(decide({ entries, allowed: { RD: 0, ACT: 0 } })).to.equal("NOP");
  });

  it("among rows to open and banks to close, takes the oldest", () => {
    const entries: Entry[] = [
      { bank: 3, row: "other" },
      { bank: 1, row: "closed" },
    ];
    expect(decide({ entries })).to.equal("PRE 0");
    expect(decide({ entries, allowed: { PRE: ALL & ~0b1000 } })).to.equal("ACT 1");
  });

  it("does not close a bank while an entry waits for its open row", () => {
    const entries: Entry[] = [
      { bank: 3, row: "other" },
      { bank: 3, row: "hit" },
    ];
    expect(decide({ entries, allowed: { RD: 0 } })).to.equal("NOP");
    // The hit of the other direction does not count.
    expect(decide({ entries: [entries[0], { ...entries[1], write: true }] })).to.equal("PRE 0");
  });

  it("serves one direction at a time", () => {
    const entries: Entry[] = [
      { bank: 0, row: "hit", write: true },
      { bank: 1, row: "hit" },
    ];
    expect(decide({ entries })).to.equal("RD 1 -");
    expect(decide({ entries, writing: true })).to.equal("WR 0 -");
    expect(decide({ entries, writing: true, allowed: { WR: 0 } })).to.equal("NOP");
  });

  it("reads only where the data will find room", () => {
    expect(decide({ entries: [{ bank: 0, row: "hit" }], room: false })).to.equal("NOP");
    expect(decide({ entries: [{ bank: 0, row: "hit", write: true }], room: false, writing: true })).to.equal(
      "WR 0 -",
    );
  });

  it("closes all banks and refreshes when that is due, before anything else", () => {
    const entries: Entry[] = [{ bank: 0, row: "hit" }];
    expect(decide({ entries, due: true, anyOpen: true })).to.equal("PREA");
    expect(decide({ entries, due: true, anyOpen: true, allowed: { PREA: 0 } })).to.equal("NOP");
    expect(decide({ entries, due: true })).to.equal("REF");
    expect(decide({ entries, due: true, allowed: { REF: 0 } })).to.equal("NOP");
  });

  it("gives an overdue entry its bank and its direction", () => {
    const entries: Entry[] = [
      { bank: 3, row: "other" },
      { bank: 3, row: "hit" },
      { bank: 5, row: "hit" },
    ];
    expect(decide({ entries, overdue: true, allowed: { PRE: 0 } })).to.equal("RD 2 -");
    expect(decide({ entries, overdue: true, allowed: { RD: 0 } })).to.equal("PRE 0");
    const writes: Entry[] = [{ bank: 3, row: "hit", write: true }, ...entries.slice(1)];
    expect(decide({ entries: writes, overdue: true })).to.equal("WR 0 -");
    expect(decide({ entries: writes, overdue: true, allowed: { WR: 0 } })).to.equal("NOP");
  });
});
