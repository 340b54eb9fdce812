import { expect } from "chai";
import { type BurstType, beats } from "../../../host/axi/burst.ts";
import { AxiBurst } from "../../../rtl/bus/axi.ts";
import { isRefused, movingBits, nextOffset } from "../../../rtl/bus/burst.ts";
import { In, module, Out } from "../../../sim/hdl/index.ts";
import { model } from "../../sim/hdl/model.ts";

const Arithmetic = module(
  "Arithmetic",
  { offset: In(12), len: In(8), size: In(3), burst: In(AxiBurst), next: Out(12), refused: Out(3) },
  ({ offset, next, refused, ...form }) => {
    next.drive(nextOffset(offset, form.size, movingBits(form)));
    for (const [i, bits] of [128, 256, 512].entries()) refused.bit(i).drive(isRefused(form, bits));
  },
);
const arithmetic = model(Arithmetic);

/** The offsets of a burst's beats, each made of the one before it. */
function walk(offset: number, len: number, size: number, burst: "INCR" | "WRAP"): number[] {
  const offsets = [offset];
  while (offsets.length <= len) {
    const at = { offset: offsets.at(-1)!, len, size, burst: AxiBurst.values[burst] };
    offsets.push(arithmetic.set(at).get("next") as number);
  }
  return offsets;
}
const expected = (addr: number, len: number, size: number, burst: BurstType): number[] =>
  beats({ addr, len, size, burst }).map(({ first }) => first);

/** Whether a burst is refused on buses of 128, 256 and 512 bits. */
function refused(burst: number, len: number, size: number): boolean[] {
  const bits = arithmetic.set({ offset: 0, burst, len, size }).get("refused") as number;
  return [0, 1, 2].map((bit) => ((bits >> bit) & 1) === 1);
}

describe("the arithmetic of a burst", () => {
  it("steps INCR bursts from any offset by their size", () => {
    for (const size of [0, 1, 2, 4, 6]) {
      for (const offset of [0, 1, 3, 0x3f, 0xf00]) {
        expect(walk(offset, 3, size, "INCR")).to.deep.equal(expected(offset, 3, size, "INCR"));
      }
    }
  });

  it("takes WRAP bursts back to the start of their container", () => {
    for (const size of [0, 1, 2, 4, 6]) {
      for (const len of [1, 3, 7, 15]) {
        for (const beat of [0, 1, len]) {
          const offset = 0x400 + beat * 2 ** size;
          expect(walk(offset, len, size, "WRAP")).to.deep.equal(expected(offset, len, size, "WRAP"));
        }
      }
    }
  });

  it("refuses FIXED and the reserved type", () => {
    expect([refused(0, 0, 0), refused(3, 0, 0), refused(1, 0, 0)]).to.deep.equal([
      [true, true, true],
      [true, true, true],
      [false, false, false],
    ]);
  });

  it("refuses beats wider than the bus", () => {
    expect([4, 5, 6, 7].map((size) => refused(1, 0, size))).to.deep.equal([
      [false, false, false],
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
  });

  it("refuses WRAP of other than 2, 4, 8 or 16 beats", () => {
    const allowed = Array.from({ length: 256 }, (_, len) => len).filter((len) => !refused(2, len, 2)[0]);
    expect(allowed).to.deep.equal([1, 3, 7, 15]);
  });
});
