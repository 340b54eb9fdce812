import { expect } from "chai";
import { describe as nameOf } from "../../../sim/hdl/faults.ts";
import { type Bits, elaborate, In, module, regs } from "../../../sim/hdl/index.ts";
import { toWord } from "../../../sim/hdl/word.ts";
import { fault } from "./model.ts";

describe("how errors name things", () => {
  const names: string[] = [];
  const note = (bits: Bits): void => void names.push(nameOf(toWord(bits)));

  it("signals by name, parts by their bits of the whole, expressions as such", () => {
    elaborate(
      module("Named", { a: In(8) }, ({ a }) => {
        const { r } = regs({ r: 8 });
        note(r);
        note(a.at("7:0"));
        note(a.at("6:2"));
        note(a.at("6:2").at("3:1"));
        note(a.bit(3));
        note(a.not());
      }),
    );
    expect(names).to.deep.equal(["r", "a", "a[6:2]", "a[5:3]", "a[3]", "an expression"]);
  });

  it("a signal that is on both sides is pointed at once", () => {
    const wrong = module("Wrong", { a: In(8) }, ({ a }) => {
      (a.at("3:0") as Bits).add(a as Bits);
    });
    expect(fault(() => elaborate(wrong)).match(/declared/g)).to.have.length(1);
  });
});
