import { expect } from "chai";
import fc from "fast-check";
import { OrderedSlots } from "../../../rtl/bus/ordered-slots.ts";
import { random, StreamDriver, StreamMonitor, simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { model } from "../../sim/hdl/model.ts";

const DESIGNS = [2, 3, 8].map((slots) => ({ slots, design: elaborate(OrderedSlots({ slots, idBits: 2 })) }));
const IDLE = {
  "claim.valid": 0,
  "claim.payload.id": 0,
  "claim.payload.answered": 0,
  "answer.enable": 0,
  "answer.slot": 0,
  "next.ready": 0,
};

describe("ordered slots", () => {
  for (const { slots, design } of DESIGNS) {
    it(`give answers on in the order of each ID, whatever the order of answers (${slots} slots)`, () => {
      const property = (seed: number, takes: number) => {
        using sim = simulate(design, { seed });
        const { claim, claimed, answer, next } = sim.dut;
        const driver = new StreamDriver(sim, claim, { pattern: random(0.7) });
        const order: { readonly id: number; readonly index: number }[] = [];
        const bySlot = new Map<number, { readonly id: number; readonly index: number }>();
        const unanswered: number[] = [];
        const given: { readonly id: number; readonly index: number }[] = [];
        new StreamMonitor(sim, claim, {
          each: ({ payload }) => {
            const slot = Number(sim.peek(claimed));
            expect(bySlot.has(slot), `slot ${slot} is free`).to.equal(false);
            const item = { id: Number(payload.id), index: order.length };
            order.push(item);
            bySlot.set(slot, item);
            if (payload.answered === 0n) unanswered.push(slot);
          },
        });
        sim.drive(next.ready, 0);
        sim.bench(function* (b) {
          for (let i = 0; i < 60; i++)
            driver.send({ id: b.random.bits(2), answered: b.random.chance(0.2) ? 1 : 0 });
          while (given.length < 60) {
            const slot = b.random.chance(0.6)
              ? unanswered.splice(b.random.below(unanswered.length), 1)[0]
              : undefined;
            b.drive(answer.enable, slot === undefined ? 0 : 1);
            b.drive(answer.slot, slot ?? 0);
            b.drive(next.ready, b.random.chance(takes) ? 1 : 0);
            const seen = yield* b.sample({ valid: next.valid, ready: next.ready, slot: next.payload.slot });
            if (seen.valid === 0n || seen.ready === 0n) continue;
            const item = bySlot.get(Number(seen.slot));
            expect(item, `slot ${seen.slot} is claimed`).to.not.equal(undefined);
            expect(unanswered.includes(Number(seen.slot)), `slot ${seen.slot} is answered`).to.equal(false);
            bySlot.delete(Number(seen.slot));
            given.push(item!);
          }
        });
        sim.run({ cycles: 3000 });
        expect(given.length).to.equal(60);
        for (let id = 0; id < 4; id++) {
          const own = (items: typeof given) =>
            items.filter((item) => item.id === id).map(({ index }) => index);
          expect(own(given)).to.deep.equal(own(order));
        }
      };
      fc.assert(fc.property(fc.integer(), fc.constantFrom(0.3, 1), property), { numRuns: 8 });
    });
  }

  it("let an answer of another ID pass, and none of its own", () => {
    const made = model(OrderedSlots({ slots: 4, idBits: 2 })).reset(IDLE);
    for (const id of [1, 1, 2]) made.set({ ...IDLE, "claim.valid": 1, "claim.payload.id": id }).edge();
    const answer = (slot: number) =>
      made
        .set({ ...IDLE, "answer.enable": 1, "answer.slot": slot })
        .edge()
        .set(IDLE);
    answer(1);
    expect(made.get("next.valid")).to.equal(0);
    answer(2);
    expect([made.get("next.valid"), made.get("next.payload.slot")]).to.deep.equal([1, 2]);
    answer(0);
    made.set({ "next.ready": 1 });
    const given = [0, 1, 2].map(() => {
      const slot = made.get("next.payload.slot");
      made.edge();
      return slot;
    });
    expect([given, made.get("next.valid")]).to.deep.equal([[0, 1, 2], 0]);
  });

  it("are ready for a claim until none is free", () => {
    const made = model(OrderedSlots({ slots: 3, idBits: 2 })).reset(IDLE);
    const ready = [0, 1, 2, 3].map(() => {
      const bit = made.set({ ...IDLE, "claim.valid": 1 }).get("claim.ready");
      made.edge();
      return bit;
    });
    expect(ready).to.deep.equal([1, 1, 1, 0]);
  });
});
