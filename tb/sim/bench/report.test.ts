import { expect } from "chai";
import { simulate } from "../../../sim/bench/index.ts";
import { Counter, Delay, Guard, Op } from "./duts.ts";
import { failure, thrown } from "./failure.ts";
import { run } from "./runs.ts";

describe("what fails in a run", () => {
  it("keeps its kind and line, and says which bench, when and by which seed", () => {
    const error = thrown(() =>
      run(
        Counter(8),
        function* (b) {
          b.drive(b.dut.en, 0);
          yield* b.tick();
          expect(b.peek(b.dut.value)).to.equal(9n);
        },
        { seed: 77 },
      ),
    );
    const where = "in bench main at 3000 ps, cycle 3 of clk, seed 77";
    expect(error.constructor.name).to.equal("AssertionError");
    expect(error.message).to.equal(`expected 0n to equal 9n\n  ${where}`);
    expect(error.stack).to.contain(where).and.contain("report.test.ts");
  });

  it("is an error whatever is thrown", () => {
    const error = thrown(() =>
      run(Counter(8), function* (b) {
        yield* b.tick();
        throw "text";
      }),
    );
    expect(error).to.be.instanceOf(Error);
    expect(error.message).to.match(/^text\n {2}in bench main at 3000 ps/);
  });

  it("an assertion shows its operands by name as it was decided, but no secret", () => {
    const text = failure(() =>
      run(Guard, function* (b) {
        b.drive(b.dut.key, 0x5e);
        b.drive(b.dut.busy, 1);
        b.drive(b.dut.op, Op.values.read);
        yield* b.tick();
        b.drive(b.dut.op, Op.values.flush);
        yield* b.tick();
        b.drive(b.dut.op, Op.values.read);
        yield* b.tick();
      }),
    );
    expect(text).to.equal(
      [
        "ASSERT: Guard: no flush while busy, with op = flush, busy = 0x1, key = (secret)",
        '  asserted: [assert(op.is("flush").and(busy).not(), "no flush while busy", { op, busy, key });]',
        "  fix: mend the design, or the assertion",
        "  at 4000 ps, cycle 4 of clk, seed 1",
      ].join("\n"),
    );
  });

  it("under the policy trap, an unknown value that decides stops the run", () => {
    const text = failure(() =>
      run(
        Counter(8),
        function* (b) {
          yield* b.tick();
        },
        { policy: "trap" },
      ),
    );
    expect(text).to.match(/^XTRAP: /);
  });

  it("under the policy random, unknown values are bits from the seed", () => {
    const start = (seed: number) => {
      const sim = simulate(Delay, { policy: "random", seed });
      sim.run({ time: 1 });
      return sim.peek(sim.dut.q);
    };
    expect(start(1)).to.equal(start(1));
    expect(start(1)).to.not.equal(start(2));
  });
});
