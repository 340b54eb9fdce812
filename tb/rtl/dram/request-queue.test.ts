import { expect } from "chai";
import { Command, type CommandName } from "../../../rtl/dram/command.ts";
import { RequestQueue } from "../../../rtl/dram/request-queue.ts";
import { DDR4_3200 } from "../../../rtl/dram/timing.ts";
import { type Bench, simulate, type Task } from "../../../sim/bench/index.ts";
import type { Outside } from "../../../sim/hdl/index.ts";

const SIZE = 8;
type Ports = Outside<ReturnType<typeof RequestQueue>["shape"]>;
interface Entry {
  readonly write?: number;
  readonly bank?: number;
  readonly row?: number;
  readonly column?: number;
  readonly open?: number;
  readonly hit?: number;
}

/** The queue with its inputs quiet; `step` gives it one cycle of what is named. */
class Rig {
  readonly b: Bench<Ports>;
  constructor(b: Bench<Ports>) {
    this.b = b;
  }

  *step(
    now: { arrives?: Entry; leaves?: number; issued?: readonly [CommandName, number, number] } = {},
  ): Task {
    const { b } = this;
    const { arrives, leaves, issued } = b.dut;
    const [command, bank, row] = now.issued ?? ["NOP", 0, 0];
    this.offer(now.arrives ?? {});
    b.drive(arrives.enable, now.arrives !== undefined);
    b.drive(leaves, now.leaves === undefined ? 0 : 1 << now.leaves);
    b.drive(issued.command, Command.values[command as "NOP"]);
    b.drive(issued.banks, command === "PREA" ? 0xffff : 1 << bank);
    b.drive(issued.row, row);
    yield* b.tick();
    b.drive(arrives.enable, 0);
    b.drive(leaves, 0);
    b.drive(issued.command, Command.values.NOP);
    yield* b.settle();
  }

  offer({ write = 0, bank = 0, row = 0, column = 0, open = 0, hit = 0 }: Entry): void {
    const { arrives } = this.b.dut;
    this.b.drive(arrives.write, write);
    this.b.drive(arrives.banks, 1 << bank);
    this.b.drive(arrives.row, row);
    this.b.drive(arrives.column, column);
    this.b.drive(arrives.open, open);
    this.b.drive(arrives.hit, hit);
  }

  /** Lane by lane, of the valid entries. */
  lanes(name: "rows" | "columns" | "slots" | "banks"): number[] {
    const bits = this.b.peek(this.b.dut.entries[name]);
    const width = BigInt(this.b.dut.entries[name].width / SIZE);
    return Array.from({ length: this.count }, (_, lane) =>
      Number((bits >> (width * BigInt(lane))) & ((1n << width) - 1n)),
    );
  }
  /** The bits of the valid entries, the oldest first. */
  bits(name: "write" | "open" | "hit"): string {
    return this.b
      .peek(this.b.dut.entries[name])
      .toString(2)
      .padStart(SIZE, "0")
      .split("")
      .reverse()
      .join("")
      .slice(0, this.count);
  }
  get count(): number {
    return this.b.peek(this.b.dut.entries.valid).toString(2).replaceAll("0", "").length;
  }
}

function queue(body: (rig: Rig) => Task, patience = 1000): void {
  using sim = simulate(RequestQueue({ organisation: DDR4_3200.organisation, size: SIZE, patience }), {
    seed: 9,
  });
  sim.bench(function* (b) {
    yield* body(new Rig(b));
  });
  sim.run();
}

