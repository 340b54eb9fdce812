import { expect } from "chai";
import fc from "fast-check";
import {
  type Bits,
  constant,
  enumeration,
  In,
  instances,
  module,
  Out,
  vec,
  wires,
} from "../../../sim/hdl/index.ts";
import { evaluate, fault, model, type Seen, text } from "./model.ts";

type B = Bits<8>;
const two = (left: number, right: number, body: (a: B, b: B) => Bits): Seen =>
  evaluate(
    [
      [8, left],
      [8, right],
    ],
    body,
  ).value;
const one = (value: number, body: (a: B) => Bits): Seen => evaluate([[8, value]], body).value;

describe("words", () => {
  describe("arithmetic", () => {
    it("adds modulo 2^W", () => {
      expect(two(200, 100, (a, b) => a.add(b))).to.equal(44);
    });
    it("adds with the carry in one bit more", () => {
      const { width, value } = evaluate(
        [
          [8, 200],
          [8, 100],
        ],
        (a: B, b: B) => a.addc(b),
      );
      expect([width, value]).to.deep.equal([9, 300]);
    });
    it("subtracts modulo 2^W", () => {
      expect(two(100, 200, (a, b) => a.sub(b))).to.equal(156);
    });
    it("multiplies to the sum of both widths", () => {
      const { width, value } = evaluate(
        [
          [8, 255],
          [4, 15],
        ],
        (a: B, b: Bits<4>) => a.mul(b),
      );
      expect([width, value]).to.deep.equal([12, 3825]);
    });
  });

  describe("bitwise operators", () => {
    it("and", () => expect(two(0b1100, 0b1010, (a, b) => a.and(b))).to.equal(0b1000));
    it("or", () => expect(two(0b1100, 0b1010, (a, b) => a.or(b))).to.equal(0b1110));
    it("xor", () => expect(two(0b1100, 0b1010, (a, b) => a.xor(b))).to.equal(0b0110));
    it("not", () => expect(one(0b1100, (a) => a.not())).to.equal(0b11110011));
  });

  describe("comparisons", () => {
    const table: [string, (a: B, b: B) => Bits, number[]][] = [
      ["eq", (a, b) => a.eq(b), [0, 1, 0]],
      ["ne", (a, b) => a.ne(b), [1, 0, 1]],
      ["lt", (a, b) => a.lt(b), [0, 0, 1]],
      ["le", (a, b) => a.le(b), [0, 1, 1]],
      ["slt", (a, b) => a.slt(b), [1, 0, 0]],
      ["sle", (a, b) => a.sle(b), [1, 1, 0]],
    ];
    for (const [name, body, expected] of table) {
      it(`${name} of 200 and 100, 100 and 100, 100 and 200 is ${expected.join(", ")}`, () => {
        expect([two(200, 100, body), two(100, 100, body), two(100, 200, body)]).to.deep.equal(expected);
      });
    }
  });

  describe("shifts", () => {
    it("left by a constant loses the top bits", () => {
      expect(one(0b10010110, (a) => a.shl(3))).to.equal(0b10110000);
    });
    it("right by a constant fills with zeros", () => {
      expect(one(0b10010110, (a) => a.shr(3))).to.equal(0b00010010);
    });
    it("right arithmetically fills with the top bit", () => {
      expect(one(0b10010110, (a) => a.sra(3))).to.equal(0b11110010);
    });
    it("by the width or more leave only the filling", () => {
      expect(one(0x96, (a) => a.shl(8))).to.equal(0);
      expect(one(0x96, (a) => a.shr(1000))).to.equal(0);
      expect(one(0x96, (a) => a.sra(8))).to.equal(0xff);
    });
    it("by 0 costs no node", () => {
      expect(evaluate([[8, 1]], (a: B) => a.shl(0)).netlist.nodes.some(({ op }) => op === "shl")).to.equal(
        false,
      );
    });
    it("by a signal take its value, whatever its width", () => {
      const by = (amount: number) =>
        evaluate(
          [
            [8, 0x96],
            [4, amount],
          ],
          (a: B, n: Bits<4>) => a.shl(n),
        ).value;
      expect([by(0), by(1), by(7), by(8), by(15)]).to.deep.equal([0x96, 0x2c, 0, 0, 0]);
    });
  });

  describe("reductions", () => {
    const all = (body: (a: B) => Bits) => [0, 0xff, 0b110, 0b111].map((value) => one(value, body));
    it("andR is 1 where every bit is", () => expect(all((a) => a.andR())).to.deep.equal([0, 1, 0, 0]));
    it("orR is 1 where any bit is", () => expect(all((a) => a.orR())).to.deep.equal([0, 1, 1, 1]));
    it("xorR is the parity", () => expect(all((a) => a.xorR())).to.deep.equal([0, 0, 0, 1]));
  });

  describe("parts", () => {
    it("at takes bits high to low, both included", () => {
      const { width, value } = evaluate([[8, 0b10110100]], (a: B) => a.at("5:2"));
      expect([width, value]).to.deep.equal([4, 0b1101]);
    });
    it("slice takes computed bounds", () => {
      expect(one(0b10110100, (a) => a.slice(6, 4))).to.equal(0b011);
    });
    it("the whole word costs no node", () => {
      expect(
        evaluate([[8, 1]], (a: B) => a.at("7:0")).netlist.nodes.some(({ op }) => op === "slice"),
      ).to.equal(false);
    });
    it("bit takes one bit by a constant", () => {
      expect(one(0b10, (a) => a.bit(1))).to.equal(1);
    });
    it("bit takes one bit by a signal, x beyond the end", () => {
      const by = (index: number) =>
        evaluate(
          [
            [8, 0b10110100],
            [4, index],
          ],
          (a: B, i: Bits<4>) => a.bit(i),
        ).value;
      expect([by(0), by(2), by(7), by(8)]).to.deep.equal([0, 1, 1, "x"]);
    });
  });

  describe("extensions", () => {
    it("zext adds zeros", () => {
      const { width, value } = evaluate([[8, 0x96]], (a: B) => a.zext(12));
      expect([width, value]).to.deep.equal([12, 0x096]);
    });
    it("sext adds copies of the top bit", () => {
      expect(evaluate([[8, 0x96]], (a: B) => a.sext(12)).value).to.equal(0xf96);
    });
    it("as changes nothing but the type", () => {
      expect(evaluate([[8, 0x96]], (a: Bits) => a.as(8)).value).to.equal(0x96);
    });
  });

  it("agree with BigInt on random operands of random widths", () => {
    const operand = fc.integer({ min: 1, max: 200 }).chain((width) => {
      const value = fc.bigInt({ min: 0n, max: (1n << BigInt(width)) - 1n });
      return fc.tuple(fc.constant(width), value, value, fc.integer({ min: 0, max: 210 }));
    });
    const property = fc.property(operand, ([width, left, right, by]) => {
      const mask = (1n << BigInt(width)) - 1n;
      const seen = (body: (a: Bits, b: Bits) => Bits) =>
        BigInt(
          evaluate(
            [
              [width, left],
              [width, right],
            ],
            body,
          ).value,
        );
      expect(seen((a, b) => a.add(b))).to.equal((left + right) & mask);
      expect(seen((a, b) => a.addc(b))).to.equal(left + right);
      expect(seen((a, b) => a.sub(b))).to.equal((left - right) & mask);
      expect(seen((a, b) => a.mul(b))).to.equal(left * right);
      expect(seen((a, b) => a.xor(b).or(a.and(b)))).to.equal(left | right);
      expect(seen((a, b) => a.lt(b))).to.equal(left < right ? 1n : 0n);
      expect(seen((a, b) => a.slt(b))).to.equal(
        BigInt.asIntN(width, left) < BigInt.asIntN(width, right) ? 1n : 0n,
      );
      expect(seen((a) => a.shl(by))).to.equal((left << BigInt(by)) & mask);
      expect(seen((a) => a.sra(by))).to.equal((BigInt.asIntN(width, left) >> BigInt(by)) & mask);
    });
    fc.assert(property, { numRuns: 60 });
  });

  describe("mistakes", () => {
    const mistake = (body: (a: Bits, b: Bits) => unknown) =>
      fault(() =>
        model(
          module("Wrong", { a: In(8), b: In(16) }, ({ a, b }) => {
            body(a, b);
          }),
        ),
      );

    it("two widths: both sides, their widths and which to change", () => {
      expect(mistake((a, b) => a.add(b))).to.equal(
        text(
          "WIDTH: add needs one width: left, a, is 8 bits; right, b, is 16 bits",
          "here: «expect(mistake((a, b) => a.add(b))).to.equal(»",
          'a declared: «module("Wrong", { a: In(8), b: In(16) }, ({ a, b }) => {»',
          'b declared: «module("Wrong", { a: In(8), b: In(16) }, ({ a, b }) => {»',
          "fix: extend the left side by zext(16) or take bits 7:0 of the right",
        ),
      );
    });

    it("a part of a signal is named with its bits", () => {
      expect(mistake((a, b) => b.slice(11, 0).xor(a))).to.equal(
        text(
          "WIDTH: xor needs one width: left, b[11:0], is 12 bits; right, a, is 8 bits",
          "here: «expect(mistake((a, b) => b.slice(11, 0).xor(a))).to.equal(»",
          'b declared: «module("Wrong", { a: In(8), b: In(16) }, ({ a, b }) => {»',
          'a declared: «module("Wrong", { a: In(8), b: In(16) }, ({ a, b }) => {»',
          "fix: extend the right side by zext(12) or take bits 7:0 of the left",
        ),
      );
    });

    it("a constant that does not fit", () => {
      expect(mistake((a) => a.and(256))).to.equal(
        text(
          "LITERAL: and: the constant 256 (9 bits) does not fit a, which is 8 bits",
          "here: «expect(mistake((a) => a.and(256))).to.equal(»",
          'a declared: «module("Wrong", { a: In(8), b: In(16) }, ({ a, b }) => {»',
          "fix: give a whole number from 0 to 2^8 - 1",
        ),
      );
    });

    it("a negative constant", () => {
      expect(mistake((a) => a.not().add(-1)).split("\n")[0]).to.equal(
        "LITERAL: add: the constant -1 does not fit an expression, which is 8 bits",
      );
    });

    it("bits that are not there", () => {
      expect(mistake((a) => a.at("8:0"))).to.equal(
        text(
          "RANGE: bits 8:0 of a, which is 8 bits",
          'here: «expect(mistake((a) => a.at("8:0"))).to.equal(»',
          'a declared: «module("Wrong", { a: In(8), b: In(16) }, ({ a, b }) => {»',
          "fix: take bits from 7:0, the high one first",
        ),
      );
      expect(mistake((a) => a.slice(2, 3)).split("\n")[0]).to.equal("RANGE: bits 2:3 of a, which is 8 bits");
      expect(mistake((a) => a.bit(1.5)).split("\n")[0]).to.equal("RANGE: bits 1.5:1.5 of a, which is 8 bits");
    });

    it("an extension to fewer bits", () => {
      expect(mistake((a) => a.zext(7))).to.equal(
        text(
          "WIDTH: zext of a from 8 to 7 bits would lose bits",
          "here: «expect(mistake((a) => a.zext(7))).to.equal(»",
          'a declared: «module("Wrong", { a: In(8), b: In(16) }, ({ a, b }) => {»',
          "fix: extend to 8 bits or more, or take a slice",
        ),
      );
    });

    it("a width that is not what was claimed", () => {
      expect(mistake((a) => a.as(9))).to.equal(
        text(
          "WIDTH: a is 8 bits, not 9",
          "here: «expect(mistake((a) => a.as(9))).to.equal(»",
          'a declared: «module("Wrong", { a: In(8), b: In(16) }, ({ a, b }) => {»',
          "fix: extend it by zext(9) or take a slice, or mend the width",
        ),
      );
    });

    it("a shift by a negative amount", () => {
      expect(mistake((a) => a.shl(-1))).to.equal(
        text(
          "LITERAL: shl by -1",
          "here: «expect(mistake((a) => a.shl(-1))).to.equal(»",
          'a declared: «module("Wrong", { a: In(8), b: In(16) }, ({ a, b }) => {»',
          "fix: shift by a whole number, 0 or more; shift the other way for a negative one",
        ),
      );
    });

    it("a word wider than 65,536 bits", () => {
      expect(mistake((a) => a.zext(65_537))).to.equal(
        text(
          "SIZE: zext makes 65537 bits",
          "here: «expect(mistake((a) => a.zext(65_537))).to.equal(»",
          "fix: keep words and vectors within 1 to 65536 bits",
        ),
      );
    });

    it("a member that an enumeration does not have", () => {
      const Op = enumeration("Op", 1, { encrypt: 0, decrypt: 1 });
      const wrong = module("Wrong", { op: In(Op), q: Out(1) }, ({ op, q }) => {
        q.drive((op as { is(member: string): Bits<1> }).is("sign"));
      });
      expect(fault(() => model(wrong))).to.equal(
        text(
          "STATE: op has no member sign",
          'here: «q.drive((op as { is(member: string): Bits<1> }).is("sign"));»',
          'op declared: «const wrong = module("Wrong", { op: In(Op), q: Out(1) }, ({ op, q }) => {»',
          "fix: use one of encrypt, decrypt",
        ),
      );
    });

    it("a word of another module", () => {
      let stolen: Bits<8> | undefined;
      const Child = module("Child", { a: In(8) }, ({ a }) => {
        stolen = a;
      });
      const wrong = module("Wrong", { q: Out(8) }, ({ q }) => {
        const { child } = instances({ child: Child });
        child.a.drive(1);
        q.drive((stolen as Bits<8>).not());
      });
      expect(fault(() => model(wrong))).to.equal(
        text(
          "CONTEXT: a of module Child is used inside module Wrong",
          "here: «q.drive((stolen as Bits<8>).not());»",
          'a declared: «const Child = module("Child", { a: In(8) }, ({ a }) => {»',
          "fix: bring it in through a port",
        ),
      );
    });

    it("a vector's lanes where a word is needed", () => {
      const shape = { v: In(vec(4, 8)), q: Out(8) };
      const wrong = module("Wrong", shape, ({ v, q }) => {
        v.map((lane) => {
          q.drive(lane);
          return lane;
        });
      });
      expect(fault(() => model(wrong))).to.equal(
        text(
          "SHAPE: drive takes a word, and this is 4 lanes of 8 bits",
          "here: «q.drive(lane);»",
          'v declared: «const wrong = module("Wrong", shape, ({ v, q }) => {»',
          "fix: work on the vector's lanes inside map, and on words outside",
        ),
      );
    });
  });

  it("read constants as wide as the other operand", () => {
    const widths = model(
      module("Widths", { a: In(12), q: Out(12) }, ({ a, q }) => {
        const { same } = wires({ same: 1 });
        same.drive(a.eq(0xabcn));
        q.drive(a.xor(constant(true, 12)));
      }),
    ).set({ a: 0xabc });
    expect([widths.get("same"), widths.get("q")]).to.deep.equal([1, 0xabd]);
  });
});
