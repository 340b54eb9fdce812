import { expect } from "chai";
import { Cache, type LineAccess } from "../../scripts/cache.ts";

const read = (address: number): LineAccess => ({ op: "read", address });
const write = (address: number): LineAccess => ({ op: "write", address });

describe("Cache", () => {
  it("fetches a line on the first access of either kind and no more while it holds it", () => {
    const cache = new Cache(128, 2);
    expect(cache.access(read(0))).to.deep.equal([read(0)]);
    expect(cache.access(write(64))).to.deep.equal([read(64)]);
    expect(cache.access(read(0))).to.deep.equal([]);
    expect(cache.access(write(0))).to.deep.equal([]);
  });

  it("drives out the least recently used line", () => {
    const cache = new Cache(128, 2);
    for (const address of [0, 64, 0, 128]) cache.access(read(address)); // drives out 64
    expect(cache.access(read(0))).to.deep.equal([]);
    expect(cache.access(read(64))).to.deep.equal([read(64)]);
  });

  it("writes a line back when it drives it out, if it was written", () => {
    const cache = new Cache(64, 1);
    cache.access(write(0));
    expect(cache.access(read(64))).to.deep.equal([read(64), write(0)]);
    expect(cache.access(read(128))).to.deep.equal([read(128)]);
  });

  it("keeps a written line dirty when it is read", () => {
    const cache = new Cache(64, 1);
    cache.access(write(0));
    cache.access(read(0));
    expect(cache.access(read(64))).to.deep.equal([read(64), write(0)]);
  });

  it("lets only lines of the same set compete", () => {
    const cache = new Cache(128, 1); // two sets: even and odd lines
    cache.access(read(0));
    cache.access(read(64));
    cache.access(read(128));
    expect(cache.access(read(64))).to.deep.equal([]);
    expect(cache.access(read(0))).to.deep.equal([read(0)]);
  });
});
