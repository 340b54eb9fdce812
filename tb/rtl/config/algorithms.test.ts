import { expect } from "chai";
import { ALGORITHMS, fitKey } from "../../../rtl/config/algorithms.ts";
import { combinational } from "../combinational.ts";

describe("the algorithms", () => {
  it("have the indices of IA32_TME_CAPABILITY", () => {
    expect(ALGORITHMS.map(({ name, index, keyBytes }) => [name, index, keyBytes])).to.deep.equal([
      ["aes-xts-128", 0, 16],
      ["aes-xts-128-integrity", 1, 16],
      ["aes-xts-256", 2, 32],
      ["aes-xts-256-integrity", 3, 32],
    ]);
  });

  for (const { name, index, keyBytes } of ALGORITHMS) {
    it(`${name} has the lower ${keyBytes} bytes of a key, and zeros above`, () => {
      const fitted = combinational(264, 256, (input) =>
        fitKey(input.slice(255, 0).as(256), input.slice(259, 256).as(4)),
      );
      const key = Uint8Array.from({ length: 32 }, (_, i) => 0xe0 + i);
      const expected = key.map((byte, i) => (i < keyBytes ? byte : 0));
      expect([...fitted(Uint8Array.of(...key, index))]).to.deep.equal([...expected]);
    });
  }
});
