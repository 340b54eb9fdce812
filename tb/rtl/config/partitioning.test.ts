import { expect } from "chai";
import { runMsr } from "./msr-rig.ts";

const ACTIVATE = 0x982;
const PARTITIONING = 0x87;

describe("IA32_MKTME_KEYID_PARTITIONING", () => {
  const SHARES: readonly [k: bigint, p: bigint, maxKeys: number, mktme: bigint, tdx: bigint][] = [
    [6n, 0n, 63, 63n, 0n],
    [6n, 1n, 63, 31n, 32n],
    [6n, 6n, 63, 0n, 63n],
    [5n, 2n, 63, 7n, 24n],
    [6n, 0n, 40, 40n, 0n],
    [6n, 1n, 40, 31n, 9n],
    [6n, 1n, 20, 20n, 0n],
    [0n, 0n, 63, 0n, 0n],
  ];
  for (const [k, p, maxKeys, mktme, tdx] of SHARES) {
    it(`gives ${mktme} keyIDs to MKTME and ${tdx} to TDX for k = ${k}, p = ${p}, ${maxKeys} keys`, () => {
      runMsr({ maxKeys }, function* (cpu) {
        expect(yield* cpu.read(PARTITIONING)).to.equal(0n);
        expect(yield* cpu.write(ACTIVATE, (p << 36n) | (k << 32n) | 0x2n)).to.equal("ok");
        expect(yield* cpu.read(PARTITIONING)).to.equal((tdx << 32n) | mktme);
        expect(yield* cpu.write(PARTITIONING, 0n)).to.equal("#GP");
      });
    });
  }
});
