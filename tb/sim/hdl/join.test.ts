import { expect } from "chai";
import { asVec, type Bits, cat, In, module, mux, repeat, type Vec, vec } from "../../../sim/hdl/index.ts";
import { evaluate, fault, model, text } from "./model.ts";

describe("cat", () => {
  it("joins words, the first as the most significant", () => {
    const { width, value } = evaluate(
      [
        [8, 0xab],
        [4, 0xc],
        [4, 0xd],
      ],
      (a: Bits<8>, b: Bits<4>, c: Bits<4>) => cat(a, b, c),
    );
    expect([width, value]).to.deep.equal([16, 0xabcd]);
  });
  it("takes a computed list", () => {
    const reversed = (a: Bits<8>) => cat(...Array.from({ length: 8 }, (_, bit) => a.bit(bit)));
    expect(evaluate([[8, 0b11010000]], reversed).value).to.equal(0b00001011);
  });
  it("joins lane by lane inside map, words from outside repeated", () => {
    const { width, value } = evaluate(
      [
        [4, [1, 2]],
        [4, 0xf],
      ],
      (v: Vec<2, Bits<4>>, k: Bits<4>) => v.map((lane) => cat(k, lane)),
    );
    expect([width, value]).to.deep.equal([16, 0xf2f1]);
  });
  it("refuses an empty list", () => {
    expect(fault(() => evaluate([], () => cat()))).to.equal(
      text(
        "SIZE: cat joins no words",
        "here: «expect(fault(() => evaluate([], () => cat()))).to.equal(»",
        "fix: give one word or more",
      ),
    );
  });
});

describe("repeat", () => {
  it("repeats a word", () => {
    const { width, value } = evaluate([[4, 0xa]], (a: Bits<4>) => repeat(a, 3));
    expect([width, value]).to.deep.equal([12, 0xaaa]);
  });
  it("refuses no times at all", () => {
    expect(fault(() => evaluate([[4, 0]], (a: Bits<4>) => repeat(a, 0))).split("\n")[0]).to.equal(
      "SIZE: repeat joins no words",
    );
  });
});

describe("mux", () => {
  const chosen = (select: number | string) =>
    evaluate(
      [
        [1, select],
        [8, 0b1100],
        [8, 0b1010],
      ],
      (s: Bits<1>, a: Bits<8>, b: Bits<8>) => mux(s, a, b),
    ).value;

  it("takes the first where the select is 1 and the second where it is 0", () => {
    expect([chosen(1), chosen(0)]).to.deep.equal([0b1100, 0b1010]);
  });
  it("takes the bits in which both agree where the select is unknown", () => {
    expect(chosen("x")).to.equal("00001xx0");
  });
  it("takes constants as wide as the other side", () => {
    const { value } = evaluate([[8, 7]], (a: Bits<8>) => mux(a.eq(7), 255, mux(a.eq(8), a, 1)));
    expect(value).to.equal(255);
  });
  it("chooses between vectors as one node", () => {
    const { value, netlist } = evaluate(
      [
        [1, 1],
        [8, [1, 2]],
      ],
      (s: Bits<1>, v: Vec<2, Bits<8>>) => mux(s, v.rotate(1), v),
    );
    expect(value).to.equal(0x0102);
    expect(netlist.nodes.filter(({ op }) => op === "mux")).to.have.length(1);
  });

  it("chooses lane by lane by a vector of bits", () => {
    const { value, netlist } = evaluate(
      [
        [1, [1, 0, 1]],
        [8, [0x11, 0x22, 0x33]],
      ],
      (s: Vec<3, Bits<1>>, v: Vec<3, Bits<8>>) => mux(s, v, v.not()),
    );
    expect(value).to.equal(0x33dd11);
    expect(netlist.nodes.filter(({ op }) => op === "mux")).to.have.length(1);
  });

  const mistake = (body: (s: Bits<1>, a: Bits, b: Bits, v: Vec, w: Vec) => unknown) =>
    fault(() =>
      model(
        module(
          "Wrong",
          { s: In(1), a: In(8), b: In(4), v: In(vec(4, 8)), w: In(vec(2, 4)) },
          ({ s, a, b, v, w }) => {
            body(s, a, b, v, w);
          },
        ),
      ),
    );

  it("refuses two widths", () => {
    expect(mistake((s, a, b) => mux(s, a, b))).to.equal(
      text(
        "WIDTH: mux needs one width: left, a, is 8 bits; right, b, is 4 bits",
        "here: «expect(mistake((s, a, b) => mux(s, a, b))).to.equal(»",
        "a declared: «module(»",
        "b declared: «module(»",
        "fix: extend the right side by zext(8) or take bits 3:0 of the left",
      ),
    );
  });
  it("refuses a select of several bits", () => {
    expect(mistake((_s, a) => mux(a as Bits<1>, a, 0))).to.equal(
      text(
        "WIDTH: mux selects by 1 bit; a is 8 bits",
        "here: «expect(mistake((_s, a) => mux(a as Bits<1>, a, 0))).to.equal(»",
        "a declared: «module(»",
        "fix: compare it with eq or ne, or reduce it with orR",
      ),
    );
  });
  it("refuses two constants, which have no width", () => {
    expect(mistake((s) => mux(s, 1, 0 as never))).to.equal(
      text(
        "WIDTH: mux of two constants has no width",
        "here: «expect(mistake((s) => mux(s, 1, 0 as never))).to.equal(»",
        "fix: make one of them a word by constant(value, width)",
      ),
    );
  });
  it("refuses a vector of bits with other lanes than what it chooses from", () => {
    expect(mistake((_s, _a, _b, v, w) => mux(asVec(w.bits.as(8), 8, 1), v, v))).to.equal(
      text(
        "SHAPE: mux needs as many lanes on both sides: left, w, has 8; right, v, has 4",
        "here: «expect(mistake((_s, _a, _b, v, w) => mux(asVec(w.bits.as(8), 8, 1), v, v))).to.equal(»",
        "w declared: «module(»",
        "v declared: «module(»",
        "fix: permute or regroup one of them first",
      ),
    );
  });
  it("refuses a select by the lanes of another vector", () => {
    const first = mistake((_s, _a, _b, v, w) =>
      v.map((lane) => {
        w.map((other) => mux(other.bit(0), lane, 0));
        return lane;
      }),
    );
    expect(first).to.equal(
      text(
        "SHAPE: mux selects by 2 lanes between words of 4 lanes",
        "here: «w.map((other) => mux(other.bit(0), lane, 0));»",
        "v declared: «module(»",
        "fix: select by one bit for all lanes or by one bit a lane",
      ),
    );
  });
});
