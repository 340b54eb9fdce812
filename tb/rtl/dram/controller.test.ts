import { expect } from "chai";
import { type ControllerOptions, DramController } from "../../../rtl/dram/controller.ts";
import { DDR4_3200, DDR5_4800, type DramDevice, type FigureName } from "../../../rtl/dram/timing.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { only, rig } from "./rig.ts";

describe("the latency of a read, in nCK from its request's edge to its response's", () => {
  /** After three reads of one bank: of a closed bank, of the open row, of another row. */
  const latencies = (device: DramDevice) => {
    const { sim, send, at, answered, taken, responses, commands } = rig({ device });
    sim.bench(function* (b) {
      for (const [index, address] of [at({ row: 1 }), at({ row: 1, column: 9 }), at({ row: 2 })].entries()) {
        yield* b.tick(200);
        send({ address });
        yield* answered(b, index + 1);
      }
    });
    sim.run({ cycles: 2000 });
    sim[Symbol.dispose]();
    const [closed, hit, conflict] = responses.map(({ cycle }, index) => cycle - taken[index]);
    return { closed, hit, conflict, commands: commands.map(({ command }) => command).join(" ") };
  };
  /** One cycle each in the queue, in the registers of the pins, and in the queue of the responses. */
  const OVERHEAD = 3;

  it("is CL + BL for the open row, tRCD more for a closed bank, tRP more for another row: DDR4-3200", () => {
    expect(latencies(DDR4_3200)).to.deep.equal({
      hit: 26 + OVERHEAD, // 22 + 4
      closed: 48 + OVERHEAD, // 22 + 22 + 4
      conflict: 70 + OVERHEAD, // 22 + 22 + 22 + 4
      commands: "ACT RD RD PRE ACT RD",
    });
  });
  it("is CL + BL for the open row, tRCD more for a closed bank, tRP more for another row: DDR5-4800", () => {
    expect(latencies(DDR5_4800)).to.deep.equal({
      hit: 42 + OVERHEAD, // 34 + 8
      closed: 76 + OVERHEAD, // 34 + 34 + 8
      conflict: 110 + OVERHEAD, // 34 + 34 + 34 + 8
      commands: "ACT RD RD PRE ACT RD",
    });
  });
  it("is one cycle for the answer to a write", () => {
    const { sim, send, at, answered, taken, responses } = rig({ device: DDR4_3200 });
    sim.bench(function* (b) {
      send({ write: true, address: at({ row: 1 }), tag: 77 });
      yield* answered(b, 1);
    });
    sim.run({ cycles: 100 });
    expect(responses.map(({ write, tag, cycle }) => [write, tag, cycle - taken[0]])).to.deep.equal([
      [true, 77, 1],
    ]);
  });
});

