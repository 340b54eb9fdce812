import { expect } from "chai";
import { type Bits, In, module, mux, Out, type Vec, vec } from "../../../sim/hdl/index.ts";
import type { Node } from "../../../sim/netlist/node.ts";
import { evaluate, fault, model, packed, text } from "./model.ts";

type V = Vec<4, Bits<8>>;
const LANES = [0x11, 0x22, 0x33, 0x44];
const OTHER = [0x01, 0xff, 0x0f, 0xf0];

/** What a body makes of LANES and OTHER, lane 0 first. */
function lanesOf(body: (v: V, w: V) => Vec, width = 8): number[] {
  const { value, ...rest } = evaluate(
    [
      [8, LANES],
      [8, OTHER],
    ],
    body,
  );
  return Array.from({ length: rest.width / width }, (_, lane) =>
    Number((BigInt(value) >> BigInt(lane * width)) & ((1n << BigInt(width)) - 1n)),
  );
}

/** The operators of the netlist that a body makes. */
function nodesOf(body: (v: V, w: V) => Vec): readonly (readonly [Node["op"], number])[] {
  const { netlist } = evaluate(
    [
      [8, LANES],
      [8, OTHER],
    ],
    body,
  );
  return netlist.nodes
    .filter(({ op }) => op !== "input" && op !== "wire" && op !== "clock")
    .map(({ op, lanes }) => [op, lanes] as const);
}

