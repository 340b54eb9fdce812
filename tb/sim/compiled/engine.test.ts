import { expect } from "chai";
import fc from "fast-check";
import { CompiledEngine, type CompiledPass } from "../../../sim/compiled/engine.ts";
import { EventEngine } from "../../../sim/event/kernel.ts";
import type { Engine } from "../../../sim/netlist/engine.ts";
import type { Netlist, NodeId } from "../../../sim/netlist/netlist.ts";
import type { Node } from "../../../sim/netlist/node.ts";
import { optimise } from "../../../sim/netlist/passes.ts";
import { Reference } from "../../reference/evaluate.ts";
import { Random } from "../../reference/random.ts";
import { randomNetlist } from "../../reference/random-netlist.ts";
import { randomStimuli } from "../../reference/stimulus.ts";
import { Design, type Run, TEN } from "../event/design.ts";
import { drive, peek } from "../event/drive.ts";

/** The engine has two states, so constants with z are x here. */
function withoutZ(netlist: Netlist): Netlist {
  const known = (node: Node): Node =>
    node.op === "const"
      ? { ...node, attr: { value: node.attr.value & ~node.attr.unknown, unknown: node.attr.unknown } }
      : node;
  return { ...netlist, nodes: netlist.nodes.map(known) };
}

/** Random clocks, the same for every engine. */
function startClocks(netlist: Netlist, seed: number, engines: readonly Engine[]): void {
  const random = new Random(seed);
  for (const domain of netlist.domains.keys()) {
    const period = 2 + random.below(3);
    const timing = { period, phase: random.below(3), high: 1 + random.below(period - 1) };
    for (const engine of engines) engine.clock(domain, timing);
  }
}

const signals = (engine: Engine): string[] =>
  engine.netlist.signals.map(({ name, node }) => `${name} ${peek(engine, node)}`);

function words(engine: Engine): bigint[] {
  return engine.netlist.memories.flatMap(({ depth }, memory) =>
    Array.from({ length: depth }, (_, address) => engine.peekMemory(memory, address).value),
  );
}

/** Passes that are left out, which changes no value. */
const skipped = fc.subarray<CompiledPass>(["lanes", "vectors"]);

