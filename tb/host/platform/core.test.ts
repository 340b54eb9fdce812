import { expect } from "chai";
import fc from "fast-check";
import { Core, type CoreOptions } from "../../../host/platform/core.ts";
import type { LineJob } from "../../../host/platform/job-source.ts";

/** A cycle of the core is one of the bus. */
const OPTIONS: CoreOptions = { clockMhz: 1000, issueWidth: 4, window: 128, misses: 16 };
const PERIOD_PS = 1000;

interface Plan {
  readonly op: LineJob["op"];
  readonly instructions: number;
  /** Cycles from when the bus takes it to its answer. */
  readonly latency: number;
}

const read = (instructions = 1, latency = 100): Plan => ({ op: "read", instructions, latency });
const write = (instructions = 0, latency = 100): Plan => ({ op: "write", instructions, latency });

/** Plays jobs on a bus that takes one as soon as it is there; gives the cycles in which they were posted. */
function play(plans: readonly Plan[], given: Partial<CoreOptions> = {}) {
  const core = new Core({ ...OPTIONS, ...given }, PERIOD_PS);
  const jobs = plans.map(({ op, instructions }, k): LineJob => {
    return { op, instructions, address: 64 * k, physical: 64 * k };
  });
  for (const job of jobs) core.submit(job);
  const posted: number[] = [];
  const answers = new Map<number, LineJob[]>();
  for (let cycle = 1; !core.isDone && cycle < 100_000; cycle++) {
    for (const job of answers.get(cycle) ?? []) core.answered(job);
    for (let job = core.next; job; job = core.next) {
      core.take();
      posted.push(cycle - 1);
      const due = cycle + plans[jobs.indexOf(job)].latency;
      answers.set(due, [...(answers.get(due) ?? []), job]);
    }
    core.tick();
  }
  return { posted, cycles: core.cycles, retired: core.retired };
}

/** The same with a window of entries, one an instruction, as a trace-driven simulator is commonly written. */
function simple(plans: readonly Plan[], { issueWidth, window, misses }: CoreOptions) {
  const program = plans.flatMap((plan) => {
    const bubbles = Array.from({ length: Math.max(0, plan.instructions - 1) }, () => undefined);
    return [...bubbles, plan];
  });
  const entries: { readyAt: number }[] = [];
  const open: { op: Plan["op"]; until: number }[] = [];
  const posted: number[] = [];
  let [next, retired, cycle] = [0, 0, 0];
  while (next < program.length || entries.length > 0) {
    cycle++;
    for (let k = 0; k < issueWidth && entries.length > 0 && entries[0].readyAt <= cycle; k++) {
      entries.shift();
      retired++;
    }
    for (let slots = issueWidth; next < program.length; next++) {
      const item = program[next];
      const isInstruction = !item || item.instructions > 0;
      if (isInstruction && (slots === 0 || entries.length === window)) break;
      if (item) {
        if (open.filter(({ op, until }) => op === item.op && until > cycle).length >= misses) break;
        posted.push(cycle);
        open.push({ op: item.op, until: cycle + 1 + item.latency });
      }
      if (!isInstruction) continue;
      entries.push({ readyAt: item?.op === "read" ? cycle + 1 + item.latency : 0 });
      slots--;
    }
  }
  return { posted, cycles: cycle, retired };
}

