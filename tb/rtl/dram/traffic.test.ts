import { expect } from "chai";
import fc from "fast-check";
import { DDR4_3200, DDR5_4800 } from "../../../rtl/dram/timing.ts";
import { random } from "../../../sim/bench/index.ts";
import "../../random-seed.ts";
import { type Request, rig } from "./rig.ts";

const LINES = 40;

interface Traffic {
  readonly ddr5: boolean;
  readonly seed: number;
  readonly writes: number;
  readonly source: number;
  readonly sink: number;
  readonly rows: number;
  readonly policy: "merge" | "random";
}

/** Random reads and writes of few lines; every answer against a memory that is a map. */
function play({ ddr5, seed, writes, source, sink, rows, policy }: Traffic): void {
  const device = ddr5 ? DDR5_4800 : DDR4_3200;
  const board = rig({
    device: { ...device, figures: { ...device.figures, tREFI: 1300 } },
    patience: 400,
    simulation: { seed, policy },
    source: random(source),
    sink: random(sink),
  });
  using sim = board.sim;
  const requests: Request[] = [];
  sim.bench(function* (b) {
    const { bankGroups } = device.organisation;
    for (let tag = 0; tag < 250; tag++) {
      const line = b.random.below(LINES);
      const address = board.at({
        bankGroup: line % bankGroups,
        bank: line % 3,
        row: line % rows,
        column: line,
      });
      requests.push({ tag, write: b.random.chance(writes), address, line: b.random.bytes(64) });
    }
    for (const request of requests) board.send(request);
    yield* board.answered(b, requests.length);
    yield* b.tick(2000);
  });
  sim.run({ cycles: 60_000 });

  const memory = new Map<number, Uint8Array>();
  const expected = requests.map(({ write, address, line }) => {
    if (write) memory.set(address, line as Uint8Array);
    return { write, line: write ? new Uint8Array(64) : (memory.get(address) ?? new Uint8Array(64)) };
  });
  const answers = [...board.responses].sort((a, b) => a.tag - b.tag);
  expect(answers.map(({ tag }) => tag)).to.deep.equal(requests.map(({ tag }) => tag));
  for (const { tag, write, line } of answers)
    expect({ write, line }, `tag ${tag}`).to.deep.equal(expected[tag]);
  // In the end all writes are in the cells.
  expect(board.device.cells).to.deep.equal(memory);
}

describe("random traffic through the memory controller", () => {
  it("loses and doubles nothing, keeps the order of each line, and breaks no timing rule", () => {
    const traffic = fc.record({
      ddr5: fc.boolean(),
      seed: fc.nat(),
      writes: fc.constantFrom(0.1, 0.5, 0.9),
      source: fc.constantFrom(0.05, 0.5, 1),
      sink: fc.constantFrom(0.1, 1),
      rows: fc.constantFrom(1, 2, 40),
      policy: fc.constantFrom("merge", "random" as const),
    });
    fc.assert(fc.property(traffic, play), { numRuns: 6 });
  });
});