describe("CompiledEngine", () => {
  it("gives every signal of random netlists the value that the event engine gives with random bits for x and z", () => {
    fc.assert(
      fc.property(randomNetlist, fc.nat(), fc.boolean(), skipped, (random, seed, optimised, skip) => {
        const netlist = optimised ? optimise(withoutZ(random)) : withoutZ(random);
        const event = new EventEngine(netlist, { policy: "random", seed });
        const compiled = new CompiledEngine(netlist, {
          policy: "random",
          seed,
          skip,
        });
        startClocks(netlist, seed, [event, compiled]);
        expect(signals(compiled)).to.deep.equal(signals(event));
        for (const { inputs } of randomStimuli(netlist, seed, 12)) {
          for (const engine of [event, compiled]) {
            for (const [node, bits] of inputs) drive(engine, node, bits);
            engine.settle();
          }
          expect(signals(compiled), `settled at ${event.time}`).to.deep.equal(signals(event));
          event.advance(event.nextEvent());
          compiled.advance(compiled.nextEvent());
          expect(signals(compiled), `after the edge at ${event.time}`).to.deep.equal(signals(event));
        }
        expect(words(compiled)).to.deep.equal(words(event));
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it("agrees with every bit that the reference knows, taking 0 for x and z", () => {
    fc.assert(
      fc.property(randomNetlist, fc.nat(), (random, seed) => {
        const netlist = optimise(withoutZ(random));
        const reference = new Reference(netlist);
        const engine = new CompiledEngine(netlist);
        netlist.domains.forEach((_, domain) => {
          engine.clock(domain, { period: 2, phase: 1, high: 1 });
        });
        const rising = netlist.domains.flatMap(({ edge }, domain) => (edge === "rise" ? [domain] : []));
        const falling = [...netlist.domains.keys()].filter((domain) => !rising.includes(domain));
        for (const [step, { inputs }] of randomStimuli(netlist, seed, 12).entries()) {
          for (const [node, bits] of inputs) {
            drive(engine, node, bits);
            reference.setBits(node, bits);
          }
          engine.settle();
          engine.advance(engine.nextEvent());
          reference.settle();
          reference.edge(step % 2 === 0 ? rising : falling);
          for (const { name, node, kind } of netlist.signals) {
            if (kind === "clock") continue;
            const ours = peek(engine, node);
            const theirs = reference.getBits(node).replaceAll(/[xz]/g, (_, i: number) => ours[i]);
            expect(ours, name).to.equal(theirs);
          }
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  /** Plays the same on both engines and compares all named signals at every time. */
  function expectBoth(make: (d: Design) => (run: Run, time: number) => void, until: number): void {
    const d = new Design();
    const play = make(d);
    const runs = [d.run({ policy: "random", seed: 5 }), d.compiled({ policy: "random", seed: 5 })];
    const traces = runs.map((run) => {
      run.engine.clock(0, TEN);
      const trace: string[][] = [];
      for (let time = 0; time <= until; time++) {
        run.to(time);
        trace.push([`settled ${time}`, ...signals(run.engine)]);
        play(run, time);
        trace.push([`driven ${time}`, ...signals(run.engine)]);
      }
      return trace;
    });
    for (const [step, expected] of traces[0].entries()) expect(traces[1][step]).to.deep.equal(expected);
  }

  /** A counter of `width` bits in a domain, enabled always. */
  function counter(d: Design, name: string, domain: number, width = 4): NodeId {
    const count = d.flop(name, width, domain, undefined, { init: 0n });
    Object.assign(d.registers.at(-1)!, { next: d.op("add", width, [count, d.constant(1n, width)]) });
    return count;
  }

  it("gates clocks by a latch, so that the enable before the edge counts", () => {
    expectBoth((d) => {
      const clock = d.clockNode();
      const root = d.clocked("root", clock);
      const gate = d.named("gate", d.op("gate", 1, [clock, d.input("enable")]));
      const gated = d.clocked("gated", gate);
      const a = counter(d, "a", root);
      d.flop("b", 4, gated, a);
      d.flop("c", 4, root, d.registers[1].node);
      return (run, time) => {
        if (time % 3 === 0) run.set({ enable: time % 9 === 0 ? "1" : "0" });
      };
    }, 150);
  });

  it("divides clocks", () => {
    expectBoth((d) => {
      const clock = d.clockNode();
      d.clocked("root", clock);
      for (const by of [1, 2, 3, 4, 7]) {
        const divided = d.named(`by${by}`, d.op("divide", 1, [clock], { by }));
        counter(d, `rise${by}`, d.clocked(`d${by}`, divided));
        counter(d, `fall${by}`, d.clocked(`f${by}`, divided, { edge: "fall" }));
      }
      return () => {};
    }, 400);
  });

  it("lets a domain on a register's output sample a delta later", () => {
    expectBoth((d) => {
      const root = d.clocked("root", d.clockNode());
      const half = d.flop("half", 1, root, undefined, { init: 0n });
      Object.assign(d.registers[0], { next: d.op("not", 1, [half]) });
      const a = counter(d, "a", root);
      const derived = d.clocked("derived", half);
      const c = d.flop("c", 4, derived, a);
      d.flop("back", 4, root, c);
      return () => {};
    }, 100);
  });

  it("resets at once where the reset is asynchronous, also one that a register drives", () => {
    expectBoth((d) => {
      const clock = d.clockNode();
      const root = d.clocked("root", clock);
      const from = counter(d, "from", root);
      const pulse = d.op("eq", 1, [from, d.constant(5n, 4)]);
      const held = d.flop("held", 1, root, pulse);
      const outside = d.input("reset");
      for (const [name, node] of [
        ["inner", held],
        ["pulsed", pulse],
        ["outer", outside],
      ] as const) {
        const domain = d.clocked(name, clock, { reset: { node, kind: "async", active: 1 } });
        counter(d, `${name}_count`, domain);
        d.flop(`${name}_wide`, 200, domain, d.constant(3n, 200), { init: 1n << 199n });
      }
      return (run, time) => {
        if (time % 7 === 0) run.set({ reset: time % 3 === 0 ? "1" : "0" });
      };
    }, 250);
  });

  it("resets at the edge where the reset is synchronous, and takes up where it left off", () => {
    expectBoth((d) => {
      const clock = d.clockNode();
      const free = d.clocked("free", clock);
      const enable = d.input("enable");
      for (const active of [0, 1] as const) {
        const node = d.flop(`reset${active}`, 1, free, d.input(`in${active}`));
        const domain = d.clocked(`d${active}`, clock, { reset: { node, kind: "sync", active } });
        const count = counter(d, `count${active}`, domain);
        d.flop(`late${active}`, 4, domain, count, { init: 9n, enable });
        d.flop(`plain${active}`, 4, domain, count, { init: undefined, enable });
      }
      return (run, time) => {
        if (time % 8 === 0) run.set({ in0: time % 3 === 0 ? "1" : "0", in1: time % 5 === 0 ? "1" : "0" });
        if (time % 6 === 0) run.set({ enable: time % 4 === 0 ? "1" : "0" });
      };
    }, 300);
  });

  it("exchanges registers and shifts them whatever their order, through enables and across domains", () => {
    expectBoth((d) => {
      const clock = d.clockNode();
      const domains = [d.clocked("one", clock), d.clocked("other", clock)];
      const enable = d.input("enable");
      const random = new Random(3);
      const widths = [1, 20, 40, 64, 100, 128, 300];
      for (const width of widths) {
        const nodes = Array.from({ length: 8 }, (_, i) =>
          d.flop(`r${width}_${i}`, width, i < 6 ? domains[0] : domains[1], undefined, {
            init: random.bits(width),
            ...(i % 3 === 0 && { enable }),
          }),
        );
        const own = d.registers.slice(-8);
        for (const [i, register] of own.entries()) Object.assign(register, { next: nodes[(5 * i + 3) % 8] });
      }
      return (run, time) => {
        if (time % 10 === 3) run.set({ enable: time % 3 === 0 ? "1" : "0" });
      };
    }, 200);
  });

  it("counts covers and reports failed assertions before the commit", () => {
    const d = new Design();
    const root = d.clocked("root", d.clockNode());
    const count = counter(d, "count", root);
    const low = d.op("lt", 1, [count, d.constant(3n, 4)]);
    for (const kind of ["assert", "cover"] as const) {
      d.check({ kind, message: kind, condition: low, domain: root, scope: 0, shown: [], place: 0 });
    }
    const run = d.compiled();
    run.engine.clock(root, TEN);
    const failed: string[] = [];
    run.engine.hooks = { failed: ({ message }) => failed.push(`${message} with ${run.get("count")}`) };
    run.to(50);
    expect(failed).to.deep.equal(["assert with 0011", "assert with 0100"]);
    expect([...run.engine.covered]).to.deep.equal([0, 3]);
  });

  it("gives up after 10,000 deltas and names the nets that go on toggling", () => {
    const d = new Design();
    const wire = d.named("x", d.node("wire", 1, 1, [], undefined));
    const root = d.clocked("root", d.clockNode());
    const bits = [d.clocked("rise", wire), d.clocked("fall", wire, { edge: "fall" }), root].map(
      (domain, i) => {
        const bit = d.flop(`r${i}`, 1, domain, undefined);
        Object.assign(d.registers.at(-1)!, { next: d.op("not", 1, [bit]) });
        return bit;
      },
    );
    d.drive(wire, d.op("xor", 1, [d.op("xor", 1, [bits[0], bits[1]]), bits[2]]));
    const run = d.compiled();
    run.engine.clock(root, TEN);
    expect(() => run.to(10)).to.throw(
      /^UNSETTLED: 10000 deltas at 10 ps, and these nets still toggle\n {2}top.x: design.ts:1/,
    );
  });

  it("runs a chain of 20,000 operators without recursion", () => {
    const d = new Design();
    let sum = d.input("a", 32);
    for (let i = 0; i < 20_000; i++) sum = d.op("add", 32, [sum, d.constant(1n, 32)]);
    d.named("sum", sum);
    const run = d.compiled();
    run.set({ a: "1".repeat(32) });
    expect(Number.parseInt(run.get("sum"), 2)).to.equal(19_999);
  });

  it("keeps what is unknown out: x and z that are driven become 0, or bits from the seed", () => {
    const driven = (policy: "merge" | "random") => {
      const d = new Design();
      d.input("a", 40);
      return d
        .compiled({ policy, seed: 1 })
        .set({ a: `1${"x".repeat(20)}${"z".repeat(18)}1` })
        .get("a");
    };
    expect(driven("merge")).to.equal(`1${"0".repeat(38)}1`);
    expect(driven("random"))
      .to.match(/^1[01]{38}1$/)
      .and.not.equal(driven("merge"));
  });

  describe("refuses", () => {
    it("a constant with z", () => {
      const d = new Design();
      d.line = 7;
      d.named("pull", d.node("const", 2, 1, [], { value: 2n, unknown: 2n }, d.here()));
      expect(() => d.compiled()).to.throw(
        'ENGINE: top.pull is a constant with z, and the engine "compiled" has two states\n' +
          '  here: design.ts:7\n  fix: run it on the engine "event"',
      );
    });
    it("a combinational loop, with its path", () => {
      const d = new Design();
      const wire = d.named("w", d.node("wire", 1, 1, [], undefined));
      d.drive(wire, d.named("n", d.op("not", 1, [wire])));
      expect(() => d.compiled()).to.throw(/^LOOP: a combinational path leads back to where it began/);
    });
    it("a memory beyond the 4 GiB of 32-bit addresses", () => {
      const d = new Design();
      d.line = 3;
      d.memory({
        name: "huge",
        width: 65_536,
        depth: 2 ** 20,
        init: [],
        scope: 0,
        secret: false,
        place: d.here(),
      });
      expect(() => d.compiled()).to.throw(
        'SIZE: memory huge of 1048576 words of 65536 bits does not fit into the 4 GiB of the engine "compiled"\n' +
          "  memory huge: design.ts:3\n" +
          '  fix: make it smaller; the engine "event" has no such limit below the memory of the machine',
      );
    });
    it("the policy trap", () => {
      expect(() => new Design().compiled({ policy: "trap" })).to.throw(
        'ENGINE: the policy "trap" looks for unknown values, and the engine "compiled" has none\n' +
          '  fix: run it on the engine "event"',
      );
    });
  });
});
