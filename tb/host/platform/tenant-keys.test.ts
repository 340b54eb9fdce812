import { expect } from "chai";
import { tenantKeys } from "../../../host/platform/tenant-keys.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("tenantKeys", () => {
  it("gives keys as long as the algorithm's", () => {
    for (const [name, bytes] of [
      ["aes-xts-128", 16],
      ["aes-xts-256", 32],
    ] as const) {
      const keys = tenantKeys(1, 2, name);
      expect(keys.flatMap(({ key1, key2 }) => [key1.length, key2.length])).to.deep.equal(
        Array(4).fill(bytes),
      );
    }
  });

  it("gives each tenant, each seed and both halves other keys, and the same ones again", () => {
    const all = [1, 2].flatMap((seed) => tenantKeys(seed, 64, "aes-xts-128"));
    expect(new Set(all.flatMap(({ key1, key2 }) => [hex(key1), hex(key2)])).size).to.equal(256);
    expect(tenantKeys(2, 64, "aes-xts-128")).to.deep.equal(all.slice(64));
  });
});
