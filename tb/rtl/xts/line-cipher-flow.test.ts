import { expect } from "chai";
import {
  type Pattern,
  Random,
  random,
  Scoreboard,
  StreamDriver,
  type StreamEnd,
  StreamSink,
  simulate,
} from "../../../sim/bench/index.ts";
import { hex } from "../bytes.ts";
import { influences } from "../cone.ts";
import { type CipherDesign, elaborateCipher, program, randomKeys, randomLine } from "./rig.ts";
import { opensslXts } from "./xex.ts";

interface Setting {
  readonly name: string;
  readonly design: CipherDesign;
  readonly direction: "encrypt" | "decrypt";
  readonly keyBits: 128 | 256;
  readonly lines: number;
}

const setting = (
  direction: "encrypt" | "decrypt",
  keyBits: 128 | 256,
  lanes: 1 | 2 | 4,
  roundsPerStage: number,
  lines: number,
  roundKeys: "stored" | "on-the-fly" = "stored",
): Setting => ({
  name: `${direction}, keyBits = ${keyBits}, lanes = ${lanes}, roundsPerStage = ${roundsPerStage}, roundKeys = ${roundKeys}`,
  design: elaborateCipher({ direction, keyBits, lanes, roundsPerStage, roundKeys }),
  direction,
  keyBits,
  lines,
});

const FOUR_LANES = setting("encrypt", 128, 4, 1, 10_000);
const ON_THE_FLY = setting("encrypt", 128, 4, 1, 2000, "on-the-fly");
const SETTINGS = [
  FOUR_LANES,
  setting("decrypt", 256, 4, 1, 10_000),
  setting("encrypt", 256, 2, 1, 2000),
  setting("decrypt", 128, 1, 3, 2000),
  ON_THE_FLY,
  setting("decrypt", 256, 2, 1, 2000, "on-the-fly"),
];

const counted = <T>(length: number, each: (i: number) => T): T[] => Array.from({ length }, (_, i) => each(i));

const keysOfSlots = (seed: number, keyBits: 128 | 256) => {
  const source = new Random(seed);
  return counted(4, () => randomKeys(source, keyBits));
};

/** Standstill, trickle, rush and full speed, each for a while. */
const moods: Pattern = (source) => {
  let share = 1;
  let left = 0;
  return () => {
    if (left-- === 0) {
      share = source.pick([0.01, 0.3, 0.7, 0.95, 1]);
      left = source.between(5, 150);
    }
    return source.chance(share);
  };
};

/** A line cipher with drivers for lines and keys, and a sink for its results. */
function rig({ design }: Setting, seed: number, pauses: { send?: Pattern; accept?: Pattern } = {}) {
  const sim = simulate(design, { seed });
  return {
    sim,
    keys: new StreamDriver(sim, sim.dut.program),
    lines: new StreamDriver(sim, sim.dut.up, { between: "x", ...(pauses.send && { pattern: pauses.send }) }),
    results: new StreamSink(sim, sim.dut.down, {
      as: "bytes",
      ...(pauses.accept && { pattern: pauses.accept }),
    }),
  };
}

