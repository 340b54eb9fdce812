import { readFileSync } from "node:fs";
import { expect } from "chai";
import { simulate } from "../../sim/bench/index.ts";
import {
  type Bits,
  clockDomain,
  clocked,
  derivedClock,
  elaborate,
  fsm,
  In,
  instances,
  module,
  Out,
  regs,
  u,
  vec,
  when,
  wires,
} from "../../sim/hdl/index.ts";
import { CODES } from "../../sim/netlist/codes.ts";

/** The sections of the page: the code, what stands below it. */
const sections = readFileSync("docs/errors.md", "utf8")
  .split("\n## ")
  .slice(1)
  .map((section) => {
    const [code, ...lines] = section.split("\n");
    const body = lines.join("\n");
    const [before, example = "", advice = ""] = body.split(/```(?:text)?\n/);
    return { code, meaning: before.trim(), example: example.trim(), advice: advice.trim() };
  });

/** Files and lines differ between the page and this test. */
const withoutPlaces = (text: string): string => text.replaceAll(/[\w/.-]+\.ts:\d+/g, "PLACE");

const ADDER = { base: In(8), offset: In(16), sum: Out(8) };
const adder = (body: (base: Bits, offset: Bits, sum: { drive(value: unknown): void }) => void) =>
  module("Adder", ADDER, ({ base, offset, sum }) => body(base, offset, sum));

/** Designs that bring the errors of the page about. */
const DESIGNS: Readonly<Record<string, () => unknown>> = {
  WIDTH: () => elaborate(adder((base, offset) => base.add(offset))),
  RANGE: () => elaborate(adder((base) => base.at("8:0"))),
  SIZE: () => u(0),
  LITERAL: () => elaborate(adder((base) => base.add(256))),
  SHAPE: () =>
    elaborate(
      module("Mixer", { state: In(vec(16, 8)), key: In(vec(4, 8)) }, ({ state, key }) => {
        state.xor(key as never);
      }),
    ),
  DIRECTION: () => elaborate(adder((base) => (base as unknown as { drive(value: number): void }).drive(0))),
  MULTIDRIVEN: () =>
    elaborate(
      adder((base, _offset, sum) => {
        sum.drive(base);
        sum.drive(0);
      }),
    ),
  UNDRIVEN: () => elaborate(adder((base, _offset, sum) => when(base.orR(), () => sum.drive(base)))),
  NAME: () =>
    elaborate(
      adder(() => {
        wires({ sum: 8 });
      }),
    ),
  STATE: () =>
    elaborate(
      module("Loader", {}, () => {
        fsm("load", ["Idle", "Done"], (go) => ({ Idle: () => go("Dnoe" as never), Done: () => go("Idle") }));
      }),
    ),
  CONTEXT: () => {
    let stolen: Bits | undefined;
    const inner = module("Adder", { base: In(8) }, ({ base }) => {
      stolen = base;
    });
    return elaborate(
      module("Top", { q: Out(8) }, ({ q }) => {
        instances({ adder: inner }).adder.base.drive(0);
        q.drive((stolen as Bits).not().as(8));
      }),
    );
  },
  LOOP: () => elaborate(module("Adder", { sum: Out(1) }, ({ sum }) => sum.drive(sum.not()))),
  CROSSING: () =>
    elaborate(
      module("Cross", { d: In(1), q: Out(1) }, ({ d, q }) => {
        const { there } = clocked(clockDomain("bus"), () => regs({ there: 1 }));
        there.next = d;
        const { here } = regs({ here: 1 });
        here.next = there;
        q.drive(here);
      }),
    ),
  ENGINE: () =>
    simulate(
      adder((base, _, sum) => sum.drive(base)),
      { engine: "compiled", policy: "trap" },
    ),
  CLOCK: () =>
    elaborate(
      module("Ripple", { tick: In(1), q: Out(1) }, ({ tick, q }) => {
        const { held } = clocked(derivedClock("ripple", tick), () => regs({ held: 1 }));
        held.next = held.not();
        q.drive(held);
      }),
    ),
};

describe("the page of errors", () => {
  it("has a section a code, in the order of the list", () => {
    expect(sections.map(({ code }) => code)).to.deep.equal(Object.keys(CODES));
  });

  for (const { code, meaning, example, advice } of sections) {
    it(`${code}: says what it means, shows one, and helps`, () => {
      const listed = CODES[code as keyof typeof CODES];
      expect(meaning).to.equal(`${listed[0].toUpperCase()}${listed.slice(1)}.`);
      expect(example.split("\n")[0]).to.match(new RegExp(`^${code}: .`));
      expect(example.split("\n").at(-1)).to.match(/^ {2}fix: ./);
      expect(advice).to.match(/\.$/);
    });
  }

  for (const [code, design] of Object.entries(DESIGNS)) {
    it(`${code}: shows the text that a design brings about`, () => {
      let text = "nothing";
      try {
        design();
      } catch (error) {
        text = (error as Error).message;
      }
      const shown = sections.find((section) => section.code === code)?.example ?? "";
      expect(withoutPlaces(text)).to.equal(withoutPlaces(shown));
    });
  }
});
