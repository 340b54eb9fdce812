import { expect } from "chai";
import {
  type Bits,
  In,
  module,
  type Otherwise,
  Out,
  regs,
  u,
  vec,
  when,
  wires,
} from "../../../sim/hdl/index.ts";
import { fault, model, packed, text } from "./model.ts";

describe("when", () => {
  it("the first branch whose condition holds is taken, otherwise the last", () => {
    const Priority = module("Priority", { a: In(1), b: In(1), q: Out(4) }, ({ a, b, q }) => {
      when(a, () => q.drive(1))
        .elsewhen(b, () => q.drive(2))
        .otherwise(() => q.drive(3));
    });
    const priority = model(Priority);
    const of = (a: number, b: number) => priority.set({ a, b }).get("q");
    expect([of(0, 0), of(0, 1), of(1, 0), of(1, 1)]).to.deep.equal([3, 2, 1, 1]);
  });

  it("a statement before it is the default", () => {
    const Default = module("Default", { a: In(1), q: Out(4) }, ({ a, q }) => {
      q.drive(7);
      when(a, () => q.drive(1));
    });
    const made = model(Default);
    expect([0, 1].map((a) => made.set({ a }).get("q"))).to.deep.equal([7, 1]);
  });

  it("the last assignment wins, within a branch and between whens", () => {
    const Last = module("Last", { a: In(1), b: In(1), q: Out(4) }, ({ a, b, q }) => {
      q.drive(0);
      when(a, () => {
        q.drive(1);
        q.drive(2);
      });
      when(b, () => q.drive(3));
    });
    const last = model(Last);
    const of = (a: number, b: number) => last.set({ a, b }).get("q");
    expect([of(0, 0), of(1, 0), of(0, 1), of(1, 1)]).to.deep.equal([0, 2, 3, 3]);
  });

  it("branches nest", () => {
    const Nested = module("Nested", { a: In(1), b: In(1), c: In(1), q: Out(4) }, ({ a, b, c, q }) => {
      q.drive(0);
      when(a, () => {
        q.drive(1);
        when(b, () => {
          when(c, () => q.drive(2)).otherwise(() => q.drive(3));
        }).elsewhen(c, () => q.drive(4));
      });
    });
    const nested = model(Nested);
    const all = Array.from({ length: 8 }, (_, abc) =>
      nested.set({ a: abc >> 2, b: (abc >> 1) & 1, c: abc & 1 }).get("q"),
    );
    expect(all).to.deep.equal([0, 0, 0, 0, 1, 4, 3, 2]);
  });

  it("registers hold where no branch assigns them", () => {
    const Hold = module(
      "Hold",
      { load: In(1), clear: In(1), d: In(8), q: Out(8) },
      ({ load, clear, d, q }) => {
        const { held } = regs({ held: u(8).init(5) });
        when(clear, () => {
          held.next = 0;
        }).elsewhen(load, () => {
          held.next = d;
        });
        q.drive(held);
      },
    );
    const hold = model(Hold).reset({ load: 0, clear: 0, d: 9 });
    const seen = [hold.get("q"), hold.edge().get("q")];
    seen.push(hold.set({ load: 1 }).edge().get("q"), hold.set({ load: 0, d: 1 }).edge().get("q"));
    seen.push(hold.set({ load: 1, clear: 1 }).edge().get("q"));
    expect(seen).to.deep.equal([5, 5, 9, 9, 0]);
  });

  it("parts of a register are assigned apart, and what is not assigned holds", () => {
    const Parts = module("Parts", { low: In(1), high: In(1), q: Out(8) }, ({ low, high, q }) => {
      const { word } = regs({ word: u(8).init(0x96) });
      when(low, () => {
        word.at("3:0").next = 0xf;
      });
      when(high, () => {
        word.at("7:6").next = 0;
        when(low, () => {
          word.at("7:2").next = 0b010101;
        });
      });
      q.drive(word);
    });
    const taken = (low: number, high: number) =>
      model(Parts).reset({ low: 0, high: 0 }).set({ low, high }).edge().get("q");
    expect([taken(0, 0), taken(1, 0), taken(0, 1), taken(1, 1)]).to.deep.equal([
      0b10010110, 0b10011111, 0b00010110, 0b01010111,
    ]);
  });

  it("lanes of a vector are assigned apart", () => {
    const Lanes = module("Lanes", { select: In(2), q: Out(vec(4, 8)) }, ({ select, q }) => {
      const { v } = regs({ v: vec(4, 8).init(0x44332211n) });
      for (let lane = 0; lane < 4; lane++) {
        when(select.eq(lane), () => {
          v.lane(lane).next = 0xee;
        });
      }
      q.drive(v);
    });
    const taken = (select: number) => model(Lanes).reset({ select }).edge().get("q");
    expect([taken(0), taken(2), taken(3)]).to.deep.equal([
      Number(packed([0xee, 0x22, 0x33, 0x44], 8)),
      Number(packed([0x11, 0x22, 0xee, 0x44], 8)),
      Number(packed([0x11, 0x22, 0x33, 0xee], 8)),
    ]);
  });

  it("an unknown condition leaves the bits on which both sides agree", () => {
    const Unknown = module("Unknown", { a: In(1), q: Out(4) }, ({ a, q }) => {
      when(a, () => q.drive(0b0011)).otherwise(() => q.drive(0b0101));
    });
    expect(model(Unknown).set({ a: "x" }).get("q")).to.equal("0xx1");
  });

  it("an empty branch shields its path from the later ones", () => {
    const Shield = module("Shield", { a: In(1), b: In(1), c: In(1), q: Out(4) }, ({ a, b, c, q }) => {
      q.drive(0);
      when(a, () => {})
        .elsewhen(b, () => q.drive(1))
        .elsewhen(c, () => {})
        .otherwise(() => q.drive(2));
    });
    const shield = model(Shield);
    const of = (a: number, b: number, c: number) => shield.set({ a, b, c }).get("q");
    expect([of(1, 1, 0), of(0, 1, 1), of(0, 0, 1), of(0, 0, 0), of(1, 0, 0)]).to.deep.equal([0, 1, 0, 2, 0]);
  });

  describe("mistakes", () => {
    it("a condition of several bits", () => {
      const wrong = module("Wrong", { a: In(8), q: Out(1) }, ({ a, q }) => {
        q.drive(0);
        when(a as Bits as Bits<1>, () => q.drive(1));
      });
      expect(fault(() => model(wrong))).to.equal(
        text(
          "WIDTH: when needs a condition of 1 bit; a is 8 bits",
          "here: «when(a as Bits as Bits<1>, () => q.drive(1));»",
          'a declared: «const wrong = module("Wrong", { a: In(8), q: Out(1) }, ({ a, q }) => {»',
          "fix: compare it with eq or ne, or reduce it with orR",
        ),
      );
    });
    it("an elsewhen that does not follow its when", () => {
      const wrong = module("Wrong", { a: In(1), q: Out(1) }, ({ a, q }) => {
        const chain: Otherwise = when(a, () => {});
        q.drive(0);
        chain.elsewhen(a, () => {});
      });
      expect(fault(() => model(wrong))).to.equal(
        text(
          "CONTEXT: elsewhen and otherwise follow their when directly, and otherwise comes last",
          "here: «chain.elsewhen(a, () => {});»",
          "the when: «const chain: Otherwise = when(a, () => {});»",
          "fix: write the chain as one expression: when(…).elsewhen(…).otherwise(…)",
        ),
      );
    });
    it("two otherwises", () => {
      const wrong = module("Wrong", { a: In(1) }, ({ a }) => {
        const chain = when(a, () => {});
        chain.otherwise(() => {});
        chain.otherwise(() => {});
      });
      expect(fault(() => model(wrong)).split("\n")[0]).to.equal(
        "CONTEXT: elsewhen and otherwise follow their when directly, and otherwise comes last",
      );
    });
    it("outside a module", () => {
      expect(fault(() => when(undefined as never, () => {}))).to.equal(
        text(
          "CONTEXT: when is used outside a module body",
          "here: «expect(fault(() => when(undefined as never, () => {}))).to.equal(»",
          "fix: call it inside the function given to module()",
        ),
      );
    });
  });

  it("what its body throws leaves the language as it was", () => {
    const Throws = module("Throws", { a: In(1) }, ({ a }) => {
      when(a, () => {
        throw new RangeError("in the body");
      });
    });
    expect(() => model(Throws)).to.throw(RangeError, "in the body");
    expect(fault(() => wires({ w: 1 })).split("\n")[0]).to.equal(
      "CONTEXT: wires is used outside a module body",
    );
  });
});
