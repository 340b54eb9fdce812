import { readFileSync } from "node:fs";
import { expect } from "chai";
import { simulate } from "../../sim/bench/index.ts";
import { type SystemVerilogOptions, systemVerilog } from "../../sim/export/system-verilog.ts";
import {
  asVec,
  type Bits,
  cat,
  clocked,
  derivedClock,
  elaborate,
  gatedClock,
  In,
  type Module,
  memories,
  module,
  mux,
  Out,
  regs,
  rom,
  type Shape,
  sram,
  u,
  when,
} from "../../sim/hdl/index.ts";
import { Random } from "../reference/random.ts";
import { icarus } from "./icarus.ts";
import { describeVerdict, replay } from "./replay.ts";
import { describeWith } from "./tools.ts";

const CYCLES = 1500;
const EQUAL = /: equal, \d+ steps$/;

const odd = rom(
  "odd",
  6,
  Array.from({ length: 11 }, (_, i) => 5 * i + 1),
);

/** Every operator, on a, b and select with bits of all four states. */
const Operators = module(
  "Operators",
  {
    a: In(8),
    b: In(8),
    s: In(4),
    logic: Out(24),
    sums: Out(33),
    compared: Out(6),
    shifted: Out(24),
    reduced: Out(3),
    moved: Out(56),
    chosen: Out(16),
    looked: Out(14),
    lanes: Out(24),
  },
  (io) => {
    const { a, b, s } = io;
    const bits = (...parts: [Bits, ...Bits[]]): Bits => cat(...parts);
    const [x, y] = [asVec(a, 4, 2), asVec(b, 4, 2)];
    io.logic.drive(bits(a.and(b), a.or(b), a.xor(b)).as(24));
    io.sums.drive(bits(a.add(b), a.sub(b), a.addc(b), a.at("3:0").mul(b.at("3:0"))).as(33));
    io.compared.drive(bits(a.eq(b), a.ne(b), a.lt(b), a.le(b), a.slt(b), a.sle(b)).as(6));
    io.shifted.drive(bits(a.shl(s), a.shr(s), a.sra(s)).as(24));
    io.reduced.drive(bits(a.andR(), a.orR(), a.xorR()).as(3));
    io.moved.drive(bits(a.zext(16), a.sext(16), a.not(), a.at("6:3"), a.shl(3), a.at("7:4")).as(56));
    io.chosen.drive(bits(mux(s.bit(0), a, b), mux(s.orR(), a, 0x5a)).as(16));
    io.looked.drive(bits(s.lookup(odd), a.bit(s.at("2:0")), x.lane(s.at("1:0")), b.at("4:0")).as(14));
    io.lanes.drive(
      bits(
        x.add(y).bits,
        x.zip(y, (one, two) => mux(one.lt(two), one, two)).bits,
        x.map((lane) => mux(lane.bit(0), lane, 1)).bits,
      ).as(24),
    );
  },
);

/** Registers with and without reset, enable and initial value. */
const Registers = module(
  "Registers",
  { d: In(8), en: In(1), q: Out(8), held: Out(8), first: Out(8) },
  ({ d, en, q, held, first }) => {
    const { plain, kept, cleared } = regs({ plain: u(8), kept: u(8), cleared: u(8).init(0x0f) });
    plain.next = d;
    when(en, () => {
      kept.next = d;
      cleared.next = d;
    });
    q.drive(plain);
    held.drive(kept);
    first.drive(cleared);
  },
);

/** Fifteen words, written in two parts, read at once and through ports of each kind. */
const Memory = module(
  "Memory",
  {
    at: In(4),
    where: In(4),
    d: In(8),
    en: In(1),
    mask: In(2),
    now: Out(8),
    old: Out(8),
    fresh: Out(8),
    clash: Out(8),
  },
  ({ at, where, d, en, mask, now, old, fresh, clash }) => {
    const { words } = memories({ words: sram({ data: 8, addr: 4, depth: 15 }) });
    words.write({ addr: at, data: d, enable: en, mask });
    now.drive(words.peek(where));
    old.drive(words.read({ addr: where, enable: en, collision: "old" }));
    fresh.drive(words.read({ addr: where, enable: en, collision: "new" }));
    clash.drive(words.read({ addr: where, enable: en, collision: "x" }));
  },
);

/** A register on a gated clock, and one on a clock that a register makes. */
const Clocks = module(
  "Clocks",
  { en: In(1), tick: In(1), gated: Out(4), made: Out(4) },
  ({ en, tick, gated, made }) => {
    const { level } = regs({ level: u(1) });
    level.next = tick;
    const { count } = clocked(gatedClock("gate", en), () => regs({ count: u(4).init(0) }));
    count.next = count.add(1);
    const { turns } = clocked(derivedClock("slow", level), () => regs({ turns: u(4).init(0) }));
    turns.next = turns.add(1);
    gated.drive(count);
    made.drive(turns);
  },
);

/** Words 1 and 2 hold something, and word 1 shows. */
const STORED: readonly Cycle[] = [
  { at: "0001", where: "0001", d: "11110000", en: "1", mask: "11" },
  { at: "0010", d: "00111100" },
  { at: "0001", d: "11110000" },
];

