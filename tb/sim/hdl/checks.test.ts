import { expect } from "chai";
import {
  assert,
  type Bits,
  clockDomain,
  clocked,
  cover,
  In,
  module,
  vec,
  when,
} from "../../../sim/hdl/index.ts";
import { type Netlist, signalPath } from "../../../sim/netlist/netlist.ts";
import { Reference } from "../../reference/evaluate.ts";
import { fault, model, text } from "./model.ts";

/** What the conditions of the checks are, for each value of the 1-bit inputs a, b and c. */
function conditions(netlist: Netlist): (number | string)[][] {
  const inputs = ["a", "b", "c"].map((name) => netlist.signals.find((signal) => signal.name === name));
  const reference = new Reference(netlist);
  return Array.from({ length: 8 }, (_, abc) => {
    for (const [index, input] of inputs.entries()) {
      if (input) reference.set(input.node, BigInt((abc >> (2 - index)) & 1));
    }
    reference.settle();
    return netlist.checks.map(({ condition }) => Number(reference.getBits(condition)));
  });
}
const column = (netlist: Netlist, check: number) => conditions(netlist).map((row) => row[check]);

describe("checks", () => {
  it("assert and cover hold their condition, message, domain and module", () => {
    const Checked = module("Checked", { a: In(1), b: In(1), c: In(1) }, ({ a, b }) => {
      assert(a.or(b), "one of them");
      clocked(clockDomain("bus"), () => cover("both", a.and(b)));
    });
    const { netlist } = model(Checked);
    const { checks, domains, scopes } = netlist;
    expect(
      checks.map(({ kind, message, domain, scope }) => [
        kind,
        message,
        domains[domain].name,
        scopes[scope].name,
      ]),
    ).to.deep.equal([
      ["assert", "one of them", "clk", "Checked"],
      ["cover", "both", "bus", "Checked"],
    ]);
    expect(column(netlist, 0)).to.deep.equal([0, 0, 1, 1, 1, 1, 1, 1]);
    expect(column(netlist, 1)).to.deep.equal([0, 0, 0, 0, 0, 0, 1, 1]);
  });

  it("an assertion inside whens must hold only where they do", () => {
    const Guarded = module("Guarded", { a: In(1), b: In(1), c: In(1) }, ({ a, b, c }) => {
      when(a, () => {
        when(b, () => {}).otherwise(() => assert(c, "c where a and not b"));
      });
    });
    expect(column(model(Guarded).netlist, 0)).to.deep.equal([1, 1, 1, 1, 0, 1, 1, 1]);
  });
  it("a cover inside whens counts only where they hold", () => {
    const Guarded = module("Guarded", { a: In(1), b: In(1), c: In(1) }, ({ a, b, c }) => {
      when(a, () => {}).elsewhen(b, () => cover("c where b and not a", c));
    });
    expect(column(model(Guarded).netlist, 0)).to.deep.equal([0, 0, 0, 1, 0, 0, 0, 0]);
  });

  it("an assertion names the signals that a failure shows; expressions become signals", () => {
    const Shown = module("Shown", { a: In(8), v: In(vec(2, 4)) }, ({ a, v }) => {
      assert(a.eq(0), "a is 0", { a, low: a.at("3:0"), turned: v.rotate(1) });
    });
    const { netlist } = model(Shown);
    const shown = netlist.checks[0].shown.map((signal) => signalPath(netlist, signal));
    expect(shown).to.deep.equal(["Shown.a", "Shown.low", "Shown.turned"]);
    expect(netlist.signals[netlist.checks[0].shown[2]].lanes).to.equal(2);
  });

  it("a condition of several bits is refused", () => {
    const wrong = module("Wrong", { a: In(8) }, ({ a }) => {
      assert(a as Bits as Bits<1>, "a");
    });
    expect(fault(() => model(wrong))).to.equal(
      text(
        "WIDTH: assert needs a condition of 1 bit; a is 8 bits",
        'here: «assert(a as Bits as Bits<1>, "a");»',
        'a declared: «const wrong = module("Wrong", { a: In(8) }, ({ a }) => {»',
        "fix: compare it with eq or ne, or reduce it with orR",
      ),
    );
  });
});
