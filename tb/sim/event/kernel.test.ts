import { expect } from "chai";
import fc from "fast-check";
import { EventEngine, type EventOptions } from "../../../sim/event/kernel.ts";
import type { Netlist } from "../../../sim/netlist/netlist.ts";
import { optimise } from "../../../sim/netlist/passes.ts";
import { Reference } from "../../reference/evaluate.ts";
import { Random } from "../../reference/random.ts";
import { randomNetlist } from "../../reference/random-netlist.ts";
import { randomStimuli } from "../../reference/stimulus.ts";
import { aesShaped } from "./aes-shaped.ts";
import { Design, Run, TEN } from "./design.ts";
import { drive, peek } from "./drive.ts";

/** Plays one stimulus on both, each domain's clock toggling at random times, and compares every named signal. */
function expectAgreement(netlist: Netlist, seed: number, steps: number, options: EventOptions = {}): void {
  const engine = new EventEngine(netlist, options);
  const reference = new Reference(netlist);
  const random = new Random(seed);
  const timings = netlist.domains.map(() => {
    const period = 2 + random.below(3);
    return { period, phase: random.below(3), high: 1 + random.below(period - 1) };
  });
  timings.forEach((timing, domain) => {
    engine.clock(domain, timing);
  });
  const compare = (when: string): void => {
    const differences = netlist.signals
      .filter(({ kind }) => kind !== "clock")
      .map(({ name, node }) => [name, peek(engine, node), reference.getBits(node)])
      .filter(([, ours, theirs]) => ours !== theirs);
    expect(differences, when).to.deep.equal([]);
  };
  compare("at power-up");
  for (const { inputs } of randomStimuli(netlist, seed, steps)) {
    for (const [node, bits] of inputs) {
      drive(engine, node, bits);
      reference.setBits(node, bits);
    }
    engine.settle();
    reference.settle();
    compare(`settled at ${engine.time}`);
    const time = engine.nextEvent();
    engine.advance(time);
    const active = netlist.domains.flatMap(({ edge }, domain) => {
      const { period, phase, high } = timings[domain];
      const at = time - phase - (edge === "rise" ? 0 : high);
      return at >= 0 && at % period === 0 ? [domain] : [];
    });
    reference.edge(active);
    compare(`after the edges of ${active} at ${time}`);
  }
  netlist.memories.forEach(({ depth, width }, memory) => {
    for (let address = 0; address < depth; address++) {
      const { value, unknown } = engine.peekMemory(memory, address);
      const word = [...reference.getWord(memory, address)];
      const bit = (plane: bigint, i: number): bigint => (plane >> BigInt(width - 1 - i)) & 1n;
      const seen = word.map((_, i) => "01xz"[Number(2n * bit(unknown, i) + bit(value, i))]);
      expect(seen.join("")).to.equal(word.join(""));
    }
  });
}

