import { expect } from "chai";
import { credits } from "../../../rtl/bus/credits.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { In, module, Out } from "../../../sim/hdl/index.ts";
import { model } from "../../sim/hdl/model.ts";

const Credits = module(
  "Credits",
  { taken: In(1), returned: In(1), may: Out(1) },
  ({ taken, returned, may }) => {
    may.drive(credits("out", 3, taken, returned));
  },
);

/** `may` after each step: t takes one, r returns one, b both, - nothing. */
function answers(steps: string): string {
  const made = model(Credits).reset({ taken: 0, returned: 0 });
  return [...steps]
    .map((step) => {
      made.set({ taken: "tb".includes(step) ? 1 : 0, returned: "rb".includes(step) ? 1 : 0 }).edge();
      return made.get("may");
    })
    .join("");
}

describe("credits", () => {
  it("are there until all are out", () => {
    expect(answers("tt-t-")).to.equal("11100");
  });
  it("come back one by one", () => {
    expect(answers("tttrtr")).to.equal("110101");
  });
  it("stay as many where one goes and one comes", () => {
    expect(answers("tbbttbr")).to.equal("1111001");
  });
  it("do not come back more than they went", () => {
    using sim = simulate(Credits);
    sim.bench(function* (b) {
      b.drive(b.dut.taken, 0);
      b.drive(b.dut.returned, 1);
      yield* b.tick();
    });
    expect(() => sim.run()).to.throw("something returns that is not out");
  });
});
