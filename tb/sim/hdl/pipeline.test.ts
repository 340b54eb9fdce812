import { expect } from "chai";
import fc from "fast-check";
import {
  type Bits,
  cat,
  enumeration,
  flip,
  type Module,
  module,
  Out,
  type PipelineOptions,
  pipeline,
  type Shape,
  stream,
  vec,
} from "../../../sim/hdl/index.ts";
import { fault, type Model, model, text } from "./model.ts";

/** (a + 1) * 2 over three stages: add, double, keep. */
const Three = (options: PipelineOptions = {}) =>
  module("Three", { up: flip(stream({ a: 8 })), down: stream({ y: 8 }) }, ({ up, down }) => {
    pipeline(up, options)
      .stage("add", ({ a }) => ({ sum: a.add(1) }))
      .stage("double", ({ sum }) => ({ y: sum.shl(1) }))
      .stage("keep", ({ y }) => ({ y }))
      .into(down);
  });

/** Offers items and takes results by these patterns; what came out, with the cycle. */
function play(
  made: Model,
  items: readonly number[],
  offers: (cycle: number) => boolean,
  takes: (cycle: number) => boolean,
  cycles: number,
) {
  made.reset({ "up.valid": 0, "up.payload.a": 0, "down.ready": 0 });
  const out: { readonly cycle: number; readonly y: unknown }[] = [];
  const taken: number[] = [];
  let next = 0;
  let held = false;
  for (let cycle = 0; cycle < cycles; cycle++) {
    // A source holds its item until it is taken.
    held = next < items.length && (held || offers(cycle));
    made.set({
      "up.valid": Number(held),
      "up.payload.a": held ? items[next] : "xxxxxxxx",
      "down.ready": Number(takes(cycle)),
    });
    if (made.get("down.valid") === 1 && takes(cycle)) out.push({ cycle, y: made.get("down.payload.y") });
    if (held && made.get("up.ready") === 1) {
      taken.push(cycle);
      next++;
      held = false;
    }
    made.edge();
  }
  return { out, taken };
}
const always = () => true;
const results = ({ out }: ReturnType<typeof play>) => out.map(({ y }) => y);
const expected = (items: readonly number[]) => items.map((a) => ((a + 1) * 2) & 0xff);