describe("lines in flight through a line cipher", () => {
  for (const { name, design, direction, keyBits, lines } of SETTINGS) {
    it(`are not lost, repeated, reordered or mixed up, ${lines} of them with random pauses (${name})`, () => {
      using sim = simulate(design, { seed: 11 });
      const board = new Scoreboard<{ line: Uint8Array; tag: Uint8Array }>(sim, "lines");
      const keys = keysOfSlots(12, keyBits);
      const keyDriver = new StreamDriver(sim, sim.dut.program);
      const driver = new StreamDriver(sim, sim.dut.up, { pattern: moods, between: "x" });
      new StreamSink(sim, sim.dut.down, {
        as: "bytes",
        pattern: moods,
        each: ({ payload }) => board.check(payload),
      });
      let stalls = 0;
      sim.background(function* watch(b) {
        for (;;) if ((yield* b.sample(b.dut.up.ready)) === 0n) stalls++;
      });
      sim.bench(function* send(b) {
        yield* program(b, keyDriver, b.dut.program, keys);
        for (let i = 0; i < lines; i++) {
          const { line, tweak, slot } = randomLine(b.random);
          const tag = i & 255;
          board.expect({ line: opensslXts(direction, keys[slot], tweak, line), tag: Uint8Array.of(tag) });
          driver.send({ line, tweak, slot, tag });
          while (driver.pending > 10) yield* b.tick();
        }
        yield* driver.drained();
        while (board.checked < lines) yield* b.tick();
        yield* b.tick(100);
      });
      expect(sim.run({ cycles: 20 * lines }).finished).to.equal(true);
      expect(board.checked).to.equal(lines);
      expect(stalls, "cycles in which no line fitted in").to.be.above(100);
    });
  }

  it("go on without a bubble while another slot is programmed, whose lines then follow them", () => {
    const { sim, keys, lines, results } = rig(FOUR_LANES, 21);
    const [first, second] = keysOfSlots(22, 128);
    const source = new Random(23);
    const sent = counted(200, (i) => ({ ...randomLine(source), slot: i < 150 ? 0 : 1 }));
    sim.bench(function* (b) {
      yield* program(b, keys, b.dut.program, [first]);
      for (const [tag, line] of sent.entries()) lines.send({ ...line, tag });
      yield* b.tick(50);
      keys.send({ slot: 1, dataKey: second.key1, tweakKey: second.key2 });
      yield* lines.drained();
      while (results.count < 200) yield* b.tick();
    });
    sim.run({ cycles: 500 });
    expect(results.transfers.map(({ payload }) => hex(payload.line))).to.deep.equal(
      sent.map(({ line, tweak, slot }) => hex(opensslXts("encrypt", [first, second][slot], tweak, line))),
    );
    const given = results.transfers.map(({ cycle }) => cycle);
    expect(given.map((cycle) => cycle - given[0])).to.deep.equal(counted(200, (i) => i));
  });

  for (const setting of [FOUR_LANES, ON_THE_FLY]) {
    it(`use the new keys of a slot once the old ones' lines have left (${setting.name})`, () => {
      const { sim, keys, lines, results } = rig(setting, 31);
      const [old, fresh] = keysOfSlots(32, 128);
      const { line, tweak } = randomLine(new Random(33));
      const seen: string[] = [];
      sim.bench(function* (b) {
        for (const pair of [old, fresh]) {
          yield* program(b, keys, b.dut.program, [pair]);
          lines.send({ line, tweak, slot: 0, tag: 0 });
          seen.push(hex((yield* results.take()).payload.line));
        }
      });
      sim.run({ cycles: 500 });
      expect(seen).to.deep.equal([old, fresh].map((pair) => hex(opensslXts("encrypt", pair, tweak, line))));
    });

    it(`stop the run where the keys of their slot change (${setting.name})`, () => {
      const { sim, keys, lines } = rig(setting, 41);
      const pair = keysOfSlots(42, 128)[0];
      sim.bench(function* (b) {
        yield* program(b, keys, b.dut.program, [pair]);
        lines.send({ ...randomLine(new Random(43)), slot: 0, tag: 0 });
        yield* lines.drained();
        yield* program(b, keys, b.dut.program, [pair]);
      });
      expect(() => sim.run()).to.throw(
        "ASSERT: LineCipher.tweaks: the keys of a slot change while its items are in flight, with slot = 0x0, round = 0x0",
      );
    });
  }
});

describe("the timing of a line cipher", () => {
  const ends = ({ valid, ready }: StreamEnd) => ({ valid, ready });

  /** Valid and ready of its three streams, a row a cycle, for keys and lines of a seed. */
  function handshakes(setting: Setting, dataSeed: number): string[] {
    const { sim, keys, lines, results } = rig(setting, 51, { send: random(0.7), accept: random(0.6) });
    const source = new Random(dataSeed);
    const trace: string[] = [];
    sim.background(function* watch(b) {
      const { up, down, program } = b.dut;
      const streams = { up: ends(up), down: ends(down), program: ends(program) };
      for (;;) {
        const { up, down, program } = yield* b.sample(streams);
        trace.push([up, down, program].map(({ valid, ready }) => `${valid}${ready}`).join(" "));
      }
    });
    sim.bench(function* (b) {
      const pairs = counted(4, () => randomKeys(source, setting.keyBits));
      yield* program(b, keys, b.dut.program, pairs.slice(0, 3));
      for (let tag = 0; tag < 100; tag++) lines.send({ ...randomLine(source), slot: source.below(3), tag });
      yield* b.tick(20);
      keys.send({ slot: 3, dataKey: pairs[3].key1, tweakKey: pairs[3].key2 });
      while (results.count < 100) yield* b.tick();
    });
    sim.run({ cycles: 2000 });
    return trace;
  }

  for (const setting of SETTINGS) {
    it(`is the same for other keys and other lines (${setting.name})`, () => {
      const trace = handshakes(setting, 1);
      expect(trace.length).to.be.above(100);
      expect(handshakes(setting, 2)).to.deep.equal(trace);
    });

    it(`depends on no key, line or tweak, as the netlist shows (${setting.name})`, () => {
      const outputs = ["up.ready", "down.valid", "program.ready"];
      expect(influences(setting.design.netlist, outputs)).to.deep.equal([
        "down.ready",
        "program.valid",
        "rst",
        "up.valid",
      ]);
    });
  }

  it("is apart from the results, which depend on all of them", () => {
    expect(influences(FOUR_LANES.design.netlist, ["down.payload.line"])).to.include.members([
      "program.payload.dataKey",
      "program.payload.tweakKey",
      "up.payload.line",
      "up.payload.slot",
      "up.payload.tweak",
    ]);
  });
});
