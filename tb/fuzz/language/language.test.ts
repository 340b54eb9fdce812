import { expect } from "chai";
import { languageOf } from "./language.ts";
import type { Word } from "./words.ts";
import { World } from "./world.ts";

// biome-ignore lint/suspicious/noExplicitAny: sources are written against names, not against types
type Language = any;
type Io = Record<string, Word>;

/** A module in the plain reading of the language, with its pins and clocks at hand. */
function play(top: (language: Language) => unknown, options: object = {}) {
  const world = new World();
  const language = languageOf(world) as Language;
  const io = language.elaborate(top(language), options) as Io;
  return {
    set: (values: Record<string, number>) =>
      world.drive(new Map(Object.entries(values).map(([path, value]) => [path, BigInt(value)]))),
    edge: (...clocks: string[]) => {
      world.toggle(new Map((clocks.length > 0 ? clocks : ["clk"]).map((name) => [name, 1])));
      world.toggle(new Map((clocks.length > 0 ? clocks : ["clk"]).map((name) => [name, 0])));
    },
    get: (path: string) => Number(io[path].value),
  };
}

describe("the plain reading of the language", () => {
  it("takes the last assignment whose branch is taken, and the first branch that holds", () => {
    const run = play(({ module, In, Out, when }: Language) =>
      module("M", { a: In(1), b: In(1), q: Out(4) }, ({ a, b, q }: Io) => {
        q.drive(1);
        when(a, () => q.drive(2)).elsewhen(b, () => q.at("1:0").drive(3));
        when(a.and(b), () => q.bit(3).drive(1));
      }),
    );
    const results = [0, 1, 2, 3].map((inputs) => {
      run.set({ a: inputs & 1, b: inputs >> 1 });
      return run.get("q");
    });
    expect(results).to.deep.equal([1, 2, 3, 10]);
  });

  it("lets registers hold what no branch assigns, all move at once, and reset go first", () => {
    const run = play(({ module, In, Out, regs, u, when }: Language) =>
      module("M", { en: In(1), p: Out(4), q: Out(4) }, ({ en, p, q }: Io) => {
        const { one, two } = regs({ one: u(4).init(5), two: u(4).init(9) });
        when(en, () => {
          one.next = two;
          two.next = one;
        });
        p.drive(one);
        q.drive(two);
      }),
    );
    run.set({ rst: 1, en: 1 });
    run.edge();
    expect([run.get("p"), run.get("q")]).to.deep.equal([5, 9]);
    run.set({ rst: 0 });
    run.edge();
    expect([run.get("p"), run.get("q")]).to.deep.equal([9, 5]);
    run.set({ en: 0 });
    run.edge();
    expect([run.get("p"), run.get("q")]).to.deep.equal([9, 5]);
  });

  it("resets at once where the reset is asynchronous", () => {
    const count = ({ module, Out, regs, u }: Language) =>
      module("M", { q: Out(4) }, ({ q }: Io) => {
        const { r } = regs({ r: u(4).init(7) });
        r.next = r.add(1);
        q.drive(r);
      });
    const run = play(count, { reset: "async", active: "low" });
    run.set({ rst: 0 });
    expect(run.get("q")).to.equal(7);
    run.set({ rst: 1 });
    run.edge();
    expect(run.get("q")).to.equal(8);
  });

  it("lets a read see the old word or the new one, and the later of two writes win", () => {
    const run = play(
      ({ module, In, Out, memories, sram }: Language) =>
        module("M", { at: In(1), p: Out(8), q: Out(8), now: Out(8) }, ({ at, p, q, now }: Io) => {
          const { m } = memories({ m: sram({ data: 8, addr: 1, depth: 2, init: [3n, 4n] }) });
          p.drive(m.read({ addr: at, collision: "old" }));
          q.drive(m.read({ addr: at, collision: "new" }));
          now.drive(m.peek(at));
          m.write({ addr: at, data: 0xaa, mask: at.not().zext(2) });
          m.write({ addr: at, data: 0x10, mask: at.not().zext(2).shl(1) });
        }),
      { reset: "none" },
    );
    run.set({ at: 0 });
    run.edge();
    expect([run.get("p"), run.get("q"), run.get("now")]).to.deep.equal([0x03, 0x1a, 0x1a]);
  });

  it("clocks behind gates and dividers with their source, and behind registers after it", () => {
    const run = play(
      ({ module, In, Out, regs, u, clocked, gatedClock, dividedClock, derivedClock }: Language) =>
        module("M", { en: In(1), a: Out(4), b: Out(4), c: Out(4), d: Out(4) }, ({ en, a, b, c, d }: Io) => {
          const count = (out: Word) => {
            const { r } = regs({ r: u(4).init(0) });
            r.next = r.add(1);
            out.drive(r);
            return r as Word;
          };
          const root = count(a);
          clocked(gatedClock("g", en), () => count(b));
          clocked(dividedClock("h", 2), () => count(c));
          clocked(derivedClock("k", root.bit(0)), () => count(d));
        }),
      { reset: "none" },
    );
    run.set({ en: 0 });
    run.edge();
    run.set({ en: 1 });
    for (let edge = 0; edge < 4; edge++) run.edge();
    expect(["a", "b", "c", "d"].map(run.get)).to.deep.equal([5, 4, 3, 3]);
  });
});
