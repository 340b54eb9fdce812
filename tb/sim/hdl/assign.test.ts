import { expect } from "chai";
import { In, instances, module, Out, regs, wires } from "../../../sim/hdl/index.ts";
import { fault, model, text } from "./model.ts";

/** What the editor would refuse at once. */
interface Loose {
  drive(value: unknown): void;
  next: unknown;
}
const loose = (handle: unknown): Loose => handle as Loose;

describe("assignments", () => {
  const Child = module("Child", { a: In(8), q: Out(8) }, ({ a, q }) => {
    q.drive(a);
  });
  const mistake = (
    body: (a: Loose, q: Loose, child: { a: Loose; q: Loose }, reg: Loose, wire: Loose) => void,
  ) =>
    fault(() =>
      model(
        module("Wrong", { a: In(8), q: Out(8) }, ({ a, q }) => {
          const { child } = instances({ child: Child });
          const { reg } = regs({ reg: 8 });
          const { wire } = wires({ wire: 8 });
          body(loose(a), loose(q), { a: loose(child.a), q: loose(child.q) }, loose(reg), loose(wire));
        }),
      ),
    );
  const PORTS = '«module("Wrong", { a: In(8), q: Out(8) }, ({ a, q }) => {»';
  const CHILD = '«const Child = module("Child", { a: In(8), q: Out(8) }, ({ a, q }) => {»';

  it("an input is not driven from inside", () => {
    expect(mistake((a) => a.drive(0))).to.equal(
      text(
        "DIRECTION: a cannot be assigned in module Wrong: it is read-only here",
        "here: «expect(mistake((a) => a.drive(0))).to.equal(»",
        `a declared: ${PORTS}`,
        "fix: drive outputs from inside their module and an instance's inputs from outside it",
      ),
    );
  });
  it("an instance's output is not driven from outside", () => {
    expect(mistake((_a, _q, child) => child.q.drive(0))).to.equal(
      text(
        "DIRECTION: child.q cannot be assigned in module Wrong: it is read-only here",
        "here: «expect(mistake((_a, _q, child) => child.q.drive(0))).to.equal(»",
        `child.q declared: ${CHILD}`,
        "fix: drive outputs from inside their module and an instance's inputs from outside it",
      ),
    );
  });
  it("a register is assigned, not driven", () => {
    expect(mistake((_a, _q, _child, reg) => reg.drive(0))).to.equal(
      text(
        "DIRECTION: reg is a register and is not driven",
        "here: «expect(mistake((_a, _q, _child, reg) => reg.drive(0))).to.equal(»",
        "reg declared: «const { reg } = regs({ reg: 8 });»",
        "fix: assign .next",
      ),
    );
  });
  it("a wire is driven, not assigned", () => {
    const first = mistake((_a, _q, _child, _reg, wire) => {
      wire.next = 0;
    });
    expect(first).to.equal(
      text(
        "DIRECTION: wire is a wire and has no next value",
        "here: «wire.next = 0;»",
        "wire declared: «const { wire } = wires({ wire: 8 });»",
        "fix: use .drive(value)",
      ),
    );
  });
  it("an expression is not assigned", () => {
    const wrong = module("Wrong", { a: In(8) }, ({ a }) => {
      loose(a.not()).drive(0);
    });
    expect(fault(() => model(wrong)).split("\n")[0]).to.equal(
      "DIRECTION: an expression cannot be assigned in module Wrong: it is read-only here",
    );
  });
  it("a wire of another module is not driven", () => {
    let stolen: Loose | undefined;
    const Thief = module("Thief", {}, () => {
      (stolen as Loose).drive(0);
    });
    const wrong = module("Wrong", {}, () => {
      const { wire } = wires({ wire: 8 });
      stolen = loose(wire);
      instances({ thief: Thief });
    });
    expect(fault(() => model(wrong)).split("\n")[0]).to.equal(
      "DIRECTION: wire belongs to module Wrong and is assigned in Thief",
    );
  });
  it("both sides have one width", () => {
    const wrong = module("Wrong", { a: In(4), q: Out(8) }, ({ a, q }) => {
      loose(q).drive(a);
    });
    expect(fault(() => model(wrong))).to.equal(
      text(
        "WIDTH: q is 8 bits and takes a, which is 4 bits",
        "here: «loose(q).drive(a);»",
        'q declared: «const wrong = module("Wrong", { a: In(4), q: Out(8) }, ({ a, q }) => {»',
        'a declared: «const wrong = module("Wrong", { a: In(4), q: Out(8) }, ({ a, q }) => {»',
        "fix: extend the value by zext(8)",
      ),
    );
  });
  it("a value that is too wide is not cut in silence", () => {
    expect(
      mistake((a, q) => q.drive((a as unknown as { zext(width: number): unknown }).zext(16)))
        .split("\n")
        .at(-1),
    ).to.equal("  fix: take bits 7:0 of the value");
  });
  it("a constant fits the part that takes it", () => {
    const wrong = module("Wrong", { q: Out(8) }, ({ q }) => {
      q.at("7:2").drive(0);
      q.at("1:0").drive(4);
    });
    expect(fault(() => model(wrong))).to.equal(
      text(
        "LITERAL: drive: the constant 4 (3 bits) does not fit q[1:0], which is 2 bits",
        'here: «q.at("1:0").drive(4);»',
        'q declared: «const wrong = module("Wrong", { q: Out(8) }, ({ q }) => {»',
        "fix: give a whole number from 0 to 2^2 - 1",
      ),
    );
  });
});
