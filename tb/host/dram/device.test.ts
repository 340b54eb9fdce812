import { expect } from "chai";
import { MemoryDevice } from "../../../host/dram/device.ts";
import { Command, type CommandName } from "../../../rtl/dram/command.ts";
import { dramPins } from "../../../rtl/dram/controller.ts";
import { DDR4_3200 } from "../../../rtl/dram/timing.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { flip, module, Out } from "../../../sim/hdl/index.ts";

/** Pins without a controller: the bench is one. */
const Pins = module(
  "Pins",
  {
    drive: flip(dramPins(DDR4_3200.organisation)),
    seen: Out(512),
    valid: Out(1),
    pins: dramPins(DDR4_3200.organisation),
  },
  ({ drive, pins, seen, valid }) => {
    for (const name of ["select", "command", "bankGroup", "bank", "row", "column", "writeLine"] as const)
      pins[name].drive(drive[name] as never);
    drive.readValid.drive(pins.readValid);
    drive.readLine.drive(pins.readLine);
    seen.drive(pins.readLine);
    valid.drive(pins.readValid);
  },
);

interface Step {
  readonly cycle: number;
  readonly command: CommandName;
  readonly bank?: number;
  readonly row?: number;
  readonly column?: number;
  readonly line?: number;
}

/** Cycles in which the device is held in reset. */
type InReset = (cycle: number) => boolean;

function play(steps: readonly Step[], isInReset: InReset = () => false) {
  const sim = simulate(Pins);
  const device = new MemoryDevice(sim, sim.dut.pins, { device: DDR4_3200 });
  const bursts: { cycle: number; line: bigint }[] = [];
  sim.bench(function* (b) {
    const { drive } = b.dut;
    const start = b.cycle + 1;
    for (let cycle = 0; cycle < steps[steps.length - 1].cycle + 40; cycle++) {
      b.drive(b.resetPin(), isInReset(cycle));
      const step = steps.find((one) => one.cycle === cycle);
      b.drive(drive.select, step !== undefined);
      b.drive(drive.command, Command.values[step?.command ?? "NOP"]);
      b.drive(drive.bankGroup, 3);
      b.drive(drive.bank, step?.bank ?? 0);
      b.drive(drive.row, step?.row ?? 0);
      b.drive(drive.column, step?.column ?? 0);
      b.drive(drive.writeLine, step?.line ?? 0);
      const now = yield* b.sample({ valid: b.dut.valid, seen: b.dut.seen });
      if (now.valid) bursts.push({ cycle: b.cycle - start, line: now.seen });
    }
  });
  sim.run();
  return { device, bursts };
}

describe("the memory device", () => {
  it("gives back what was written, CL + BL = 26 after the command", () => {
    const { bursts } = play([
      { cycle: 0, command: "ACT", row: 9 },
      { cycle: 30, command: "WR", column: 5, line: 1234 },
      { cycle: 70, command: "RD", column: 5 },
      { cycle: 78, command: "RD", column: 6 },
      { cycle: 82, command: "RD", column: 5 },
    ]);
    expect(bursts).to.deep.equal([
      { cycle: 96, line: 1234n },
      { cycle: 104, line: 0n },
      { cycle: 108, line: 1234n },
    ]);
  });

  it("keeps an open row a bank", () => {
    const { device } = play([
      { cycle: 0, command: "ACT", bank: 0, row: 1 },
      { cycle: 10, command: "ACT", bank: 1, row: 2 },
      { cycle: 40, command: "WR", bank: 0, column: 7, line: 10 },
      { cycle: 50, command: "WR", bank: 1, column: 7, line: 20 },
    ]);
    // Bank group 3, by the map of streaming: bits 7:6; column 14:8; bank 16:15; row 32:17.
    const address = (bank: number, row: number) => 3 * 2 ** 6 + 7 * 2 ** 8 + bank * 2 ** 15 + row * 2 ** 17;
    const bytes = (value: number) => Uint8Array.of(value, ...new Uint8Array(63));
    expect([...device.cells]).to.deep.equal([
      [address(0, 1), bytes(10)],
      [address(1, 2), bytes(20)],
    ]);
  });

  it("gives nothing in reset or after it of what was read before, and goes on with what is read then", () => {
    const { bursts, device } = play(
      [
        { cycle: 0, command: "ACT", row: 9 },
        { cycle: 30, command: "WR", column: 5, line: 1234 },
        // Their data were due at 76, before the reset, and at 86, 90 and 98, in it and after it.
        { cycle: 50, command: "RD", column: 5 },
        { cycle: 60, command: "RD", column: 5 },
        { cycle: 64, command: "RD", column: 5 },
        { cycle: 72, command: "RD", column: 5 },
        { cycle: 96, command: "ACT", row: 9 },
        { cycle: 120, command: "RD", column: 5 },
      ],
      (cycle) => cycle >= 80 && cycle < 95,
    );
    expect(bursts).to.deep.equal([
      { cycle: 76, line: 1234n },
      { cycle: 146, line: 1234n },
    ]);
    expect(device.commands.RD).to.equal(5);
  });

  it("counts the commands", () => {
    const { device } = play([
      { cycle: 0, command: "PREA" },
      { cycle: 30, command: "REF" },
      { cycle: 35, command: "ACT" },
      { cycle: 60, command: "RD" },
      { cycle: 68, command: "RD" },
    ]);
    expect(device.commands).to.deep.equal({ ACT: 1, PRE: 0, PREA: 1, RD: 2, WR: 0, REF: 1 });
  });
});
