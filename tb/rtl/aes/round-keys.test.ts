import { expect } from "chai";
import { guardRoundKeys, type Keyed, loadPort, roundKeys } from "../../../rtl/aes/round-keys.ts";
import { Random, simulate } from "../../../sim/bench/index.ts";
import { type Bits, elaborate, flip, In, module, Out, stream, vec, vecOf } from "../../../sim/hdl/index.ts";
import { failure } from "../../sim/bench/failure.ts";
import { hex } from "../bytes.ts";
import { loadKeys } from "../load-keys.ts";
import { expansion } from "./expansion.ts";

/** The first and the last round key of AES-128, for three slots. */
const Banks = module(
  "Banks",
  { load: loadPort(3), slot: In(2), first: Out(128), last: Out(128) },
  ({ load, slot, first, last }) => {
    const keys = roundKeys({ direction: "encrypt", keyBits: 128, slots: 3, roundKeys: "stored" }, load);
    first.drive(keys.at(0, { slot })[0]);
    last.drive(keys.at(10, { slot })[0]);
  },
);

/** A stage that may hold an item of a slot, behind one that knows no slots and a stream that may bring one. */
const Guarded = module(
  "Guarded",
  { load: loadPort(4), up: flip(stream({ slot: 2 })), valid: In(1), slot: In(2) },
  ({ load, up, valid, slot }) => {
    up.ready.drive(valid.not());
    guardRoundKeys(load, up, [
      { name: "bare", valid, values: {} },
      { name: "full", valid, values: { slot } },
    ]);
  },
);

describe("stored round keys", () => {
  it("are as many as FIPS 197, 5.2 says, each in a bank of a word a slot", () => {
    for (const [keyBits, rounds] of [
      [128, 10],
      [256, 14],
    ] as const) {
      const Sized = module("Sized", { load: loadPort(3), slot: In(2), key: Out(128) }, (io) => {
        const keys = roundKeys({ direction: "encrypt", keyBits, slots: 3, roundKeys: "stored" }, io.load);
        expect(keys.rounds).to.equal(rounds);
        io.key.drive(keys.at(0, { slot: io.slot })[0]);
      });
      const banks = elaborate(Sized).netlist.memories.map(({ name, width, depth }) => ({
        name,
        width,
        depth,
      }));
      expect(banks).to.deep.equal(
        Array.from({ length: rounds + 1 }, (_, round) => ({ name: `key${round}`, width: 128, depth: 3 })),
      );
    }
  });

  it("are read by round and slot, from the cycle after they were written", () => {
    using sim = simulate(Banks);
    sim.drive(sim.dut.load.enable, 0);
    sim.drive(sim.dut.load.clear, 0);
    sim.bench(function* (b) {
      const { load, slot, first, last } = b.dut;
      const write = [
        { slot: 0, round: 0, key: 0xa0 },
        { slot: 1, round: 0, key: 0xb0 },
        { slot: 1, round: 10, key: 0xba },
        { slot: 2, round: 10, key: 0xca },
        { slot: 2, round: 0, key: 0xc0 },
        { slot: 0, round: 10, key: 0xaa },
      ];
      b.drive(load.enable, 1);
      for (const { slot, round, key } of write) {
        b.drive(load.slot, slot);
        b.drive(load.round, round);
        b.drive(load.key, key);
        yield* b.tick();
      }
      b.drive(load.enable, 0);
      const read: bigint[][] = [];
      for (let number = 0; number < 3; number++) {
        b.drive(slot, number);
        yield* b.settle();
        read.push([b.peek(first), b.peek(last)]);
      }
      expect(read).to.deep.equal([
        [0xa0n, 0xaan],
        [0xb0n, 0xban],
        [0xc0n, 0xcan],
      ]);
    });
    sim.run();
  });

  it("do not change while nothing is loaded", () => {
    using sim = simulate(Banks);
    sim.drive(sim.dut.load.enable, 0);
    sim.drive(sim.dut.load.clear, 0);
    sim.bench(function* (b) {
      const { load, slot, first } = b.dut;
      b.drive(load.enable, 1);
      b.drive(load.slot, 1);
      b.drive(load.round, 0);
      b.drive(load.key, 0xb0);
      b.drive(slot, 1);
      yield* b.tick();
      b.drive(load.enable, 0);
      b.drive(load.key, 0xff);
      yield* b.tick(2);
      expect(b.peek(first)).to.equal(0xb0n);
    });
    sim.run();
  });
});

describe("round keys that are cleared", () => {
  it("are zeros in all rounds of the slot, and no others", () => {
    using sim = simulate(Banks);
    const { load, slot, first, last } = sim.dut;
    sim.drive(load.enable, 0);
    sim.drive(load.slot, 0);
    sim.drive(load.key, 0);
    sim.drive(load.round, 0);
    sim.bench(function* (b) {
      yield* loadKeys(
        b,
        load,
        [0, 1, 2].map((byte) => new Uint8Array(16).fill(byte + 1)),
      );
      b.drive(load.clear, 1);
      b.drive(load.slot, 1);
      yield* b.tick();
      b.drive(load.clear, 0);
      yield* b.tick();
      const zero: boolean[][] = [];
      for (const number of [0, 1, 2]) {
        b.drive(slot, number);
        yield* b.settle();
        zero.push([first, last].map((key) => b.peek(key) === 0n));
      }
      expect(zero).to.deep.equal([
        [false, false],
        [true, true],
        [false, false],
      ]);
    });
    sim.run();
  });
});

