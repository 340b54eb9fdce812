import { expect } from "chai";
import { DDR4_3200, DDR5_4800, type DramDevice } from "../../../rtl/dram/timing.ts";
import { Random } from "../../../sim/bench/index.ts";
import { only, rig } from "./rig.ts";

/** nCK from the first to the last column command of so many requests, sent as fast as they are taken. */
function clocks(
  device: DramDevice,
  count: number,
  request: (
    index: number,
    random: Random,
  ) => { bankGroup?: number; bank?: number; row?: number; column?: number },
  write = false,
): { span: number; refreshes: number } {
  const { sim, send, at, commands } = rig({ device });
  const random = new Random(5);
  sim.bench(function* (b) {
    for (let i = 0; i < count; i++) send({ write, address: at(request(i, random)), tag: i % 256 });
    while (only(commands, "RD", "WR").length < count) yield* b.tick(20);
  });
  sim.run({ cycles: 50_000 });
  sim[Symbol.dispose]();
  const columns = only(commands, "RD", "WR");
  const span = columns[count - 1].cycle - columns[0].cycle;
  const refreshes = only(commands, "REF").filter(({ cycle }) => cycle < columns[count - 1].cycle).length;
  return { span, refreshes };
}

const within2Percent = (measured: number, expected: number) =>
  expect(measured).to.be.within(0.98 * expected, 1.02 * expected);

/** Line after line, as the address map lays them out. */
const stream = (groups: number, columns: number) => (index: number) => ({
  bankGroup: index % groups,
  column: Math.floor(index / groups) % columns,
  bank: Math.floor(index / (groups * columns)) % 4,
});
/** A new row with every request, in any bank. */
const anywhere = (groups: number) => (_index: number, random: Random) => ({
  bankGroup: random.below(groups),
  bank: random.below(4),
  row: random.below(65_536),
});
/** A new row with every request, in one bank. */
const conflict = (index: number) => ({ row: index });

describe("the bandwidth of DDR4-3200, against a calculation by hand", () => {
  it("streaming reads: a line each tCCD_S, less a refresh in 12,480 clocks", () => {
    const { span, refreshes } = clocks(DDR4_3200, 3600, stream(4, 128));
    // A refresh: 12 tRTP after the last read, 22 tRP, 560 tRFC, 22 tRCD; instead of 4.
    expect(refreshes).to.equal(1);
    within2Percent(span, 3599 * 4 + (12 + 22 + 560 + 22 - 4));
    // 64 bytes in 4 clocks of 0.625 ns are 25.6 GB/s; over many refreshes 4.9 % of it are lost.
  });
  it("streaming writes: a line each tCCD_S", () => {
    within2Percent(clocks(DDR4_3200, 1000, stream(4, 128), true).span, 999 * 4);
  });
  it("random reads: four rows opened in tFAW, and one clock more", () => {
    // 34 for four ACTs, 4 apart; the RD of the third one falls on the clock of the fifth ACT, and goes first: 35.
    within2Percent(clocks(DDR4_3200, 1200, anywhere(4)).span, (1199 * 35) / 4);
  });
  it("reads of other rows of one bank: a row cycle each", () => {
    // 52 tRAS + 22 tRP.
    within2Percent(clocks(DDR4_3200, 60, conflict).span, 59 * 74);
  });
  it("writes of other rows of one bank: write recovery in each cycle", () => {
    // 22 tRCD, 16 CWL, 4 BL, 24 tWR, 22 tRP.
    within2Percent(clocks(DDR4_3200, 60, conflict, true).span, 59 * 88);
  });
});

describe("the bandwidth of DDR5-4800, against a calculation by hand", () => {
  it("streaming reads: a line each tCCD_S, less a refresh in 9,360 clocks", () => {
    const { span, refreshes } = clocks(DDR5_4800, 1500, stream(8, 64));
    // A refresh: 18 tRTP after the last read, 34 tRP, 708 tRFC, 34 tRCD; instead of 8.
    expect(refreshes).to.equal(1);
    within2Percent(span, 1499 * 8 + (18 + 34 + 708 + 34 - 8));
    // 64 bytes in 8 clocks of 0.41667 ns are 19.2 GB/s; over many refreshes 8.4 % of it are lost.
  });
  it("streaming writes: a line each tCCD_S, for the eight bank groups take turns", () => {
    // Each bank group has 64 clocks, and needs 48, tCCD_L_WR.
    within2Percent(clocks(DDR5_4800, 800, stream(8, 64), true).span, 799 * 8);
  });
  it("random reads: a row opened each tRRD_S", () => {
    within2Percent(clocks(DDR5_4800, 900, anywhere(8)).span, 899 * 8);
  });
  it("reads of other rows of one bank: a row cycle each", () => {
    // 77 tRAS + 34 tRP.
    within2Percent(clocks(DDR5_4800, 60, conflict).span, 59 * 111);
  });
  it("writes of other rows of one bank: write recovery in each cycle", () => {
    // 34 tRCD, 32 CWL, 8 BL, 72 tWR, 34 tRP.
    within2Percent(clocks(DDR5_4800, 45, conflict, true).span, 44 * 180);
  });
});