describe("vectors", () => {
  it("have lane 0 in the least significant bits", () => {
    expect(evaluate([[8, LANES]], (v: V) => v.bits).value).to.equal(0x44332211);
  });

  describe("lane by lane", () => {
    it("and", () => expect(lanesOf((v, w) => v.and(w))).to.deep.equal([0x01, 0x22, 0x03, 0x40]));
    it("or", () => expect(lanesOf((v, w) => v.or(w))).to.deep.equal([0x11, 0xff, 0x3f, 0xf4]));
    it("xor", () => expect(lanesOf((v, w) => v.xor(w))).to.deep.equal([0x10, 0xdd, 0x3c, 0xb4]));
    it("not", () => expect(lanesOf((v) => v.not())).to.deep.equal([0xee, 0xdd, 0xcc, 0xbb]));
    it("add, no carry between lanes", () => {
      expect(lanesOf((v, w) => v.add(w))).to.deep.equal([0x12, 0x21, 0x42, 0x34]);
    });
    it("sub, no borrow between lanes", () => {
      expect(lanesOf((v, w) => v.sub(w))).to.deep.equal([0x10, 0x23, 0x24, 0x54]);
    });
    it("map: the same hardware in every lane", () => {
      expect(lanesOf((v) => v.map((lane) => lane.shl(1).xor(1)))).to.deep.equal([0x23, 0x45, 0x67, 0x89]);
    });
    it("map to lanes of another width", () => {
      expect(lanesOf((v) => v.map((lane) => lane.at("3:0")), 4)).to.deep.equal([1, 2, 3, 4]);
      expect(lanesOf((v) => v.map((lane) => lane.mul(lane)), 16)).to.deep.equal([289, 1156, 2601, 4624]);
    });
    it("map: comparisons and reductions give one bit a lane", () => {
      expect(lanesOf((v, w) => v.zip(w, (a, b) => a.lt(b)), 1)).to.deep.equal([0, 1, 0, 1]);
      expect(lanesOf((v) => v.map((lane) => lane.xorR()), 1)).to.deep.equal([0, 0, 0, 0]);
    });
    it("map: a word from outside is the same in every lane", () => {
      const { value } = evaluate(
        [
          [8, LANES],
          [8, 0x0f],
        ],
        (v: V, k: Bits<8>) => v.map((lane) => lane.and(k)),
      );
      expect(value).to.equal(0x04030201);
    });
    it("map: a shift by a signal shifts every lane", () => {
      const { value } = evaluate(
        [
          [8, LANES],
          [3, 4],
        ],
        (v: V, n: Bits<3>) => v.map((lane) => lane.shr(n)),
      );
      expect(value).to.equal(0x04030201);
    });
    it("map: a multiplexer selects lane by lane", () => {
      const body = (v: V) => v.map((lane) => mux(lane.bit(0), lane, 0));
      expect(lanesOf(body)).to.deep.equal([0x11, 0, 0x33, 0]);
    });
    it("zip: two vectors", () => {
      expect(lanesOf((v, w) => v.zip(w, (a, b) => mux(a.lt(b), b, a)))).to.deep.equal([
        0x11, 0xff, 0x33, 0xf0,
      ]);
    });
  });

  describe("moved", () => {
    it("permute by a list: lane i of the result is lane list[i]; lanes may repeat or be left out", () => {
      expect(lanesOf((v) => v.permute([3, 0, 0]))).to.deep.equal([0x44, 0x11, 0x11]);
    });
    it("permute by a function", () => {
      expect(lanesOf((v) => v.permute((lane) => 3 - lane))).to.deep.equal([0x44, 0x33, 0x22, 0x11]);
    });
    it("rotate towards lane 0 by a positive number, modulo the lanes", () => {
      expect(lanesOf((v) => v.rotate(1))).to.deep.equal([0x22, 0x33, 0x44, 0x11]);
      expect(lanesOf((v) => v.rotate(-1))).to.deep.equal([0x44, 0x11, 0x22, 0x33]);
      expect(lanesOf((v) => v.rotate(5))).to.deep.equal([0x22, 0x33, 0x44, 0x11]);
    });
    it("a lane by a constant", () => {
      expect(evaluate([[8, LANES]], (v: V) => v.lane(2)).value).to.equal(0x33);
    });
    it("a lane by a signal, x beyond the end", () => {
      const at = (index: number) =>
        evaluate(
          [
            [8, LANES],
            [3, index],
          ],
          (v: V, i: Bits<3>) => v.lane(i),
        ).value;
      expect([at(0), at(3), at(4)]).to.deep.equal([0x11, 0x44, "xxxxxxxx"]);
    });
    it("regroup: the same bits in other lanes", () => {
      expect(lanesOf((v) => v.regroup(2, 16).rotate(1), 16)).to.deep.equal([0x4433, 0x2211]);
    });
  });

  describe("in the netlist", () => {
    it("an operator is one node, whatever the number of lanes", () => {
      expect(nodesOf((v, w) => v.xor(w))).to.deep.equal([["xor", 4]]);
      expect(nodesOf((v) => v.map((lane) => lane.not()))).to.deep.equal([["not", 4]]);
    });
    it("a permutation is one node and views are none", () => {
      expect(nodesOf((v) => v.regroup(8, 4).rotate(1).regroup(2, 16))).to.deep.equal([["permute", 8]]);
    });
  });

  it("parts of a vector are driven lane by lane", () => {
    const swap = module("Swap", { v: In(vec(4, 8)), q: Out(vec(4, 8)) }, ({ v, q }) => {
      for (let lane = 0; lane < 4; lane++) q.lane(lane).drive(v.lane(3 - lane));
    });
    expect(
      model(swap)
        .set({ v: packed(LANES, 8) })
        .get("q"),
    ).to.equal(0x11223344);
  });

  describe("mistakes", () => {
    const mistake = (body: (v: Vec, w: Vec, k: Bits) => unknown) =>
      fault(() =>
        model(
          module("Wrong", { v: In(vec(4, 8)), w: In(vec(2, 8)), k: In(8) }, ({ v, w, k }) => {
            body(v, w, k);
          }),
        ),
      );
    const declared = (name: string) =>
      `${name} declared: «module("Wrong", { v: In(vec(4, 8)), w: In(vec(2, 8)), k: In(8) }, ({ v, w, k }) => {»`;

    it("two numbers of lanes", () => {
      expect(mistake((v, w) => v.xor(w))).to.equal(
        text(
          "SHAPE: xor needs as many lanes on both sides: left, v, has 4; right, w, has 2",
          "here: «expect(mistake((v, w) => v.xor(w))).to.equal(»",
          declared("v"),
          declared("w"),
          "fix: permute or regroup one of them first",
        ),
      );
    });
    it("a lane that is not there", () => {
      expect(mistake((v) => v.lane(4))).to.equal(
        text(
          "RANGE: lane takes lane 4 of v, which has 4 lanes",
          "here: «expect(mistake((v) => v.lane(4))).to.equal(»",
          declared("v"),
          "fix: use lanes 0 to 3",
        ),
      );
      expect(mistake((v) => v.permute([0, 7])).split("\n")[0]).to.equal(
        "RANGE: permute takes lane 7 of v, which has 4 lanes",
      );
    });
    it("lanes whose widths do not add up", () => {
      expect(mistake((v) => v.regroup(3, 8))).to.equal(
        text(
          "SHAPE: v is 32 bits, not 3 lanes of 8",
          "here: «expect(mistake((v) => v.regroup(3, 8))).to.equal(»",
          declared("v"),
          "fix: take lanes and width whose product is 32",
        ),
      );
    });
    it("lanes of two vectors in one operator", () => {
      const first = mistake((v, w) =>
        v.map((one) => {
          w.map((two) => one.xor(two));
          return one;
        }),
      );
      expect(first).to.equal(
        text(
          "SHAPE: xor needs as many lanes on both sides: left has 4, right has 2",
          "here: «w.map((two) => one.xor(two));»",
          declared("v"),
          declared("w"),
          "fix: permute or regroup one of them first",
        ),
      );
    });
    it("a choice by lanes outside map", () => {
      const first = mistake((v, _w, k) => v.map((lane) => k.shl(lane)));
      expect(first.split("\n")[0]).to.equal(
        "SHAPE: the amount of shl takes a word, and this is 4 lanes of 8 bits",
      );
    });
    it("a vector of other lanes at a vector net", () => {
      const wrong = module("Wrong", { v: In(vec(4, 8)), q: Out(vec(2, 8)) }, ({ v, q }) => {
        (q as { drive(value: unknown): void }).drive(v);
      });
      expect(fault(() => model(wrong))).to.equal(
        text(
          "SHAPE: q has 2 lanes and takes v, which has 4",
          "here: «(q as { drive(value: unknown): void }).drive(v);»",
          'q declared: «const wrong = module("Wrong", { v: In(vec(4, 8)), q: Out(vec(2, 8)) }, ({ v, q }) => {»',
          'v declared: «const wrong = module("Wrong", { v: In(vec(4, 8)), q: Out(vec(2, 8)) }, ({ v, q }) => {»',
          "fix: permute or regroup the value first",
        ),
      );
    });
  });
});