describe("round keys made on the fly", () => {
  for (const keyBits of [128, 256] as const) {
    const rounds = { 128: 10, 256: 14 }[keyBits];
    for (const direction of ["encrypt", "decrypt"] as const) {
      /** The keys of all steps, of an item that comes to each in turn. */
      const Steps = module(
        "Steps",
        { load: loadPort(2), slot: In(1), keys: Out(vec(rounds + 1, 128)) },
        ({ load, slot, keys }) => {
          const source = roundKeys({ direction, keyBits, slots: 2, roundKeys: "on-the-fly" }, load);
          let item: Keyed = { slot };
          const made = Array.from({ length: source.rounds + 1 }, (_, step) => {
            const [key, next] = source.at(step, item);
            item = next;
            return key;
          });
          expect(item).to.deep.equal({ slot });
          keys.drive(vecOf(...(made as [Bits<128>])));
        },
      );
      const design = elaborate(Steps);

      it(`are those of an independent expansion, in the order of use, from the Nk words that it begins with (AES-${keyBits}, ${direction})`, () => {
        const first = direction === "encrypt" ? 0 : rounds;
        const second = direction === "encrypt" ? 1 : rounds - 1;
        expect(design.netlist.memories.map(({ name, depth }) => [name, depth])).to.deep.equal(
          [first, second].slice(0, keyBits / 128).map((round) => [`key${round}`, 2]),
        );
        const random = new Random(keyBits);
        const ciphers = [random.bytes(keyBits / 8), random.bytes(keyBits / 8)];
        using sim = simulate(design);
        const seen: string[][] = [];
        sim.bench(function* (b) {
          yield* loadKeys(b, b.dut.load, ciphers);
          for (const slot of [0, 1]) {
            b.drive(b.dut.slot, slot);
            yield* b.settle();
            const all = hex(b.peekBytes(b.dut.keys));
            seen.push(all.match(/.{32}/g) ?? []);
          }
        });
        sim.run();
        const order = (keys: string[]) => (direction === "encrypt" ? keys : keys.reverse());
        expect(seen).to.deep.equal(ciphers.map((key) => order(expansion(key).map(hex))));
      });
    }
  }
});

describe("the guard of round keys", () => {
  interface Moment {
    /** Whether a round key is loaded at all, and whether all are cleared. */
    readonly enable?: 0 | 1;
    readonly clear?: 0 | 1;
    /** The slot of the item that the stage holds, and of the one that is offered to it. */
    readonly held?: number;
    readonly offered?: number;
  }

  /** One cycle in which round 5 of slot 2 is loaded. */
  const load = ({ enable = 1, clear = 0, held, offered }: Moment): void => {
    using sim = simulate(Guarded);
    const { dut } = sim;
    sim.drive(dut.load.enable, 0);
    sim.drive(dut.load.clear, 0);
    sim.bench(function* (b) {
      b.drive(dut.valid, held !== undefined);
      b.drive(dut.slot, held ?? 2);
      b.drive(dut.up.valid, offered !== undefined);
      b.drive(dut.up.payload.slot, offered ?? 2);
      b.drive(dut.load.enable, enable);
      b.drive(dut.load.clear, clear);
      b.drive(dut.load.slot, 2);
      b.drive(dut.load.round, 5);
      b.drive(dut.load.key, 0);
      yield* b.tick();
    });
    sim.run();
  };

  it("stops the run where the keys of a slot are loaded while a stage holds an item of it", () => {
    expect(failure(() => load({ held: 2 })).split("\n")).to.deep.equal([
      "ASSERT: Guarded: the keys of a slot change while its items are in flight, with slot = 0x2, round = 0x5",
      '  asserted: [assert(changes.and(inFlight).not(), "the keys of a slot change while its items are in flight", {]',
      "  fix: mend the design, or the assertion",
      "  at 3000 ps, cycle 3 of clk, seed 1",
    ]);
  });

  it("stops it where they are loaded at the edge at which an item of the slot comes in", () => {
    expect(() => load({ offered: 2 })).to.throw("the keys of a slot change while its items are in flight");
  });

  it("stops it where they are cleared", () => {
    expect(() => load({ enable: 0, clear: 1, held: 2 })).to.throw(
      "the keys of a slot change while its items are in flight",
    );
    load({ enable: 0, clear: 1, held: 1 });
  });

  it("lets them be loaded while an item of the slot waits outside", () => {
    load({ held: 1, offered: 2 });
  });

  it("lets the keys of other slots be loaded, and all of them while nothing is there", () => {
    load({ held: 1 });
    load({ offered: 3 });
    load({});
    load({ held: 2, enable: 0 });
  });
});