describe("EventEngine", () => {
  it("gives every named signal of random netlists the value that the reference gives, after each settle and edge", () => {
    fc.assert(
      fc.property(randomNetlist, fc.integer(), (netlist, seed) => {
        expectAgreement(netlist, seed, 20);
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it("gives the same values where generated code takes over at once", () => {
    fc.assert(
      fc.property(randomNetlist, fc.integer(), (netlist, seed) => {
        expectAgreement(netlist, seed, 20, { patience: 0 });
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it("agrees with the reference after the passes too", () => {
    fc.assert(
      fc.property(randomNetlist, fc.integer(), (netlist, seed) => {
        expectAgreement(optimise(netlist), seed, 20);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });

  it("agrees with the reference on an AES-shaped pipe, also once unknown blocks have passed through", () => {
    const { netlist, domain, valid, blocks } = aesShaped(1);
    const engine = new EventEngine(netlist, { patience: 2 });
    const reference = new Reference(netlist);
    const random = new Random(7);
    engine.clock(domain, TEN);
    for (let cycle = 0; cycle < 40; cycle++) {
      const inputs = new Map([
        [valid, cycle % 5 === 4 ? "0" : "1"],
        [
          blocks[0],
          random
            .bits(128)
            .toString(2)
            .padStart(128, "0")
            .replace(/^.{4}/, cycle > 8 && cycle < 20 ? "1x0z" : "1100"),
        ],
      ]);
      for (const [node, bits] of inputs) {
        drive(engine, node, bits);
        reference.setBits(node, bits);
      }
      engine.settle();
      reference.settle();
      engine.advance(engine.nextEvent());
      engine.advance(engine.nextEvent());
      reference.edge([domain]);
      const registers = netlist.registers.map(({ node }) => node);
      expect(registers.map((node) => peek(engine, node))).to.deep.equal(
        registers.map((node) => reference.getBits(node)),
      );
    }
  });

  it("samples the state before the commit, for the domains with an edge", () => {
    const d = new Design();
    const domain = d.clocked("clk", d.clockNode());
    const count = d.flop("count", 4, domain, undefined, { init: 4n });
    Object.assign(d.registers[0], { next: d.named("sum", d.op("add", 4, [count, d.bits("0001")])) });
    const run = d.run();
    run.engine.clock(domain, TEN);
    const seen: [number, readonly number[], string, string][] = [];
    run.engine.hooks = {
      sample: (domains) => seen.push([run.engine.time, [...domains], run.get("count"), run.get("sum")]),
    };
    run.to(25);
    expect(seen).to.deep.equal([
      [10, [0], "0100", "0101"],
      [20, [0], "0101", "0110"],
    ]);
    expect(run.get("count")).to.equal("0110");
  });

  it("runs a chain of 100,000 operators without recursion", () => {
    const d = new Design();
    let sum = d.input("a", 32);
    const one = d.constant(1n, 32);
    for (let i = 0; i < 100_000; i++) sum = d.op("add", 32, [sum, one]);
    d.named("sum", sum);
    const run = d.run({ patience: 0 });
    for (const a of [0, 7, 4_000_000_000]) {
      run.set({ a: a.toString(2).padStart(32, "0") });
      expect(Number.parseInt(run.get("sum"), 2)).to.equal((a + 100_000) % 2 ** 32);
    }
  });

  it("gives up after 10,000 deltas and names the nets that go on toggling", () => {
    const d = new Design();
    const root = d.clocked("root", d.clockNode());
    const toggling = (name: string, domain: number): number => {
      const node = d.flop(name, 1, domain, undefined);
      Object.assign(d.registers.at(-1)!, { next: d.op("not", 1, [node]) });
      return node;
    };
    const wires = ["x", "y"].map((name, i) => {
      d.line = 10 + i;
      return d.named(name, d.node("wire", 1, 1, [], undefined));
    });
    const [x, y] = wires.map((wire, i) => {
      const rise = d.clocked(`rise${i}`, wire);
      const fall = d.clocked(`fall${i}`, wire, { edge: "fall" });
      return d.op("xor", 1, [toggling(`r${i}`, rise), toggling(`f${i}`, fall)]);
    });
    d.drive(wires[1], x);
    d.drive(wires[0], d.op("xor", 1, [y, toggling("start", root)]));
    const run = d.run();
    run.engine.clock(root, TEN);
    expect(() => run.to(10)).to.throw(
      "UNSETTLED: 10000 deltas at 10 ps, and these nets still toggle\n" +
        "  top.y: design.ts:11\n  top.x: design.ts:10\n" +
        "  fix: break the loop from each net through the registers that it clocks or resets",
    );
  });

  it("lets many engines of one netlist run side by side", () => {
    const d = new Design();
    const domain = d.clocked("clk", d.clockNode());
    const count = d.flop("count", 8, domain, undefined);
    Object.assign(d.registers[0], { next: d.op("add", 8, [count, d.constant(1n, 8)]) });
    const netlist = d.finish();
    const runs = Array.from({ length: 50 }, () => new Run(new EventEngine(netlist)));
    runs.forEach((run, i) => {
      run.engine.clock(domain, { period: 10 + i, phase: 0, high: 5 });
    });
    for (const run of runs) run.to(100);
    expect(runs.map((run) => Number.parseInt(run.get("count"), 2))).to.deep.equal(
      runs.map((_, i) => Math.floor(100 / (10 + i)) + 1),
    );
  });

  describe("refuses", () => {
    const run = () => {
      const d = new Design();
      const domain = d.clocked("clk", d.clockNode());
      d.flop("r", 4, domain, d.input("a", 4));
      const made = d.run();
      made.engine.clock(domain, TEN);
      return made;
    };
    it("to go back in time, or past the next event", () => {
      const { engine } = run();
      engine.advance(7);
      const fix = "\n  fix: advance to a later whole picosecond, and not past the next event";
      expect(() => engine.advance(7)).to.throw(
        `BENCH: time cannot move from 7 ps to 7 ps, with the next event at 10 ps${fix}`,
      );
      expect(() => engine.advance(11)).to.throw(
        `BENCH: time cannot move from 7 ps to 11 ps, with the next event at 10 ps${fix}`,
      );
      expect(() => engine.advance(7.5)).to.throw(
        `BENCH: time cannot move from 7 ps to 7.5 ps, with the next event at 10 ps${fix}`,
      );
    });
    it("to drive what is not an input", () => {
      expect(() => run().set({ r: "0000" })).to.throw(
        "BENCH: a bench drives node 2, a register\n  fix: drive inputs of the top module only",
      );
    });
    it("a clock once time has moved", () => {
      const { engine } = run();
      engine.advance(0);
      expect(() => engine.clock(0, TEN)).to.throw(
        "CLOCK: a clock is set after time has moved\n  fix: set clocks before the first advance",
      );
    });
  });

  it("takes an input's bits above its width for 0", () => {
    const d = new Design();
    const a = d.input("a", 4);
    const run = d.run();
    run.engine.write(a, [0xff], [0xf0]);
    run.engine.settle();
    expect(run.get("a")).to.equal("1111");
  });
});
