import { expect } from "chai";
import { Design, type Run, TEN } from "./design.ts";

/** The functions that a run makes of source text, by what they compute, while `act` runs. */
function made(act: () => void): string[] {
  const bodies: string[] = [];
  const original = globalThis.Function;
  globalThis.Function = new Proxy(original, {
    construct(target, args: string[]) {
      bodies.push(args.at(-1)!);
      return Reflect.construct(target, args);
    },
  });
  try {
    act();
  } finally {
    globalThis.Function = original;
  }
  return bodies;
}

/** `count` cells of one shape: y = a + b. */
function cells(count: number, patience: number): Run {
  const d = new Design();
  for (let i = 0; i < count; i++) {
    d.named(`y${i}`, d.op("add", 8, [d.input(`a${i}`, 8), d.input(`b${i}`, 8)]));
  }
  return d.run({ patience });
}

const step = (run: Run, count: number, a: number, b = "00000001"): void => {
  const bits = a.toString(2).padStart(8, "0");
  const entries = Array.from({ length: count }, (_, i) => [
    [`a${i}`, bits],
    [`b${i}`, b],
  ]);
  run.set(Object.fromEntries(entries.flat()));
};

describe("Compiler", () => {
  it("makes one function for all groups of a shape, and it computes each", () => {
    const run = cells(40, 1);
    const bodies = made(() => {
      for (let a = 0; a < 6; a++) step(run, 40, a);
    });
    expect(bodies).to.have.length(1);
    expect(Array.from({ length: 40 }, (_, i) => run.get(`y${i}`))).to.deep.equal(Array(40).fill("00000110"));
  });

  it("waits for as many evaluations as its patience, power-up among them", () => {
    const run = cells(1, 5);
    const bodies = (steps: number): number =>
      made(() => {
        for (let a = 0; a < steps; a++) step(run, 1, run.engine.state.value[0] ^ 1);
      }).length;
    expect([bodies(4), bodies(1), bodies(3)]).to.deep.equal([0, 1, 0]);
  });

  it("makes a second function for unknown operands once there have been as many again", () => {
    const run = cells(1, 2);
    const bodies = made(() => {
      for (let a = 0; a < 12; a++) step(run, 1, a, a % 2 ? "0000000x" : "00000001");
    });
    expect(bodies.map((body) => /u\d_0/.test(body))).to.deep.equal([false, true]);
    expect(run.get("y0")).to.equal("xxxxxxxx");
    step(run, 1, 3);
    expect(run.get("y0")).to.equal("00000100");
  });

  it("makes none with infinite patience", () => {
    const run = cells(2, Infinity);
    expect(
      made(() => {
        for (let a = 0; a < 100; a++) step(run, 2, a);
      }),
    ).to.deep.equal([]);
    expect(run.get("y1")).to.equal("01100100");
  });

  it("leaves what it cannot compute to the interpreter: an index beyond a memory's end", () => {
    const d = new Design();
    const domain = d.clocked("clk", d.clockNode());
    const memory = d.memory({
      name: "m",
      width: 8,
      depth: 3,
      init: [7n, 8n, 9n],
      scope: 0,
      secret: false,
      place: 0,
    });
    d.named("q", d.op("read", 8, [d.input("address", 2)], { memory }));
    const run = d.run({ patience: 0 });
    run.engine.clock(domain, TEN);
    const seen = ["00", "11", "10", "01", "11"].map((address) => run.set({ address }).get("q"));
    expect(seen).to.deep.equal(["00000111", "xxxxxxxx", "00001001", "00001000", "xxxxxxxx"]);
  });
});
