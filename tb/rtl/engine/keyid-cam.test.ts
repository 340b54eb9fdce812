import { expect } from "chai";
import { KeyMode } from "../../../rtl/config/engine-config.ts";
import { KeyIdCam } from "../../../rtl/engine/keyid-cam.ts";
import { type Bench, Random, simulate, type Task } from "../../../sim/bench/index.ts";
import { type Design, elaborate } from "../../../sim/hdl/index.ts";
import type { Netlist } from "../../../sim/netlist/netlist.ts";

// Points of the test plan: keyID CAM: hit, miss, duplicate match, full table.

const camDesign = (slots: number) => elaborate(KeyIdCam({ slots }));
type CamDesign = ReturnType<typeof camDesign>;
type Ports = CamDesign["io"];
type Mode = keyof typeof KeyMode.values;

/** A bench on a CAM in which nobody asks and nothing is updated. */
function bench(design: CamDesign, body: (b: Bench<Ports>) => Task): void {
  using sim = simulate(design);
  const { read, write, update } = sim.dut;
  for (const port of [read.asks, write.asks, update.enable]) sim.drive(port, 0);
  for (const port of [read.keyId, write.keyId, update.keyId, update.mode]) sim.drive(port, 0);
  sim.bench(body);
  if (!sim.run({ cycles: 20_000 }).finished) throw new Error("the bench has not come to its end");
}

/** Updates an entry; gives what the CAM said before the edge. */
function* update(b: Bench<Ports>, keyId: number, mode: Mode): Task<{ slot: number; full: boolean }> {
  const { update } = b.dut;
  b.drive(update.enable, 1);
  b.drive(update.keyId, keyId);
  b.drive(update.mode, KeyMode.values[mode]);
  const { slot, full } = yield* b.sample({ slot: update.slot, full: update.full });
  b.drive(update.enable, 0);
  return { slot: Number(slot), full: full === 1n };
}

/** What a port answers to a keyID: slot and mode, or undefined for a miss. */
function* ask(
  b: Bench<Ports>,
  keyId: number,
  way: "read" | "write" = "read",
): Task<[number, string] | undefined> {
  const port = b.dut[way];
  b.drive(port.keyId, keyId);
  b.drive(port.asks, 1);
  yield* b.settle();
  expect(b.peek(port.duplicate)).to.equal(0n);
  const answer = b.peek(port.hit)
    ? ([Number(b.peek(port.slot)), b.nameOf(port.mode)!] as [number, string])
    : undefined;
  b.drive(port.asks, 0);
  return answer;
}

