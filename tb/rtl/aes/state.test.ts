import { expect } from "chai";
import {
  addRoundKey,
  invMixColumns,
  invShiftRows,
  invSubBytes,
  mixColumns,
  type State,
  shiftRows,
  subBytes,
  toState,
} from "../../../rtl/aes/state.ts";
import { constant } from "../../../sim/hdl/index.ts";
import { bytes, hex } from "../bytes.ts";
import { combinational } from "../combinational.ts";

type Transformation = (state: State) => State;

/** What a transformation makes of blocks that are printed in hex, side by side. */
function transform(transformation: Transformation, ...blocks: readonly string[]): string {
  const bits = 128 * blocks.length;
  const hardware = combinational(bits, bits, (input) => transformation(toState(input, blocks.length)).bits);
  return hex(hardware(bytes(blocks.join(""))));
}

/** FIPS 197, appendix B, round 1, column by column. */
const START = "193de3bea0f4e22b9ac68d2ae9f84808";
const SUBSTITUTED = "d42711aee0bf98f1b8b45de51e415230";
const SHIFTED = "d4bf5d30e0b452aeb84111f11e2798e5";
const MIXED = "046681e5e0cb199a48f8d37a2806264c";
const ROUND_KEY = "a0fafe1788542cb123a339392a6c7605";
const KEYED = "a49c7ff2689f352b6b5bea43026a5049";

/** The same of round 2, as the neighbour that nothing may leak from or to. */
const START_2 = KEYED;
const SUBSTITUTED_2 = "49ded28945db96f17f39871a7702533b";
const SHIFTED_2 = "49db873b453953897f02d2f177de961a";
const MIXED_2 = "584dcaf11b4b5aacdbe7caa81b6bb0e5";

/** The key of round 1, as a number with byte 0 in bits 7:0. */
const roundKey = () => constant(BigInt(`0x${hex(bytes(ROUND_KEY).reverse())}`), 128);

const STEPS = [
  {
    name: "SubBytes",
    does: subBytes,
    undoes: invSubBytes,
    from: [START, START_2],
    to: [SUBSTITUTED, SUBSTITUTED_2],
  },
  {
    name: "ShiftRows",
    does: shiftRows,
    undoes: invShiftRows,
    from: [SUBSTITUTED, SUBSTITUTED_2],
    to: [SHIFTED, SHIFTED_2],
  },
  {
    name: "MixColumns",
    does: mixColumns,
    undoes: invMixColumns,
    from: [SHIFTED, SHIFTED_2],
    to: [MIXED, MIXED_2],
  },
] as const;

for (const { name, does, undoes, from, to } of STEPS) {
  describe(name, () => {
    it("gives the states of rounds 1 and 2 of FIPS 197, appendix B", () => {
      expect(transform(does, from[0])).to.equal(to[0]);
      expect(transform(does, from[1])).to.equal(to[1]);
    });

    it("works on blocks side by side as on each alone", () => {
      expect(transform(does, ...from)).to.equal(to.join(""));
      expect(transform(does, from[1], from[0], from[0], from[1])).to.equal(to[1] + to[0] + to[0] + to[1]);
    });

    it("is undone by its inverse, for blocks side by side too", () => {
      expect(transform(undoes, to[0])).to.equal(from[0]);
      expect(transform(undoes, ...to)).to.equal(from.join(""));
    });
  });
}

describe("MixColumns on single columns", () => {
  it("keeps a column of four equal bytes, and mixes one of unequal ones", () => {
    expect(transform(mixColumns, "01010101c6c6c6c6d4d4d4d5ffffffff")).to.equal(
      "01010101c6c6c6c6d5d5d7d6ffffffff",
    );
  });
});

describe("AddRoundKey", () => {
  it("gives the state before round 2 of FIPS 197, appendix B", () => {
    expect(transform((state) => addRoundKey(state, roundKey()), MIXED)).to.equal(KEYED);
  });

  it("adds one key to each of the blocks", () => {
    expect(transform((state) => addRoundKey(state, roundKey()), MIXED, KEYED, MIXED)).to.equal(
      KEYED + MIXED + KEYED,
    );
  });
});