describe("the memory controller", () => {
  it("keeps requests to one line in order where one of them is a write", () => {
    const { sim, send, at, answered, responses, commands } = rig({ device: DDR4_3200 });
    const line = (byte: number) => new Uint8Array(64).fill(byte);
    const address = at({ bankGroup: 2, bank: 1, row: 3, column: 4 });
    sim.bench(function* (b) {
      send({ write: true, address, line: line(1), tag: 1 });
      send({ address, tag: 2 });
      send({ write: true, address, line: line(3), tag: 3 });
      send({ write: true, address, line: line(4), tag: 4 });
      send({ address, tag: 5 });
      send({ address, tag: 6 });
      yield* answered(b, 6);
    });
    sim.run({ cycles: 2000 });
    expect(
      only(commands, "RD", "WR")
        .map(({ command }) => command)
        .join(" "),
    ).to.equal("WR RD WR WR RD RD");
    const read = responses.filter(({ write }) => !write).map(({ tag, line: [byte] }) => [tag, byte]);
    expect(read).to.deep.equal([
      [2, 1],
      [5, 4],
      [6, 4],
    ]);
  });

  it("puts its bank, row and column on the pins, and the line with the write", () => {
    const { sim, send, at, commands, device } = rig({ device: DDR5_4800 });
    const address = at({ bankGroup: 6, bank: 3, row: 0xabcd, column: 0x2a });
    const line = Uint8Array.from({ length: 64 }, (_, i) => 3 * i);
    sim.bench(function* (b) {
      send({ write: true, address, line });
      yield* b.tick(200);
    });
    sim.run();
    const [act, wr] = commands;
    expect([act.command, act.bankGroup, act.bank, act.row]).to.deep.equal(["ACT", 6, 3, 0xabcd]);
    expect([wr.command, wr.bankGroup, wr.bank, wr.column]).to.deep.equal(["WR", 6, 3, 0x2a]);
    expect([...device.cells]).to.deep.equal([[address, line]]);
  });

  it("holds writes back until 16 wait, then lets 8 go in a row", () => {
    const { sim, send, at, commands, taken } = rig({ device: DDR4_3200, drain: { high: 16, low: 8 } });
    sim.bench(function* (b) {
      // Reads of one bank's rows keep reads waiting for a long time.
      for (let row = 0; row < 8; row++) send({ address: at({ row }) });
      for (let i = 0; i < 15; i++)
        send({ write: true, address: at({ bankGroup: 1 + (i % 3), row: 5, column: i }) });
      yield* b.tick(300);
      expect(only(commands, "WR")).to.have.length(0);
      send({ write: true, address: at({ bankGroup: 1, row: 5, column: 15 }) });
      yield* b.tick(1);
      while (only(commands, "RD").length < 8) yield* b.tick();
      yield* b.tick(200);
    });
    sim.run({ cycles: 3000 });
    const sixteenth = taken[23];
    const columns = only(commands, "RD", "WR").filter(({ cycle }) => cycle > sixteenth);
    const text = columns.map(({ command }) => command[0]).join("");
    // The turn ends with 8 left; these go when no read waits any more.
    expect(text).to.match(/^R?W{8}R+W{8}$/);
  });

  it("serves a request that others overtake when its patience ends, and soon", () => {
    const served = (patience: number) => {
      const { sim, send, at, commands, taken } = rig({ device: DDR4_3200, patience });
      sim.bench(function* (b) {
        for (let i = 0; i < 3; i++) send({ address: at({ row: 0, column: i }) });
        // A row hit takes 8, tCCD_L: 200 of them would go before the other row for 1600 cycles.
        send({ address: at({ row: 1 }) });
        for (let i = 0; i < 200; i++) send({ address: at({ row: 0, column: i % 120 }) });
        while (only(commands, "RD").length < 204) yield* b.tick();
      });
      sim.run({ cycles: 5000 });
      const [, act] = only(commands, "ACT");
      return act.cycle - taken[3];
    };
    expect(served(65_535)).to.be.within(1500, 1700);
    // The last hit, tRTP 12 to close, tRP 22 to open; three for the queue and the pins.
    expect(served(300)).to.be.within(300 + 22, 300 + 8 + 12 + 22 + 3);
    expect(served(1000)).to.be.within(1000 + 22, 1000 + 8 + 12 + 22 + 3);
  });

  it("refreshes each tREFI, idle or busy, as soon as the banks can be closed", () => {
    for (const isBusy of [false, true]) {
      const { sim, send, at, commands } = rig({ device: DDR4_3200 });
      const start: number[] = [];
      sim.bench(function* (b) {
        start.push(b.cycle);
        for (let i = 0; i < 2; i++) {
          yield* b.tick(12_480 - 300);
          if (isBusy) for (let j = 0; j < 60; j++) send({ write: true, address: at({ row: j }) });
          yield* b.tick(300);
        }
        yield* b.tick(200);
      });
      sim.run();
      const refreshes = only(commands, "REF").map(({ cycle }) => cycle - start[0]);
      expect(refreshes).to.have.length(2);
      for (const [index, cycle] of refreshes.entries()) {
        // Two clocks from the timer to the pins; ACT, WR and its recovery (22 + 16 + 4 + 24), then tRP 22.
        const late = cycle - (index + 1) * 12_480;
        if (isBusy) expect(late).to.be.within(22, 2 + 66 + 22);
        else expect(late).to.equal(2);
      }
    }
  });

  it("takes no more than it can answer while responses are not taken, and loses none", () => {
    const { sim, send, at, responses, taken, answered } = rig({
      device: DDR4_3200,
      sink: () => {
        let cycle = 0;
        return () => cycle++ > 1500;
      },
    });
    sim.bench(function* (b) {
      for (let i = 0; i < 100; i++) send({ address: at({ bankGroup: i % 4, column: i >> 2 }), tag: i });
      yield* b.tick(1400);
      // 16 read and waiting, 32 in the queue.
      expect(taken).to.have.length(48);
      yield* answered(b, 100);
    });
    sim.run({ cycles: 5000 });
    expect(responses.map(({ tag }) => tag).sort((a, b) => a - b)).to.deep.equal(
      Array.from({ length: 100 }, (_, i) => i),
    );
  });

  it("stops the run at an address beyond the memory", () => {
    const { sim, send } = rig({ device: DDR4_3200 });
    sim.bench(function* (b) {
      send({ address: 8 * 2 ** 30 });
      yield* b.tick(10);
    });
    expect(() => sim.run()).to.throw("the address of a request lies beyond the memory");
  });

  it("has memory as large as the rows of its device say", () => {
    const device = { ...DDR4_3200, organisation: { ...DDR4_3200.organisation, rowBits: 35 } };
    const {
      sim,
      send,
      device: { cells },
      answered,
    } = rig({ device });
    sim.bench(function* (b) {
      send({ write: true, address: 2 ** 52 - 64 });
      yield* answered(b, 1);
      yield* b.tick(100);
    });
    sim.run();
    expect([...cells.keys()]).to.deep.equal([2 ** 52 - 64]);
  });
});

