import { expect } from "chai";
import { Command, type CommandName } from "../../../rtl/dram/command.ts";
import { CONSTRAINTS, latencyOf } from "../../../rtl/dram/constraints.ts";
import { bankCount, DDR4_3200, DDR5_4800, type DramDevice } from "../../../rtl/dram/timing.ts";
import { TimingCounters } from "../../../rtl/dram/timing-counters.ts";
import { type Bench, simulate } from "../../../sim/bench/index.ts";
import type { Outside } from "../../../sim/hdl/index.ts";

interface Issued {
  readonly command: CommandName;
  readonly bank: number;
  readonly cycle: number;
}
type Ports = Outside<ReturnType<typeof TimingCounters>["shape"]>;

const COMMANDS: readonly CommandName[] = ["ACT", "PRE", "RD", "WR", "PREA", "REF"];
const isForAll = (command: CommandName) => command === "PREA" || command === "REF";

/** The constraint table, taken literally: whether a command may follow all that were issued. */
function mayFollow(device: DramDevice, history: readonly Issued[], next: Issued): boolean {
  const { banksPerGroup } = device.organisation;
  const group = (bank: number) => Math.floor(bank / banksPerGroup);
  return CONSTRAINTS.every((row) => {
    if (!row.following.includes(next.command)) return true;
    const same = history.filter(
      ({ command, bank }) =>
        row.preceding.includes(command) &&
        (row.level === "bank" ? bank === next.bank : true) &&
        (row.level === "bankGroup" ? group(bank) === group(next.bank) : true),
    );
    const last = same.at(-(row.window ?? 1));
    return !last || next.cycle - last.cycle >= latencyOf(row, device.figures);
  });
}

function* issue(b: Bench<Ports>, command: CommandName | "NOP", bank: number) {
  const { issued } = b.dut;
  const banks = bankCount(DDR5_4800.organisation);
  b.drive(issued.command, Command.values[command]);
  const all = 2n ** BigInt(issued.banks.width) - 1n;
  b.drive(issued.banks, command === "PREA" || command === "REF" ? all : 1n << BigInt(bank % banks));
  yield* b.tick();
}

/** The banks that a command may go to now; for PREA and REF, all or none. */
const allowed = (b: Bench<Ports>, command: CommandName) => b.peek(b.dut.allowed[command]);

describe("the timing counters", () => {
  const clocksTo = (device: DramDevice, first: CommandName, then: CommandName, bank = 0) => {
    using sim = simulate(TimingCounters(device));
    let cycles = 0;
    sim.bench(function* (b) {
      b.drive(b.dut.issued.row, 0);
      yield* issue(b, first, 0);
      for (cycles = 1; ((allowed(b, then) >> BigInt(bank)) & 1n) === 0n; cycles++) yield* issue(b, "NOP", 0);
    });
    sim.run();
    return cycles;
  };

  it("allow a command in the first cycle in which the table does", () => {
    expect(clocksTo(DDR4_3200, "ACT", "RD")).to.equal(22);
    expect(clocksTo(DDR4_3200, "ACT", "PRE")).to.equal(52);
    expect(clocksTo(DDR4_3200, "ACT", "ACT")).to.equal(74);
    expect(clocksTo(DDR4_3200, "WR", "PRE")).to.equal(44);
    expect(clocksTo(DDR4_3200, "REF", "ACT", 15)).to.equal(560);
    expect(clocksTo(DDR5_4800, "RD", "WR")).to.equal(14);
    expect(clocksTo(DDR5_4800, "WR", "WR")).to.equal(48);
    expect(clocksTo(DDR5_4800, "PREA", "REF")).to.equal(34);
  });

  it("tell the bank, its group, and the other groups apart", () => {
    expect([0, 1, 4].map((bank) => clocksTo(DDR4_3200, "ACT", "ACT", bank))).to.deep.equal([74, 8, 4]);
    expect([0, 3, 12].map((bank) => clocksTo(DDR4_3200, "WR", "RD", bank))).to.deep.equal([32, 32, 24]);
    expect([0, 3, 31].map((bank) => clocksTo(DDR5_4800, "RD", "RD", bank))).to.deep.equal([12, 12, 8]);
  });

  it("let four ACTs pass in tFAW", () => {
    using sim = simulate(TimingCounters(DDR4_3200));
    const cycles: number[] = [];
    sim.bench(function* (b) {
      b.drive(b.dut.issued.row, 0);
      const start = b.cycle;
      for (const bank of [0, 4, 8, 12, 1, 5]) {
        while (((allowed(b, "ACT") >> BigInt(bank)) & 1n) === 0n) yield* issue(b, "NOP", 0);
        yield* issue(b, "ACT", bank);
        cycles.push(b.cycle - start - 1);
      }
    });
    sim.run();
    // Four at tRRD_S = 4, then 34 after the first and after the second.
    expect(cycles).to.deep.equal([0, 4, 8, 12, 34, 38]);
  });

  for (const device of [DDR4_3200, DDR5_4800]) {
    it(`agree with the table on random commands to ${device.name}`, () => {
      using sim = simulate(TimingCounters(device), { seed: 11 });
      const banks = bankCount(device.organisation);
      sim.bench(function* (b) {
        const history: Issued[] = [];
        b.drive(b.dut.issued.row, 0);
        for (let cycle = 0; cycle < 400; cycle++) {
          const possible: Issued[] = [];
          for (const command of COMMANDS) {
            const mask = allowed(b, command);
            for (let bank = 0; bank < (isForAll(command) ? 1 : banks); bank++) {
              const next = { command, bank, cycle };
              const may = mayFollow(device, history, next);
              expect(((mask >> BigInt(bank)) & 1n) === 1n, `${command} ${bank} in cycle ${cycle}`).to.equal(
                may,
              );
              if (may && command !== "REF") possible.push(next);
            }
          }
          const chosen = b.random.chance(0.4) && possible.length > 0 ? b.random.pick(possible) : undefined;
          if (chosen) history.push(chosen);
          yield* issue(b, chosen?.command ?? "NOP", chosen?.bank ?? 0);
        }
      });
      sim.run();
    });
  }
});
