import { expect } from "chai";
import { beats, fullStrobe } from "../../../host/axi/burst.ts";

const spans = (burst: Parameters<typeof beats>[0]) => beats(burst).map(({ first, end }) => [first, end]);

describe("the bytes of a burst's beats", () => {
  it("INCR: the first from its address, the others at multiples of their size (A3.4.1)", () => {
    expect(spans({ addr: 0x1007, len: 2, size: 2 })).to.deep.equal([
      [0x1007, 0x1008],
      [0x1008, 0x100c],
      [0x100c, 0x1010],
    ]);
  });
  it("FIXED: the same bytes each time", () => {
    expect(spans({ addr: 0x1005, len: 1, size: 2, burst: "FIXED" })).to.deep.equal([
      [0x1005, 0x1008],
      [0x1005, 0x1008],
    ]);
  });
  it("WRAP: back to the start of the container", () => {
    expect(spans({ addr: 0x28, len: 3, size: 3, burst: "WRAP" })).to.deep.equal([
      [0x28, 0x30],
      [0x30, 0x38],
      [0x38, 0x40],
      [0x20, 0x28],
    ]);
  });
  it("hold at addresses beyond 32 bits", () => {
    expect(spans({ addr: 2 ** 52 - 16, len: 0, size: 4 })).to.deep.equal([[2 ** 52 - 16, 2 ** 52]]);
  });
  it("have their strobes in the lanes of their addresses", () => {
    const [first, second] = beats({ addr: 0x1d, len: 1, size: 4 });
    expect([fullStrobe(first, 16), fullStrobe(second, 16)]).to.deep.equal([0xe000n, 0xffffn]);
  });
});
