import { expect } from "chai";
import fc from "fast-check";
import { beats, fullStrobe } from "../../../host/axi/burst.ts";
import { Random } from "../../../sim/bench/index.ts";
import { lawful } from "./mutants.ts";
import { type Payload, Script } from "./script.ts";

const BUS_BYTES = 16;
const PAGE = 4096;
const TYPES = ["FIXED", "INCR", "WRAP"] as const;

interface Transaction {
  readonly isWrite: boolean;
  readonly id: number;
  readonly addr: number;
  readonly len: number;
  readonly size: number;
  readonly burst: number;
}

/** Any burst that AXI4 allows on the bus. */
const transaction: fc.Arbitrary<Transaction> = fc
  .record({
    isWrite: fc.boolean(),
    id: fc.nat(3),
    size: fc.nat(4),
    burst: fc.nat(2),
    offset: fc.nat(PAGE - 1),
    beats: fc.nat(40),
    power: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ isWrite, id, size, burst, offset, beats: count, power }) => {
    const bytes = 2 ** size;
    const aligned = offset - (offset % bytes);
    const room = (PAGE - aligned) / bytes;
    const len = [Math.min(count, 15), Math.min(count, room - 1), 2 ** power - 1][burst];
    return { isWrite, id, size, burst, len, addr: 0x1000 + (TYPES[burst] === "WRAP" ? aligned : offset) };
  });

/** All of them on one port at once: a channel's items in a row, with pauses; what depends on others after them. */
class Schedule {
  readonly script = new Script();
  readonly #random: Random;
  readonly #free = { aw: 2, w: 2, b: 2, ar: 2, r: 2 };

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  /** Offers an item after `earliest`, and gives the cycle in which it passes. */
  offer(channel: "aw" | "w" | "b" | "ar" | "r", payload: Payload, earliest = 0): number {
    const first = Math.max(this.#free[channel], earliest + 1) + this.#pause();
    const last = first + this.#pause();
    this.script.offerAt(first, channel, payload, last - first + 1);
    this.#free[channel] = last + 1;
    return last;
  }

  /** Data may come before their address. The response of each is offered by the function returned. */
  write({ id, addr, len, size, burst }: Transaction): () => boolean {
    let ready = this.offer("aw", { id, addr, len, size, burst });
    beats({ addr, len, size, burst: TYPES[burst] }).forEach((beat, index) => {
      const strb = fullStrobe(beat, BUS_BYTES) & this.#random.bits(BUS_BYTES);
      const last = index === len ? 1 : 0;
      ready = Math.max(ready, this.offer("w", { strb, last }));
    });
    return () => {
      this.offer("b", { id, resp: this.#random.pick([0, 2, 3]) }, ready);
      return true;
    };
  }

  /** The function offers the next beat, and says whether it was the last. */
  read({ id, addr, len, size, burst }: Transaction): () => boolean {
    const ready = this.offer("ar", { id, addr, len, size, burst });
    let beat = 0;
    return () => {
      const last = beat++ === len ? 1 : 0;
      this.offer("r", { id, resp: this.#random.pick([0, 2, 3]), last }, ready);
      return last === 1;
    };
  }

  /** Answers in any order of the IDs, and in order within each. */
  answer(queues: (() => boolean)[][]): void {
    for (let open = queues.filter(({ length }) => length > 0); open.length > 0; ) {
      const queue = this.#random.pick(open);
      if (queue[0]()) queue.shift();
      open = open.filter(({ length }) => length > 0);
    }
  }

  #pause(): number {
    return this.#random.chance(0.5) ? 0 : this.#random.below(4);
  }
}

function play(transactions: readonly Transaction[], seed: number): Script {
  const schedule = new Schedule(seed);
  const writes: (() => boolean)[][] = [[], [], [], []];
  const reads: (() => boolean)[][] = [[], [], [], []];
  for (const one of transactions) {
    if (one.isWrite) writes[one.id].push(schedule.write(one));
    else reads[one.id].push(schedule.read(one));
  }
  schedule.answer(writes);
  schedule.answer(reads);
  return schedule.script;
}

describe("random traffic by the rules", () => {
  it("breaks none of them", () => {
    const traffic = fc.array(transaction, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(traffic, fc.nat(), (transactions, seed) => {
        const script = play(transactions, seed);
        expect(script.play()).to.deep.equal([]);
      }),
      { numRuns: 60 },
    );
  });

  it("has its responses counted one a write and its data one a beat", () => {
    const traffic = fc.array(transaction, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(traffic, fc.nat(), (transactions, seed) => {
        const { covered } = play(transactions, seed).run();
        const writes = transactions.filter(({ isWrite }) => isWrite);
        const reads = transactions.filter(({ isWrite }) => !isWrite);
        const beatsOf = (some: readonly Transaction[]) => some.reduce((sum, { len }) => sum + len + 1, 0);
        expect(covered.get("AXI_ERRS_BRESP_WLAST")).to.equal(writes.length);
        expect(covered.get("AXI_ERRM_WDATA_NUM")).to.equal(beatsOf(writes));
        expect(covered.get("AXI_ERRS_RDATA_NUM")).to.equal(beatsOf(reads));
      }),
      { numRuns: 20 },
    );
  });

  it("that loses one response is caught at the end", () => {
    expect(lawful().play()).to.deep.equal([]);
    const schedule = new Schedule(1);
    schedule.write({ isWrite: true, id: 0, addr: 0, len: 3, size: 4, burst: 1 });
    expect(schedule.script.play()).to.deep.equal(["AXI_ERRS_BRESP_ALL_DONE_EOS"]);
  });
});