/** What pins are driven with in a cycle, after its edge. */
type Cycle = Readonly<Record<string, string>>;

interface Options extends SystemVerilogOptions {
  readonly reset?: "sync" | "async";
}

/** What Icarus says, where x is expected to be x, of a design that is driven so once its reset is over. */
async function verdict<S extends Shape>(
  top: Module<S>,
  cycles: readonly Cycle[],
  { reset = "sync", ...options }: Options = {},
): Promise<string> {
  const design = elaborate(top, { reset });
  using sim = simulate(design);
  const recording = sim.recordPorts();
  sim.bench(function* (b) {
    for (const cycle of cycles) {
      for (const [name, value] of Object.entries(cycle)) b.drive(b.signal(name), value);
      yield* b.tick();
    }
    yield* b.tick();
  });
  sim.run();
  const exported = systemVerilog(design.netlist, options);
  const [found] = await replay(icarus, [{ recording, design: exported }], { isStrict: true });
  return describeVerdict(found).replace(/ \(\S+\)$/, "");
}

/** Every input with bits of all four states. */
function wild<S extends Shape>(top: Module<S>): Cycle[] {
  const random = new Random(1);
  const { signals, nodes } = elaborate(top).netlist;
  const inputs = signals.filter(({ kind }) => kind === "input");
  return Array.from({ length: CYCLES }, () =>
    Object.fromEntries(inputs.map(({ name, node }) => [name, random.bitString(nodes[node].width)])),
  );
}

describeWith(["iverilog", "vvp"], "unknown bits under Icarus", () => {
  it("are the same, bit by bit, behind every operator", async () => {
    expect(await verdict(Operators, wild(Operators))).to.match(EQUAL);
  });
  it("are the same, bit by bit, in registers of the exact text", async () => {
    expect(await verdict(Registers, wild(Registers), { unknowns: "exact" })).to.match(EQUAL);
  });
  it("are the same, bit by bit, in memories of the exact text", async () => {
    expect(await verdict(Memory, wild(Memory), { unknowns: "exact" })).to.match(EQUAL);
  });
  it("stop a gated clock of the exact text", async () => {
    const cycles = wild(Clocks).map(({ en }) => ({ en, tick: "0" }));
    expect(await verdict(Clocks, cycles, { unknowns: "exact" })).to.match(EQUAL);
  });
});

interface Row {
  /** What is unknown, as the table in docs/verification.md has it. */
  readonly what: string;
  /** Ours is what was expected. */
  readonly difference: string;
  readonly run: () => Promise<string>;
}

const ONE: Cycle = { d: "00000001", en: "1" };
const DIFFERENCES: readonly Row[] = [
  {
    what: "a synchronous reset",
    difference: "Registers: Registers.first at 4000 ps, edge 4 of clk: expected 0X, got 01",
    run: () => verdict(Registers, [ONE, { rst: "x" }]),
  },
  {
    what: "the enable of a write port",
    difference: "Memory: Memory.now at 6000 ps, edge 6 of clk: expected x0, got f0",
    run: () => verdict(Memory, [...STORED, { en: "x", d: "00000000" }, { en: "0" }]),
  },
  {
    what: "a mask bit",
    difference: "Memory: Memory.now at 6000 ps, edge 6 of clk: expected x0, got f0",
    run: () => verdict(Memory, [...STORED, { mask: "xx", d: "00000000" }, { en: "0" }]),
  },
  {
    what: "the address of a write port",
    difference: "Memory: Memory.now at 6000 ps, edge 6 of clk: expected xx, got f0",
    run: () => verdict(Memory, [...STORED, { at: "xxxx" }, { en: "0" }]),
  },
  {
    what: "the enable of a read port",
    difference: "Memory: Memory.old at 7000 ps, edge 7 of clk: expected XX, got f0",
    run: () => verdict(Memory, [...STORED, { en: "0" }, { en: "x", mask: "00", where: "0010" }]),
  },
  {
    what: "the enable of a clock gate",
    difference: "Clocks: Clocks.gated at 4000 ps, edge 1 of gate: expected 1, got 2",
    run: () => verdict(Clocks, [{ en: "1", tick: "0" }, { en: "x" }], { reset: "async" }),
  },
  {
    what: "an asynchronous reset",
    difference: "Registers: Registers.first at 3000 ps, edge 3 of clk: expected 0X, got 01",
    run: () => verdict(Registers, [ONE, { rst: "x" }], { reset: "async", unknowns: "exact" }),
  },
  {
    what: "a derived clock before its rise",
    difference: "Clocks: Clocks.made at 4000 ps, edge 0 of slow: expected 0, got 1",
    run: () =>
      verdict(Clocks, [{ en: "1", tick: "x" }, { tick: "1" }, {}], { reset: "async", unknowns: "exact" }),
  },
];

describeWith(["iverilog", "vvp"], "the standard goes another way than we", () => {
  const page = readFileSync("docs/verification.md", "utf8");
  for (const { what, difference, run } of DIFFERENCES) {
    it(`where ${what} is unknown`, async () => {
      expect(await run()).to.equal(difference);
      expect(page).to.include(`| ${what} |`);
    });
  }
});
