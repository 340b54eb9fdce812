import { expect } from "chai";
import type { Context } from "../../../sim/hdl/context.ts";
import { align, type Piece, replace } from "../../../sim/hdl/pieces.ts";

/** Records the slices that are asked for: node 100 and up. */
function slicer() {
  const slices: string[] = [];
  const here = {
    node: (_op: string, width: number, _lanes: number, [value]: number[], { low }: { low: number }) =>
      99 + slices.push(`${value}[${low + width - 1}:${low}]`),
  } as unknown as Context;
  return { here, slices };
}
const piece = (low: number, width: number, value?: number, place = 0): Piece => ({
  low,
  width,
  value,
  place,
  gap: 0,
});
const shown = (pieces: readonly Piece[]) =>
  pieces.map(({ low, width, value }) => `${low + width - 1}:${low} ${value}`);

describe("pieces of a target", () => {
  it("a new piece takes the place of what it covers and cuts what it covers in part", () => {
    const { here, slices } = slicer();
    const hidden: string[] = [];
    const before = [piece(0, 4, 1), piece(4, 4), piece(8, 8, 2)];
    const after = replace(here, before, piece(2, 8, 9), (covered) => hidden.push(...shown([covered])));
    expect(shown(after)).to.deep.equal(["1:0 100", "9:2 9", "15:10 101"]);
    expect(slices).to.deep.equal(["1[1:0]", "2[7:2]"]);
    expect(hidden).to.deep.equal(["3:2 1", "7:4 undefined", "9:8 2"]);
  });
  it("versions are cut at the same bits", () => {
    const { here, slices } = slicer();
    const [one, two] = align(here, [[piece(0, 8, 1)], [piece(0, 3, 2), piece(3, 5)]]);
    expect([shown(one), shown(two)]).to.deep.equal([
      ["2:0 100", "7:3 101"],
      ["2:0 2", "7:3 undefined"],
    ]);
    expect(slices).to.deep.equal(["1[2:0]", "1[7:3]"]);
  });
});