describe("the request queue", () => {
  it("keeps the order of arrival, and closes up behind an entry that leaves", () => {
    queue(function* (rig) {
      for (const row of [10, 11, 12, 13])
        yield* rig.step({ arrives: { row, column: row + 50, bank: row - 10 } });
      expect(rig.lanes("rows")).to.deep.equal([10, 11, 12, 13]);
      yield* rig.step({ leaves: 1 });
      expect(rig.lanes("rows")).to.deep.equal([10, 12, 13]);
      expect(rig.lanes("columns")).to.deep.equal([60, 62, 63]);
      expect(rig.lanes("banks")).to.deep.equal([1, 4, 8]);
      yield* rig.step({ leaves: 2, arrives: { row: 14 } });
      expect(rig.lanes("rows")).to.deep.equal([10, 12, 14]);
      yield* rig.step({ leaves: 0 });
      expect(rig.lanes("rows")).to.deep.equal([12, 14]);
    });
  });

  it("is full with all entries taken", () => {
    queue(function* (rig) {
      for (let i = 0; i < SIZE; i++) {
        expect(rig.b.peek(rig.b.dut.full)).to.equal(0n);
        yield* rig.step({ arrives: { row: i } });
      }
      expect(rig.b.peek(rig.b.dut.full)).to.equal(1n);
      yield* rig.step({ leaves: 7 });
      expect(rig.b.peek(rig.b.dut.full)).to.equal(0n);
    });
  });

  it("gives every entry a slot that no other entry has, in any order of leaving", () => {
    queue(function* (rig) {
      const { b } = rig;
      const slots: number[] = [];
      for (let i = 0; i < 300; i++) {
        const arrives = slots.length < SIZE && b.random.chance(0.6);
        const leaves = slots.length > 0 && b.random.chance(0.5) ? b.random.below(slots.length) : undefined;
        const slot = Number(b.peek(b.dut.slot));
        yield* rig.step({ ...(arrives ? { arrives: {} } : {}), ...(leaves === undefined ? {} : { leaves }) });
        if (leaves !== undefined) slots.splice(leaves, 1);
        if (arrives) slots.push(slot);
        expect(rig.lanes("slots")).to.deep.equal(slots);
        expect(new Set(slots).size).to.equal(slots.length);
      }
    });
  });

  it("follows the commands: which entries find their bank open, and their row", () => {
    queue(function* (rig) {
      for (const [bank, row] of [
        [0, 5],
        [0, 6],
        [1, 5],
        [0, 5],
      ])
        yield* rig.step({ arrives: { bank, row } });
      yield* rig.step({ issued: ["ACT", 0, 5] });
      expect([rig.bits("open"), rig.bits("hit")]).to.deep.equal(["1101", "1001"]);
      yield* rig.step({ issued: ["ACT", 1, 9] });
      expect([rig.bits("open"), rig.bits("hit")]).to.deep.equal(["1111", "1001"]);
      yield* rig.step({ issued: ["RD", 0, 5], leaves: 0 });
      expect([rig.bits("open"), rig.bits("hit")]).to.deep.equal(["111", "001"]);
      yield* rig.step({ issued: ["PRE", 0, 0] });
      expect([rig.bits("open"), rig.bits("hit")]).to.deep.equal(["010", "000"]);
      yield* rig.step({ issued: ["PREA", 0, 0] });
      expect([rig.bits("open"), rig.bits("hit")]).to.deep.equal(["000", "000"]);
    });
  });

  it("takes the state of the bank with what arrives", () => {
    queue(function* (rig) {
      yield* rig.step({ arrives: { open: 1, hit: 1, write: 1 } });
      yield* rig.step({ arrives: { open: 1 } });
      yield* rig.step({ arrives: {} });
      expect([rig.bits("open"), rig.bits("hit"), rig.bits("write")]).to.deep.equal(["110", "100", "100"]);
    });
  });

  it("shows what holds up an arrival: entries of the same line, unless both are reads", () => {
    queue(function* (rig) {
      yield* rig.step({ arrives: { bank: 3, row: 4, column: 5 } });
      yield* rig.step({ arrives: { bank: 3, row: 4, column: 6, write: 1 } });
      const conflicts = function* (entry: Entry): Task<bigint> {
        rig.offer(entry);
        yield* rig.b.settle();
        return rig.b.peek(rig.b.dut.conflicts);
      };
      expect(yield* conflicts({ bank: 3, row: 4, column: 5 })).to.equal(0b00n);
      expect(yield* conflicts({ bank: 3, row: 4, column: 5, write: 1 })).to.equal(0b01n);
      expect(yield* conflicts({ bank: 3, row: 4, column: 6 })).to.equal(0b10n);
      expect(yield* conflicts({ bank: 3, row: 4, column: 6, write: 1 })).to.equal(0b10n);
      expect(yield* conflicts({ bank: 2, row: 4, column: 6, write: 1 })).to.equal(0b00n);
      expect(yield* conflicts({ bank: 3, row: 5, column: 6, write: 1 })).to.equal(0b00n);
      expect(yield* conflicts({ bank: 3, row: 4, column: 7, write: 1 })).to.equal(0b00n);
      yield* rig.step({ leaves: 1 });
      expect(yield* conflicts({ bank: 3, row: 4, column: 6 })).to.equal(0b00n);
    });
  });

  it("says when the oldest entry has waited for as long as it may", () => {
    queue(function* (rig) {
      const overdue = () => rig.b.peek(rig.b.dut.entries.overdue);
      yield* rig.step({ arrives: {} });
      for (let i = 0; i < 4; i++) yield* rig.step();
      yield* rig.step({ arrives: {} });
      expect(overdue()).to.equal(0n);
      yield* rig.step();
      expect(overdue()).to.equal(1n);
      yield* rig.step();
      expect(overdue()).to.equal(1n);
      // The next one has its own wait.
      yield* rig.step({ leaves: 0 });
      expect(overdue()).to.equal(0n);
      for (let i = 0; i < 3; i++) yield* rig.step();
      expect(overdue()).to.equal(1n);
      yield* rig.step({ leaves: 0 });
      expect(overdue()).to.equal(0n);
    }, 6);
  });
});