describe("Core", () => {
  it("issues as many instructions in a cycle as it is wide, and retires a read when its data is back", () => {
    // 40 instructions in 10 cycles; the bus takes the read in cycle 11, and answers 5 later.
    expect(play([read(40, 5)])).to.deep.equal({ posted: [10], cycles: 16, retired: 40 });
    expect(play([read(40, 5)], { issueWidth: 1 })).to.deep.equal({ posted: [40], cycles: 46, retired: 40 });
  });

  it("has reads of one window under way side by side", () => {
    expect(play([read(), read(), read()]).posted).to.deep.equal([1, 1, 1]);
  });

  it("fills its window behind a read, and no more", () => {
    // Cycles 1 and 2 fill 8 entries. The answer in cycle 102 lets 4 a cycle in: number 21 comes in cycle 105.
    expect(play([read(), read(20)], { window: 8 }).posted).to.deep.equal([1, 105]);
    expect(play([read(), read(20)], { window: 21 }).posted).to.deep.equal([1, 6]);
  });

  it("retires in order: data that is back early waits for the reads before it", () => {
    expect(play([read(1, 50), read(1, 5)])).to.include({ cycles: 52, retired: 2 });
  });

  it("waits with a read where too many are without their data", () => {
    expect(play([read(), read(), read(9)], { misses: 2 }).posted).to.deep.equal([1, 1, 102]);
  });

  it("posts writes, which hold up nothing but too many further writes", () => {
    expect(play([write(4), read(4, 5)])).to.deep.equal({ posted: [1, 2], cycles: 8, retired: 8 });
    expect(play([write(), write(), write(), read()], { misses: 2 }).posted).to.deep.equal([1, 1, 102, 102]);
  });

  it("counts an instruction that makes several accesses once, and waits for all its data", () => {
    const { cycles, retired } = play([read(1, 5), read(0, 50), read(4, 1)]);
    expect({ cycles, retired }).to.deep.equal({ cycles: 53, retired: 5 });
  });

  it("takes a read without a count as an instruction, and a write as none", () => {
    const core = new Core(OPTIONS, PERIOD_PS);
    const bus = { address: 0, physical: 0 };
    core.submit({ op: "write", ...bus });
    core.submit({ op: "read", ...bus });
    core.tick();
    for (let job = core.next; job; job = core.next) {
      core.take();
      core.answered(job);
    }
    for (let cycle = 0; cycle < 9; cycle++) core.tick();
    expect([core.isDone, core.retired, core.cycles]).to.deep.equal([true, 1, 2]);
  });

  it("runs by its own clock, of which no part of a cycle is lost", () => {
    const cyclesOf = (clockMhz: number, periodPs: number, ticks: number) => {
      const core = new Core({ ...OPTIONS, clockMhz }, periodPs);
      core.submit({ op: "read", address: 0, physical: 0, instructions: 2 ** 32 });
      for (let tick = 0; tick < ticks; tick++) core.tick();
      return core.cycles;
    };
    expect(cyclesOf(3200, 1250, 1)).to.equal(4);
    expect([1, 2, 3, 4].map((ticks) => cyclesOf(3000, 1250, ticks))).to.deep.equal([3, 7, 11, 15]);
    expect(cyclesOf(100, 1250, 79)).to.equal(9);
    // 100,000 x 833 ps at 2,999 MHz are 249,816.7 cycles.
    expect(cyclesOf(2999, 833, 100_000)).to.equal(249_816);
  });

  it("counts no cycle before its first instruction or after its last", () => {
    const core = new Core(OPTIONS, PERIOD_PS);
    for (let cycle = 0; cycle < 9; cycle++) core.tick();
    expect([core.isDone, core.cycles]).to.deep.equal([true, 0]);
  });

  it("does in each cycle what a window of single entries does", () => {
    const plan = fc.record({
      op: fc.constantFrom("read" as const, "write" as const),
      instructions: fc.nat(30),
      latency: fc.integer({ min: 1, max: 40 }),
    });
    const options = fc.record({
      clockMhz: fc.constant(1000),
      issueWidth: fc.integer({ min: 1, max: 5 }),
      window: fc.integer({ min: 1, max: 40 }),
      misses: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(fc.array(plan, { maxLength: 40 }), options, (plans, given) => {
        // The simple window has no entry for a further read of an instruction.
        const jobs = plans.filter(({ op, instructions }) => op === "write" || instructions > 0);
        expect(play([...jobs, read()], given)).to.deep.equal(simple([...jobs, read()], given));
      }),
    );
  });
});
