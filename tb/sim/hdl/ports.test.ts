import { expect } from "chai";
import { enumeration, flip, In, Out, u, vec } from "../../../sim/hdl/index.ts";

describe("ports", () => {
  it("are made of widths, vectors, enumerations and types", () => {
    const Op = enumeration("Op", 2, { a: 0, b: 1 });
    const made = [In(8), In(vec(4, 8)), In(Op), Out(u(3).secret())];
    expect(made.map(({ dir, type }) => [dir, type.width, type.lanes, type.hidden])).to.deep.equal([
      ["in", 8, 1, false],
      ["in", 8, 4, false],
      ["in", 2, 1, false],
      ["out", 3, 1, true],
    ]);
  });
  it("flip turns every direction in a bundle round, and back", () => {
    const bus = { valid: Out(1), ready: In(1), payload: { data: Out(8) } };
    const turned = flip(bus);
    expect([turned.valid.dir, turned.ready.dir, turned.payload.data.dir]).to.deep.equal(["in", "out", "in"]);
    expect(flip(turned)).to.deep.equal(bus);
  });
});
