import { expect } from "chai";
import { ByteMemory } from "../../../host/axi/byte-memory.ts";

describe("a memory of bytes", () => {
  it("is 0 where nothing was written", () => {
    expect([...new ByteMemory().read(2 ** 52 - 2, 2)]).to.deep.equal([0, 0]);
  });
  it("gives back what was written, across lines", () => {
    const memory = new ByteMemory();
    memory.write(62, Uint8Array.of(1, 2, 3, 4));
    expect([...memory.read(61, 6)]).to.deep.equal([0, 1, 2, 3, 4, 0]);
  });
  it("keeps the bytes that are masked", () => {
    const memory = new ByteMemory();
    memory.write(0, Uint8Array.of(1, 2, 3));
    memory.write(0, Uint8Array.of(7, 8, 9), Uint8Array.of(0, 1, 0));
    expect([...memory.read(0, 3)]).to.deep.equal([1, 8, 3]);
  });
});