describe("a controller with a wrong figure", () => {
  const device = { ...DDR4_3200, figures: { ...DDR4_3200.figures, tREFI: 1500 } };
  /** The rule that stops random reads and writes to few rows, with a refresh now and then. */
  const caught = (figure: FigureName, less: number) => {
    const figures = { ...device.figures, [figure]: device.figures[figure] - less };
    const { sim, send, at, answered } = rig({ device: { ...device, figures }, rules: device });
    sim.bench(function* (b) {
      for (let i = 0; i < 300; i++) {
        const [bankGroup, bank, row, column] = [4, 2, 2, 128].map((limit) => b.random.below(limit));
        send({ write: b.random.chance(0.4), address: at({ bankGroup, bank, row, column }) });
        if (b.random.chance(0.1)) yield* b.tick(b.random.below(150));
      }
      yield* answered(b, 300);
    });
    try {
      sim.run({ cycles: 8000 });
      return "silent";
    } catch (error) {
      return /DRAM rule "(.*?)"/.exec((error as Error).message)?.[1] ?? String(error);
    }
  };
  const RULES: readonly (readonly [FigureName, readonly string[]])[] = [
    ["tRCD", ["activate to column"]],
    ["tRP", ["precharge to activate"]],
    ["tRAS", ["activate to precharge"]],
    ["tCCD_S", ["read to read", "write to write"]],
    ["tCCD_L", ["read to read, same group"]],
    ["tRRD_S", ["activate to activate"]],
    ["tRRD_L", ["activate to activate, same group"]],
    ["tWTR_L", ["write to read, same group"]],
    ["tWR", ["write to precharge"]],
    ["tTURN", ["read to write"]],
    ["tRFC", ["refresh"]],
  ];
  for (const [figure, rules] of RULES) {
    it(`is caught by the checker: ${figure} one clock too short`, () => {
      expect(rules).to.include(caught(figure, 1));
    });
  }
  it("is not, with the right ones", () => {
    expect(caught("tRCD", 0)).to.equal("silent");
  });
});

describe("an impossible controller", () => {
  const refusal = (options: Partial<ControllerOptions>) => {
    try {
      elaborate(DramController({ device: DDR4_3200, ...options }));
      return "elaborated";
    } catch (error) {
      const lines = (error as Error).message.split("\n");
      return [lines[0], lines[lines.length - 1].trim()].join("; ");
    }
  };
  it("is refused with the option, its value, and what is accepted", () => {
    expect(refusal({ queue: 24 })).to.equal('OPTION: queue is "24"; fix: give a power of two, 4 or more');
    expect(refusal({ patience: 65_536 })).to.equal('OPTION: patience is "65536"; fix: give 1 to 65535');
    expect(refusal({ drain: { high: 33, low: 2 } })).to.equal(
      'OPTION: drain.high is "33"; fix: give 1 to 32',
    );
    expect(refusal({ drain: { high: 8, low: 8 } })).to.equal('OPTION: drain.low is "8"; fix: give 0 to 7');
    expect(refusal({ interleave: ["row", "bank", "row", "column"] })).to.equal(
      'OPTION: interleave is "row, bank, row, column"; fix: give each of the four fields once',
    );
  });
  it("is not one with 4 entries and with 64", () => {
    expect([refusal({ queue: 4 }), refusal({ queue: 64 })]).to.deep.equal(["elaborated", "elaborated"]);
  });
});
