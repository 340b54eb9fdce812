import { expect } from "chai";
import fc from "fast-check";
import {
  type Bits,
  elaborate,
  In,
  instances,
  module,
  Out,
  regs,
  u,
  when,
  wires,
} from "../../../sim/hdl/index.ts";
import { fault, model, text } from "./model.ts";

/** A statement of a random module body. */
type Statement =
  | { readonly kind: "assign"; readonly low: number; readonly width: number; readonly value: number }
  | {
      readonly kind: "when";
      readonly branches: readonly { readonly condition: number; readonly body: readonly Statement[] }[];
      readonly otherwise: readonly Statement[] | undefined;
    };

const CONDITIONS = 3;
const statements: fc.Arbitrary<readonly Statement[]> = fc.letrec<{ body: Statement[] }>((tie) => ({
  body: fc.array(
    fc.oneof(
      { maxDepth: 3, depthIdentifier: "when" },
      fc.tuple(fc.nat(7), fc.nat(7), fc.nat(255)).map(([one, two, value]): Statement => {
        const low = Math.min(one, two);
        const width = Math.abs(one - two) + 1;
        return { kind: "assign", low, width, value: value & ((1 << width) - 1) };
      }),
      fc.record({
        kind: fc.constant("when" as const),
        branches: fc.array(fc.record({ condition: fc.nat(CONDITIONS - 1), body: tie("body") }), {
          minLength: 1,
          maxLength: 4,
        }),
        otherwise: fc.option(tie("body"), { nil: undefined }),
      }),
    ),
    { maxLength: 5 },
  ),
})).body;

/** Runs the statements as a program: the meaning that the multiplexers must have. */
function interpret(body: readonly Statement[], conditions: number, before: number): number {
  let value = before;
  for (const statement of body) {
    if (statement.kind === "assign") {
      const mask = ((1 << statement.width) - 1) << statement.low;
      value = (value & ~mask) | (statement.value << statement.low);
      continue;
    }
    const taken = statement.branches.find(({ condition }) => (conditions >> condition) & 1);
    value = interpret(taken?.body ?? statement.otherwise ?? [], conditions, value);
  }
  return value;
}

function describeIn(
  body: readonly Statement[],
  conditions: Bits<3>,
  assign: (low: number, width: number, value: number) => void,
): void {
  for (const statement of body) {
    if (statement.kind === "assign") {
      assign(statement.low, statement.width, statement.value);
      continue;
    }
    const [first, ...rest] = statement.branches;
    let chain = when(conditions.bit(first.condition), () => describeIn(first.body, conditions, assign));
    for (const { condition, body: inner } of rest) {
      chain = chain.elsewhen(conditions.bit(condition), () => describeIn(inner, conditions, assign));
    }
    const last = statement.otherwise;
    if (last) chain.otherwise(() => describeIn(last, conditions, assign));
  }
}

