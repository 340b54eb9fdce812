import { expect } from "chai";
import type { NodeId } from "../../../sim/netlist/netlist.ts";
import { validate } from "../../../sim/netlist/validate.ts";
import { caught, Sketch } from "../../reference/sketch.ts";

const fault = (make: (b: Sketch, a: NodeId) => unknown): string | undefined => {
  const b = new Sketch();
  make(b, b.input("a", 8));
  return caught(() => validate(b.finish()));
};

describe("validate", () => {
  const NODES: [string, (b: Sketch, a: NodeId) => unknown, string][] = [
    [
      "a width of 0",
      (b, a) => b.op("not", 0, [a]),
      "node 1 (not, 0 bits in 1 lanes): the width is not a positive integer",
    ],
    [
      "lanes that do not divide",
      (b, a) => b.op("not", 8, [a], undefined, 3),
      "node 1 (not, 8 bits in 3 lanes): the lanes do not divide the width",
    ],
    [
      "a wire without driver",
      (b) => b.wire("w", 8),
      "node 1 (wire, 8 bits in 1 lanes): has 0 operands, needs 1",
    ],
    [
      "a missing operand",
      (b, a) => b.op("and", 8, [a, 9]),
      "node 1 (and, 8 bits in 1 lanes): operand 9 is not a node",
    ],
    [
      "operands of other widths",
      (b, a) => b.op("add", 4, [a, a]),
      "node 1 (add, 4 bits in 1 lanes): operand 0 has 8 bits, needs 4",
    ],
    [
      "a wide comparison",
      (b, a) => b.op("eq", 2, [a, a]),
      "node 1 (eq, 2 bits in 1 lanes): a comparison has 1 bit a lane",
    ],
    [
      "a slice outside",
      (b, a) => b.op("slice", 4, [a], { low: 5 }),
      "node 1 (slice, 4 bits in 1 lanes): bits 8:5 are outside the operand's lanes",
    ],
    [
      "a join that does not add up",
      (b, a) => b.op("cat", 15, [a, a]),
      "node 1 (cat, 15 bits in 1 lanes): the operands have 16 bits",
    ],
    [
      "a select of another width",
      (b, a) => b.op("mux", 8, [a, a, a], undefined, 2),
      "node 1 (mux, 8 bits in 2 lanes): the select has 8 bits, needs 1 or 2",
    ],
    [
      "a permutation of a lane that is not there",
      (b, a) => b.op("permute", 4, [a], { from: 4, index: [0, 4] }, 2),
      "node 1 (permute, 4 bits in 2 lanes): there is no lane 4",
    ],
    [
      "a pick of another width",
      (b, a) => b.op("pick", 3, [a, a], { from: 4 }),
      "node 1 (pick, 3 bits in 1 lanes): operand 0 has 8 bits, needs 12",
    ],
    [
      "a lookup without table",
      (b, a) => b.op("lookup", 8, [a], { table: 0 }),
      "node 1 (lookup, 8 bits in 1 lanes): what it reads does not exist",
    ],
    [
      "a constant that does not fit",
      (b) => b.constant(256n, 8),
      "node 1 (const, 8 bits in 1 lanes): the value does not fit the width",
    ],
    [
      "an extension that cuts",
      (b, a) => b.op("sext", 4, [a]),
      "node 1 (sext, 4 bits in 1 lanes): operand 0 has 8 bits, more than the result",
    ],
  ];
  for (const [title, make, message] of NODES) {
    it(`refuses ${title}`, () => expect(fault(make)).to.equal(message));
  }

  it("refuses state without its entry, with two, or of another width", () => {
    expect(fault((b) => b.reg("q"))).to.equal("node 1: a register without its entry");
    const twice = (b: Sketch, a: NodeId) => {
      const domain = b.clocked("main");
      const q = b.reg("q", 8);
      b.takes(q, domain, a);
      b.takes(q, domain, a);
    };
    expect(fault(twice)).to.equal("register 1: node 2 holds two states");
    const wide = (b: Sketch, a: NodeId) => b.takes(b.reg("q", 4), b.clocked("main"), a);
    expect(fault(wide)).to.equal("register 0: next has 8 bits, needs 4");
    const init = (b: Sketch, a: NodeId) => b.takes(b.reg("q", 8), b.clocked("main"), a, { init: 256n });
    expect(fault(init)).to.equal("register 0: init does not fit");
  });

  it("refuses a mask that does not divide the word", () => {
    const make = (b: Sketch, a: NodeId) => {
      const domain = b.clocked("main");
      const id = b.memory({ name: "m", width: 9, depth: 2, init: [], scope: 0, secret: false, place: 0 });
      const rest = { enable: undefined, place: 0 };
      b.memories[id].writes.push({
        domain,
        address: a,
        data: b.input("d", 9),
        mask: b.input("k", 2),
        ...rest,
      });
    };
    expect(fault(make)).to.equal('memory "m": write port: a mask of 2 bits does not divide 9');
  });

  it("refuses a condition or a clock of several bits", () => {
    const check = { kind: "assert", message: "ok", scope: 0, shown: [], domain: 0, place: 0 } as const;
    expect(fault((b, a) => b.check({ ...check, condition: a }))).to.equal('check "ok": node 0 is not 1 bit');
    const rest = { edge: "rise", reset: undefined, family: 0, place: 0 } as const;
    expect(fault((b, a) => b.domain({ name: "main", clock: a, ...rest }))).to.equal(
      'clock of domain "main": node 0 is not 1 bit',
    );
  });

  it("accepts views: lanes are read from the bits of any operand", () => {
    expect(fault((b, a) => b.op("add", 8, [a, b.op("not", 8, [a], undefined, 4)], undefined, 2))).to.equal(
      undefined,
    );
  });
});
