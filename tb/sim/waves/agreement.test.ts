import { expect } from "chai";
import fc from "fast-check";
import { MemorySink } from "../../../sim/waves/sink.ts";
import { VcdReader } from "../../../sim/waves/vcd-reader.ts";
import type { VcdScope } from "../../../sim/waves/vcd-tree.ts";
import { VcdWriter } from "../../../sim/waves/vcd-writer.ts";
import { Random } from "../../reference/random.ts";
import { FakeState } from "./fake-state.ts";
import { WaveSketch } from "./sketch.ts";
import { readWithVcdStream, type StreamEvent, type StreamScope } from "./vcd-stream.ts";

/** A random run: the file, and the changes that must be in it, worked out from the strings that were set. */
function randomRun(seed: number): { text: string; expected: StreamEvent[] } {
  const random = new Random(seed);
  const sketch = new WaveSketch();
  for (let i = random.below(6); i > 0; i--) {
    const parent = random.below(sketch.builder.scopes.length);
    sketch.scope(`scope${i}`, random.pick(["module", "bundle", "stage"]), parent);
  }
  const widths = Array.from({ length: 1 + random.below(120) }, () =>
    random.pick([1, 1, 2, 7, 31, 32, 33, 64, 128, 130, 512]),
  );
  const nodes = widths.map((width, i) =>
    sketch.signal(`s${i}`, width, { scope: random.below(sketch.builder.scopes.length) }),
  );
  const netlist = sketch.finish();
  const values = new FakeState(netlist);
  const sink = new MemorySink();
  const writer = new VcdWriter(netlist, values, sink, { strings: false });
  const present = widths.map((width) => "0".repeat(width));
  const expected: StreamEvent[] = [];
  let time = random.below(1000);
  for (let step = 0; step < 20; step++) {
    for (const [i, node] of nodes.entries()) {
      const next = step > 0 && random.oneIn(2) ? present[i] : random.bitString(widths[i]);
      values.set(node, next);
      if (step === 0 || next !== present[i])
        expected.push({ code: writer.variables[i].code, time, value: next });
      present[i] = next;
    }
    writer.dump(time);
    time += 1 + random.below(10_000);
  }
  writer.finish(time);
  return { text: sink.text(), expected };
}

function readWithOurs(text: string, pieces: number): { events: StreamEvent[]; root: VcdScope } {
  const events: StreamEvent[] = [];
  let root: VcdScope | undefined;
  let now = 0;
  const reader = new VcdReader(
    {
      header: (header) => (root = header.root),
      time: (time) => (now = time),
      change: ({ code }, value) => events.push({ code, time: now, value }),
    },
    "random.vcd",
  );
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieces) reader.push(bytes.subarray(at, at + pieces));
  reader.end();
  return { events, root: root! };
}

/** Changes at one time have no order. */
const ordered = (events: readonly StreamEvent[]): StreamEvent[] =>
  [...events].sort((a, b) => a.time - b.time || (a.code < b.code ? -1 : 1));

/** Scopes and variables of either tree, in the order of the file. */
function outline(scope: VcdScope | StreamScope): unknown[] {
  if ("body" in scope) {
    const vars = scope.body.flatMap((each) =>
      each.kind === "var" ? [[each.name, each.size, each.link]] : [],
    );
    const scopes = scope.body.flatMap((each) =>
      each.kind === "scope" ? [[each.type, each.name, outline(each)]] : [],
    );
    return [...vars, ...scopes];
  }
  return [
    ...scope.variables.map(({ name, signal }) => [name, signal.width, signal.code]),
    ...scope.scopes.map((each) => [each.type, each.name, outline(each)]),
  ];
}

describe("writer, reader and vcd-stream", () => {
  it("agree on every change and every declaration of random runs", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 5000 }), async (seed, pieces) => {
        const { text, expected } = randomRun(seed);
        const ours = readWithOurs(text, pieces);
        const theirs = await readWithVcdStream(text);
        expect(ordered(ours.events)).to.deep.equal(ordered(expected));
        expect(ordered(theirs.events)).to.deep.equal(ordered(expected));
        expect(theirs.timescale).to.equal("1 ps");
        expect(outline(ours.root)).to.deep.equal(outline(theirs.root));
      }),
      { numRuns: 40 },
    );
  });

  it("would notice if vcd-stream stopped early", async () => {
    const { text } = randomRun(1);
    const cut = text.indexOf("\n#", text.length / 2) + 1;
    const { log } = console;
    console.log = () => {};
    let message = "";
    await readWithVcdStream(`${text.slice(0, cut)}sTEXT !\n${text.slice(cut)}`)
      .catch((error: Error) => {
        message = error.message;
      })
      .finally(() => {
        console.log = log;
      });
    expect(message).to.match(/^vcd-stream came to \d+, not to \d+$/);
  });
});