describe("lowering", () => {
  it("gives nested whens and parts the meaning of a program", () => {
    const property = fc.property(statements, fc.nat(255), (body, start) => {
      const Random = module("Random", { on: In(1), conditions: In(3), q: Out(8), w: Out(8) }, (io) => {
        const { held } = regs({ held: u(8).init(start) });
        const { wire } = wires({ wire: 8 });
        wire.drive(start);
        when(io.on, () => {
          describeIn(body, io.conditions, (low, width, value) => {
            held.slice(low + width - 1, low).next = value;
            wire.slice(low + width - 1, low).drive(value);
          });
        });
        io.q.drive(held);
        io.w.drive(wire);
      });
      const made = model(Random);
      for (let conditions = 0; conditions < 1 << CONDITIONS; conditions++) {
        const expected = interpret(body, conditions, start);
        made.reset({ on: 1, conditions });
        expect(made.get("w")).to.equal(expected);
        expect(made.edge().get("q")).to.equal(expected);
        expect(made.set({ on: 0 }).get("w")).to.equal(start);
      }
    });
    fc.assert(property, { numRuns: 40 });
  });

  it("joins disjoint parts of a wire", () => {
    const Joined = module("Joined", { a: In(4), b: In(4), q: Out(8) }, ({ a, b, q }) => {
      q.at("7:4").drive(a);
      q.at("3:0").drive(b);
    });
    expect(model(Joined).set({ a: 0xa, b: 0xb }).get("q")).to.equal(0xab);
  });

  it("joins bits driven one by one", () => {
    const Reversed = module("Reversed", { a: In(8), q: Out(8) }, ({ a, q }) => {
      for (let bit = 0; bit < 8; bit++) q.bit(7 - bit).drive(a.bit(bit));
    });
    expect(model(Reversed).set({ a: 0b11010000 }).get("q")).to.equal(0b00001011);
  });

  it("an unassigned register holds for ever", () => {
    const Constant = module("Constant", { q: Out(8) }, ({ q }) => {
      const { always } = regs({ always: u(8).init(42) });
      q.drive(always);
    });
    expect(model(Constant).reset().edge().edge().get("q")).to.equal(42);
  });

  describe("UNDRIVEN", () => {
    it("a net without driver", () => {
      const wrong = module("Wrong", { a: In(8), q: Out(8) }, ({ a }) => {
        const { w } = wires({ w: 8 });
        w.drive(a);
      });
      expect(fault(() => model(wrong))).to.equal(
        text(
          "UNDRIVEN: q of module Wrong has no driver",
          'q declared: «const wrong = module("Wrong", { a: In(8), q: Out(8) }, ({ a }) => {»',
          "fix: drive it, or remove it",
        ),
      );
    });
    it("a part of a net without driver", () => {
      const wrong = module("Wrong", { a: In(4), q: Out(8) }, ({ a, q }) => {
        q.at("7:4").drive(a);
      });
      expect(fault(() => model(wrong)).split("\n")[0]).to.equal(
        "UNDRIVEN: q[3:0] of module Wrong has no driver",
      );
    });
    it("an input of an instance without driver, named with the instance", () => {
      const Child = module("Child", { a: In(8) }, () => {});
      const wrong = module("Wrong", {}, () => {
        instances({ child: Child });
      });
      expect(fault(() => model(wrong))).to.equal(
        text(
          "UNDRIVEN: child.a of module Wrong has no driver",
          "child.a declared: «instances({ child: Child });»",
          "fix: drive it, or remove it",
        ),
      );
    });
    it("a net with a driver on some paths only", () => {
      const wrong = module("Wrong", { a: In(1), b: In(1), q: Out(8) }, ({ a, b, q }) => {
        when(a, () => {
          q.drive(1);
        }).otherwise(() => {
          when(b, () => q.drive(2));
        });
      });
      expect(fault(() => model(wrong))).to.equal(
        text(
          "UNDRIVEN: q of module Wrong has no driver on some path through a when",
          'q declared: «const wrong = module("Wrong", { a: In(1), b: In(1), q: Out(8) }, ({ a, b, q }) => {»',
          "the when that leaves it open: «when(b, () => q.drive(2));»",
          "fix: drive a default before the when, or add otherwise",
        ),
      );
    });
    it("a bit of a net with a driver on some paths only", () => {
      const wrong = module("Wrong", { a: In(1), q: Out(8) }, ({ a, q }) => {
        q.at("6:0").drive(0);
        when(a, () => q.drive(1));
      });
      expect(fault(() => model(wrong)).split("\n")[0]).to.equal(
        "UNDRIVEN: q[7] of module Wrong has no driver on some path through a when",
      );
    });
    it("but none where a later statement covers the gap", () => {
      const right = module("Right", { a: In(1), q: Out(8) }, ({ a, q }) => {
        when(a, () => q.drive(1));
        when(a, () => q.drive(2)).otherwise(() => q.drive(3));
      });
      const made = model(right);
      expect([0, 1].map((a) => made.set({ a }).get("q"))).to.deep.equal([3, 2]);
    });
  });

  describe("MULTIDRIVEN", () => {
    it("a net driven twice on every path", () => {
      const wrong = module("Wrong", { a: In(8), q: Out(8) }, ({ a, q }) => {
        q.drive(a);
        q.drive(0);
      });
      expect(fault(() => model(wrong))).to.equal(
        text(
          "MULTIDRIVEN: q of module Wrong is driven twice",
          "again: «q.drive(0);»",
          "first: «q.drive(a);»",
          'q declared: «const wrong = module("Wrong", { a: In(8), q: Out(8) }, ({ a, q }) => {»',
          "fix: keep one driver; put the exception inside a when after the default",
        ),
      );
    });
    it("bits driven twice, the others once", () => {
      const wrong = module("Wrong", { a: In(8), q: Out(8) }, ({ a, q }) => {
        q.at("7:3").drive(a.at("7:3"));
        q.at("4:0").drive(0);
      });
      expect(fault(() => model(wrong)).split("\n")[0]).to.equal(
        "MULTIDRIVEN: q[4:3] of module Wrong is driven twice",
      );
    });
    it("a when that a later statement makes void", () => {
      const wrong = module("Wrong", { a: In(1), q: Out(8) }, ({ a, q }) => {
        when(a, () => q.drive(1));
        q.drive(0);
      });
      expect(fault(() => model(wrong)))
        .to.contain("again: «q.drive(0);»")
        .and.contain("first: «when(a, () => q.drive(1));»");
    });
  });

  describe("in proportion", () => {
    it("100,000 statements in a row, and nodes as many", () => {
      const COUNT = 100_000;
      const Long = module("Long", { a: In(1), q: Out(32) }, ({ a, q }) => {
        const { last } = regs({ last: u(32).init(0) });
        for (let index = 1; index <= COUNT; index++) {
          when(a, () => {
            last.next = index;
          });
        }
        q.drive(last);
      });
      const { nodes } = elaborate(Long).netlist;
      expect(nodes.filter(({ op }) => op === "mux")).to.have.length(COUNT);
    });

    it("100,000 operators in a row", () => {
      const Deep = module("Deep", { a: In(32), q: Out(32) }, ({ a, q }) => {
        let sum: Bits<32> = a;
        for (let index = 0; index < 100_000; index++) sum = sum.add(a);
        q.drive(sum);
      });
      expect(elaborate(Deep).netlist.nodes.filter(({ op }) => op === "add")).to.have.length(100_000);
    });

    it("a chain of branches that assign a register each: a multiplexer a register, not a square of them", () => {
      const Decoder = module("Decoder", { a: In(16), q: Out(8) }, ({ a, q }) => {
        const bank = regs(
          Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`r${index}`, u(8).init(0)])),
        );
        let chain = when(a.eq(0), () => {});
        for (const [index, register] of Object.values(bank).entries()) {
          chain = chain.elsewhen(a.eq(index + 1), () => {
            register.next = 1;
          });
        }
        q.drive(bank.r499);
      });
      const { nodes } = elaborate(Decoder).netlist;
      expect(nodes.filter(({ op }) => op === "mux")).to.have.length(500);
      expect(nodes.length).to.be.lessThan(10 * 500);
    });

    it("4,096 bits driven one by one, under whens too", () => {
      const Wide = module("Wide", { a: In(4096), on: In(1), q: Out(4096) }, ({ a, on, q }) => {
        for (let bit = 0; bit < 4096; bit++) q.bit(bit).drive(a.bit(4095 - bit));
        when(on, () => q.bit(7).drive(0));
      });
      const wide = model(Wide).set({ a: 1n << 4088n, on: 0 });
      expect([wide.get("q"), wide.set({ on: 1 }).get("q")]).to.deep.equal([0x80, 0]);
    });
  });
});