describe("the keyID CAM", () => {
  for (const slots of [1, 2, 64, 1024]) {
    const design = camDesign(slots);
    const keyIdOf = (slot: number) => slot * 31 + 1;
    /** All of a small CAM, some of a large one. */
    const some = [...new Set([0, 1, 2, slots >> 1, slots - 1])].filter((slot) => slot < slots);

    describe(`of ${slots} slots`, () => {
      it("misses every keyID after reset", () => {
        bench(design, function* (b) {
          for (const keyId of [0, 1, 2, 0x7fff]) expect(yield* ask(b, keyId)).to.equal(undefined);
        });
      });

      it("takes the lowest free slot for each new keyID, until it is full", () => {
        bench(design, function* (b) {
          for (let slot = 0; slot < slots; slot++) {
            expect(yield* update(b, keyIdOf(slot), "key")).to.deep.equal({ slot, full: false });
          }
          expect((yield* update(b, 0x7fff, "key")).full).to.equal(true);
          expect((yield* update(b, 0x7ffe, "none")).full).to.equal(true);
          expect(yield* ask(b, 0x7fff)).to.equal(undefined);
          for (const slot of some) {
            expect(yield* ask(b, keyIdOf(slot))).to.deep.equal([slot, "key"]);
            expect(yield* ask(b, keyIdOf(slot), "write")).to.deep.equal([slot, "key"]);
            expect(yield* ask(b, keyIdOf(slot) + 1)).to.equal(undefined);
          }
          // A full CAM still changes what it holds, and lets it go; then the slot is free for another.
          const last = slots - 1;
          expect(yield* update(b, keyIdOf(last), "none")).to.deep.equal({ slot: last, full: false });
          expect(yield* ask(b, keyIdOf(last))).to.deep.equal([last, "none"]);
          expect((yield* update(b, keyIdOf(last), "tme")).full).to.equal(false);
          expect(yield* ask(b, keyIdOf(last))).to.equal(undefined);
          expect(yield* update(b, 0x7fff, "key")).to.deep.equal({ slot: last, full: false });
          expect(yield* ask(b, 0x7fff)).to.deep.equal([last, "key"]);
        });
      });
    });
  }

  const FOUR = camDesign(4);

  it("keeps the slot of a keyID that is programmed again", () => {
    bench(FOUR, function* (b) {
      for (const keyId of [7, 8, 9]) yield* update(b, keyId, "key");
      yield* update(b, 7, "tme");
      expect(yield* update(b, 9, "none")).to.deep.equal({ slot: 2, full: false });
      expect(yield* ask(b, 9)).to.deep.equal([2, "none"]);
      expect(yield* update(b, 10, "key")).to.deep.equal({ slot: 0, full: false });
    });
  });

  it("is not full for a keyID that is let go, and does nothing for one that it does not hold", () => {
    bench(camDesign(1), function* (b) {
      yield* update(b, 5, "key");
      expect((yield* update(b, 6, "tme")).full).to.equal(false);
      expect(yield* ask(b, 5)).to.deep.equal([0, "key"]);
    });
  });

  it("answers two questions in one cycle", () => {
    bench(FOUR, function* (b) {
      yield* update(b, 3, "key");
      yield* update(b, 4, "none");
      b.drive(b.dut.read.keyId, 3);
      b.drive(b.dut.write.keyId, 4);
      yield* b.settle();
      const { read, write } = b.peek(b.dut);
      expect([read.hit, read.slot, write.hit, write.slot]).to.deep.equal([1n, 0n, 1n, 1n]);
    });
  });

  it("changes nothing without enable", () => {
    bench(FOUR, function* (b) {
      b.drive(b.dut.update.keyId, 3);
      b.drive(b.dut.update.mode, KeyMode.values.key);
      yield* b.tick(3);
      expect(yield* ask(b, 3)).to.equal(undefined);
    });
  });

  it("holds what a table of keyIDs holds, through any updates", () => {
    const entries = new Map<number, [number, string]>();
    const random = new Random(17);
    bench(FOUR, function* (b) {
      for (let i = 0; i < 500; i++) {
        const keyId = random.below(7);
        const mode = random.pick<Mode>(["tme", "key", "none"]);
        const known = entries.get(keyId);
        const free = [0, 1, 2, 3].find((slot) => ![...entries.values()].some(([taken]) => taken === slot));
        const slot = known?.[0] ?? free;
        b.drive(b.dut.update.keyId, keyId);
        yield* b.settle();
        expect(b.peek(b.dut.update.known)).to.equal(known ? 1n : 0n);
        const answer = yield* update(b, keyId, mode);
        expect(answer.full).to.equal(slot === undefined && mode !== "tme");
        if (mode === "tme") entries.delete(keyId);
        else if (slot !== undefined) {
          expect(answer.slot).to.equal(slot);
          entries.set(keyId, [slot, mode]);
        }
        const other = random.below(7);
        expect(yield* ask(b, other, random.pick(["read", "write"]))).to.deep.equal(entries.get(other));
      }
    });
  });
});

/** The design as if its registers had other values under reset: a fault that no update can bring about. */
function faulty(design: CamDesign, values: Readonly<Record<string, bigint>>): CamDesign {
  const { netlist } = design;
  const initOf = (node: number) =>
    values[netlist.signals.find((signal) => signal.node === node && signal.name in values)?.name ?? ""];
  const registers: Netlist["registers"] = netlist.registers.map((register) => ({
    ...register,
    init: initOf(register.node) ?? register.init,
  }));
  return { ...design, netlist: { ...netlist, registers } } as Design<never> as unknown as CamDesign;
}

describe("two entries of the keyID CAM with one keyID", () => {
  /** KeyID 5 in slots 1 and 2, keyID 6 in slot 0. */
  const ids = [6n, 5n, 5n].reduce((all, keyId, slot) => all | (keyId << BigInt(15 * slot)), 0n);
  const DOUBLE = faulty(camDesign(4), { valid: 0b0111n, keyIds: ids, modes: 0b01_01_01_01n });

  it("are told as a duplicate, and other keyIDs are not", () => {
    bench(DOUBLE, function* (b) {
      for (const [keyId, duplicate] of [
        [5, 1n],
        [6, 0n],
        [7, 0n],
      ] as const) {
        for (const port of [b.dut.read, b.dut.write]) b.drive(port.keyId, keyId);
        yield* b.settle();
        expect(b.peek(b.dut.read.duplicate), `keyID ${keyId}`).to.equal(duplicate);
        expect(b.peek(b.dut.write.duplicate), `keyID ${keyId}`).to.equal(duplicate);
      }
    });
  });

  it("stop the run where one asks for it", () => {
    expect(() =>
      bench(DOUBLE, function* (b) {
        b.drive(b.dut.write.keyId, 5);
        b.drive(b.dut.write.asks, 1);
        yield* b.tick(2);
      }),
    ).to.throw("ASSERT: KeyIdCam: two entries of the CAM hold one keyID, with keyId = 0x5");
  });

  it("both go where the keyID is let go", () => {
    bench(DOUBLE, function* (b) {
      yield* update(b, 5, "tme");
      expect(yield* ask(b, 5)).to.equal(undefined);
      expect(yield* ask(b, 6)).to.deep.equal([0, "key"]);
    });
  });
});
