import { expect } from "chai";
import { ReferenceMemory } from "./memory.ts";
import { XTS_VECTORS } from "./xts-vectors.ts";

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "hex"));

describe("ReferenceMemory", () => {
  const { key1, key2, plaintext, ciphertext } = XTS_VECTORS[6]; // tweak fd00...: line 0xfd
  const keys = { key1: bytes(key1), key2: bytes(key2) };
  const address = 0xfd * 64;

  it("gives back the plaintext that was written last", () => {
    const memory = new ReferenceMemory(keys);
    memory.write(address, new Uint8Array(64));
    memory.write(address, bytes(plaintext));
    expect(memory.read(address)).to.deep.equal(bytes(plaintext));
  });

  it("shows the ciphertext that the memory chips hold", () => {
    const memory = new ReferenceMemory(keys);
    memory.write(address, bytes(plaintext));
    expect(memory.ciphertext(address)).to.deep.equal(bytes(ciphertext));
  });

  it("keeps a copy: what the writer does to its array afterwards does not matter", () => {
    const memory = new ReferenceMemory(keys);
    const line = bytes(plaintext);
    memory.write(address, line);
    line.fill(0);
    expect(memory.read(address)).to.deep.equal(bytes(plaintext));
  });

  it("knows nothing of a line that was never written", () => {
    const memory = new ReferenceMemory(keys);
    expect(memory.read(address)).to.equal(undefined);
    expect(memory.ciphertext(address)).to.equal(undefined);
    expect([...memory.addresses()]).to.deep.equal([]);
  });

  it("lists its lines in the order of their first write", () => {
    const memory = new ReferenceMemory(keys);
    for (const line of [128, 64, 128]) memory.write(line, new Uint8Array(64));
    expect([...memory.addresses()]).to.deep.equal([128, 64]);
  });

  it("refuses an address that is no line's, and a line that has not 64 bytes", () => {
    const memory = new ReferenceMemory(keys);
    for (const wrong of [1, -64, 2 ** 52, 0.5, Number.NaN]) {
      expect(() => memory.read(wrong)).to.throw(
        RangeError,
        `${wrong} is not the address of a line: a multiple of 64 below 2^52`,
      );
    }
    expect(() => memory.write(0, new Uint8Array(63))).to.throw(RangeError, "a line has 64 bytes, not 63");
  });
});