describe("pipeline", () => {
  it("takes one item a cycle and gives it as many cycles later as it has stages", () => {
    const { out, taken } = play(model(Three()), [1, 2, 3], always, always, 8);
    expect(taken).to.deep.equal([0, 1, 2]);
    expect(out).to.deep.equal([
      { cycle: 3, y: 4 },
      { cycle: 4, y: 6 },
      { cycle: 5, y: 8 },
    ]);
  });

  it("has the record of each stage as its registers, in a scope of the stage's name", () => {
    const { paths, netlist } = model(Three());
    expect(paths.filter((path) => /^(add|double|keep)\./.test(path))).to.deep.equal([
      "add.valid",
      "add.ready",
      "add.sum",
      "double.valid",
      "double.ready",
      "double.y",
      "keep.valid",
      "keep.ready",
      "keep.y",
    ]);
    expect(netlist.registers).to.have.length(6);
    expect(netlist.scopes.filter(({ kind }) => kind === "stage").map(({ name }) => name)).to.deep.equal([
      "add",
      "double",
      "keep",
    ]);
  });

  it("keeps a stage's data where no valid item moves into it", () => {
    const made = model(Three());
    play(made, [1], always, always, 6);
    expect(made.set({ "up.valid": 0, "up.payload.a": 99 }).edge().edge().get("add.sum")).to.equal(2);
  });

  for (const stall of ["elastic", "lockstep"] as const) {
    describe(stall, () => {
      it("loses, repeats and reorders nothing under any pattern of offers and takes", () => {
        const patterns = fc.tuple(
          fc.array(fc.nat(255), { maxLength: 12 }),
          fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
          fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
        );
        const property = fc.property(patterns, ([items, offers, takes]) => {
          const late = (pattern: boolean[]) => (cycle: number) => pattern[cycle] ?? true;
          const played = play(model(Three({ stall })), items, late(offers), late(takes), 60);
          expect(results(played)).to.deep.equal(expected(items));
        });
        fc.assert(property, { numRuns: 40 });
      });

      it("stands still while the sink does not take, then goes on", () => {
        const { out, taken } = play(model(Three({ stall })), [1, 2, 3, 4], always, (cycle) => cycle >= 8, 20);
        expect(taken).to.deep.equal([0, 1, 2, 8]);
        expect(out.map(({ cycle }) => cycle)).to.deep.equal([8, 9, 10, 11]);
      });
    });
  }

  it("elastic: bubbles close up behind an item that waits", () => {
    const offers = (cycle: number) => cycle !== 1;
    const { taken } = play(model(Three()), [1, 2, 3], offers, () => false, 8);
    expect(taken).to.deep.equal([0, 2, 3]);
  });
  it("leaves in its data registers what they hold when it is reset, or clears them where it is to", () => {
    const held = (clears: boolean) => {
      const made = model(Three({ clears }));
      made.reset({ "up.valid": 1, "up.payload.a": 5, "down.ready": 1 });
      for (let edge = 0; edge < 3; edge++) made.edge();
      made.set({ rst: 1 });
      made.edge();
      return ["add.valid", "add.sum", "double.y", "keep.y"].map((path) => made.get(path));
    };
    expect(held(false)).to.deep.equal([0, 6, 12, 12]);
    expect(held(true)).to.deep.equal([0, 0, 0, 0]);
  });

  it("lockstep: a bubble stays where it is while an item waits", () => {
    const offers = (cycle: number) => cycle !== 1;
    const { taken } = play(model(Three({ stall: "lockstep" })), [1, 2, 3], offers, () => false, 8);
    expect(taken).to.deep.equal([0, 2]);
  });

  it("computes the same wherever a stage boundary stands", () => {
    const late = module("Late", { up: flip(stream({ a: 8 })), down: stream({ y: 8 }) }, ({ up, down }) => {
      pipeline(up)
        .stage("first", ({ a }) => ({ a }))
        .stage("second", ({ a }) => ({ y: a.add(1).shl(1) }))
        .into(down);
    });
    const items = [0, 1, 127, 128, 255];
    const [one, two] = [Three(), late].map((top) => results(play(model(top), items, always, always, 12)));
    expect(one).to.deep.equal(expected(items));
    expect(two).to.deep.equal(expected(items));
  });

  it("carries vectors and enumerations as what they are", () => {
    const Op = enumeration("Op", 1, { add: 0, sub: 1 });
    const Carries = module(
      "Carries",
      { up: flip(stream({ op: Op, v: vec(2, 4) })), down: stream({ is: 1, v: vec(2, 4) }) },
      ({ up, down }) => {
        pipeline(up)
          .stage("one", ({ op, v }) => ({ op, v: v.rotate(1) }))
          .map(({ op, v }) => ({ is: op.is("sub"), v }))
          .into(down);
      },
    );
    const made = model(Carries).reset({
      "up.valid": 1,
      "up.payload.op": 1,
      "up.payload.v": 0x21,
      "down.ready": 1,
    });
    made.edge();
    expect([made.get("down.payload.is"), made.get("down.payload.v")]).to.deep.equal([1, 0x12]);
    expect(made.signal("one.v").lanes).to.equal(2);
    expect(made.netlist.enums[made.signal("one.op").enumeration ?? -1]?.name).to.equal("Op");
  });

  it("begins and ends at streams of a single word", () => {
    const Word = module("Word", { up: flip(stream(8)), down: stream(8) }, ({ up, down }) => {
      pipeline(up)
        .stage("one", (value) => ({ value }))
        .map(({ value }) => value.not())
        .into(down);
    });
    const made = model(Word).reset({ "up.valid": 1, "up.payload": 0x0f, "down.ready": 1 }).edge();
    expect([made.get("down.valid"), made.get("down.payload")]).to.deep.equal([1, 0xf0]);
  });

  it("without stages is a wire", () => {
    const Wire = module("Wire", { up: flip(stream({ a: 8 })), down: stream({ y: 8 }) }, ({ up, down }) => {
      pipeline(up)
        .map(({ a }) => ({ y: a.add(1).shl(1) }))
        .into(down);
    });
    const { out } = play(model(Wire), [5], always, always, 2);
    expect(out).to.deep.equal([{ cycle: 0, y: 12 }]);
  });

  it("tells whether each stage holds an item", () => {
    const Told = module(
      "Told",
      { up: flip(stream(8)), down: stream(8), full: { out: Out(2) } },
      ({ up, down, full }) => {
        const stages = pipeline(up)
          .stage("a", (value) => ({ value }))
          .stage("b", ({ value }) => ({ value }))
          .map(({ value }) => value)
          .into(down);
        expect(stages.map(({ name }) => name)).to.deep.equal(["a", "b"]);
        full.out.drive(cat(...stages.map(({ valid }) => valid)).as(2));
      },
    );
    const made = model(Told).reset({ "up.valid": 1, "up.payload": 1, "down.ready": 0 });
    const seen = [made.get("full.out"), made.edge().get("full.out"), made.edge().get("full.out")];
    expect(seen).to.deep.equal([0b00, 0b10, 0b11]);
  });

  describe("mistakes", () => {
    const mistake = (body: (io: { up: never; down: never }) => void) =>
      fault(() =>
        model(
          module(
            "Wrong",
            { up: flip(stream({ a: 8 })), down: stream({ y: 8 }) },
            body as never,
          ) as Module<Shape>,
        ),
      );
    const start = (up: never) => pipeline<{ a: Bits<8> }>(up);

    it("a field that the last stage does not carry", () => {
      const first = mistake(({ up, down }) => {
        start(up)
          .stage("one", ({ a }) => ({ a }))
          .into(down);
      });
      expect(first).to.equal(
        text(
          "UNDRIVEN: the pipeline ends without y, which its sink takes",
          "here: «.into(down);»",
          "fix: carry y through the stages",
        ),
      );
    });
    it("a field named as the stage's own signals", () => {
      const first = mistake(({ up }) => {
        start(up).stage("one", ({ a }) => ({ valid: a }));
      });
      expect(first).to.equal(
        text(
          "NAME: stage one carries a field valid, which is a name of the stage's own",
          'here: «start(up).stage("one", ({ a }) => ({ valid: a }));»',
          "fix: give the field another name",
        ),
      );
    });
    it("two stages of one name", () => {
      const first = mistake(({ up }) => {
        start(up)
          .stage("one", ({ a }) => ({ a }))
          .stage("one", ({ a }) => ({ a }));
      });
      expect(first).to.equal(
        text(
          "NAME: the name one is used twice in module Wrong",
          'again: «.stage("one", ({ a }) => ({ a }));»',
          'first: «.stage("one", ({ a }) => ({ a }))»',
          "fix: give each signal, instance and memory a name of its own",
        ),
      );
    });
    it("a carried value that is no word or vector", () => {
      const first = mistake(({ up }) => {
        start(up).stage("one", () => ({ a: 5 as never }));
      });
      expect(first).to.equal(
        text(
          "SHAPE: stage one carries a, which is no word or vector",
          'here: «start(up).stage("one", () => ({ a: 5 as never }));»',
          "fix: return a record of words and vectors",
        ),
      );
    });
  });
});
