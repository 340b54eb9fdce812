import { expect } from "chai";
import { elaborate, In, module, Out, regs, rom, u, wires } from "../../../sim/hdl/index.ts";
import { fault, text } from "./model.ts";

describe("the context of a module body", () => {
  it("is needed by every construct that makes hardware", () => {
    expect(fault(() => regs({ a: 1 }))).to.equal(
      text(
        "CONTEXT: regs is used outside a module body",
        "here: «expect(fault(() => regs({ a: 1 }))).to.equal(»",
        "fix: call it inside the function given to module()",
      ),
    );
  });
  it("is not needed by types, roms and modules", () => {
    expect([u(8).width, rom("r", 1, [0, 1]).width, module("M", { a: In(1) }, () => {}).name]).to.deep.equal([
      8,
      1,
      "M",
    ]);
  });
  it("ends with the body, so that operators on what it left behind are refused", () => {
    const { io } = elaborate(
      module("Done", { q: Out(8) }, ({ q }) => {
        q.drive(1);
      }),
    );
    expect(fault(() => io.q.not()).split("\n")[0]).to.equal("CONTEXT: not is used outside a module body");
  });
  it("ends with a body that throws", () => {
    const wrong = module("Wrong", {}, () => {
      throw new RangeError("in the body");
    });
    expect(() => elaborate(wrong)).to.throw(RangeError);
    expect(fault(() => wires({ w: 1 })).split("\n")[0]).to.equal(
      "CONTEXT: wires is used outside a module body",
    );
  });
});
