import { expect } from "chai";
import { Random } from "../../../sim/bench/index.ts";
import { MemorySink } from "../../../sim/waves/sink.ts";
import { double } from "../../reference/xts.ts";
import { openssl } from "../aes/openssl.ts";
import { found, withRoundKeys } from "../found.ts";
import { type CoreDesign, coreDesign } from "./core-rig.ts";
import { strobeOf } from "./line-bytes.ts";
import { at, keysOf, programmed, xtsKeys } from "./programmed.ts";

// Points of the test plan: key unreadable.

const DESIGNS = (["stored", "on-the-fly"] as const).map((roundKeys) =>
  coreDesign({ reads: 8, writes: 4, roundKeys }),
);
const LINE = new Random(81).bytes(64);

/** Lines of two keyIDs written whole and in part and read back, a key replaced and another cleared, in a wave file. */
function waves(design: CoreDesign, revealSecrets: boolean): string {
  const sink = new MemorySink();
  programmed(design, { keyIds: [1], vcd: (sim) => sim.vcd(sink, { revealSecrets }) }, function* (rig, b) {
    for (const keyId of [0, 1]) {
      rig.write(at(keyId, 0), new Uint8Array(64));
      rig.write(at(keyId, 0x40), LINE);
      rig.write(at(keyId, 0x40), LINE, strobeOf([1, 2, 3]));
      yield* rig.settled(b);
      for (const physical of [0, 0x40]) rig.read(at(keyId, physical));
      yield* rig.settled(b);
    }
    rig.update({ ...keysOf(2), keyId: 0 });
    rig.update({ ...keysOf(1), mode: "tme" });
    rig.update(keysOf(3));
  });
  return sink.text();
}

/** The keys that went through, and their round keys. */
const KEYS = withRoundKeys(
  Object.fromEntries(
    [0, 1, 2, 3].flatMap((keyId) => {
      const { key1, key2 } = xtsKeys(keysOf(keyId));
      return [
        [`data key ${keyId}`, key1],
        [`tweak key ${keyId}`, key2],
      ];
    }),
  ),
);

for (const design of DESIGNS) {
  describe(`the waves of the engine, round keys ${design.build.roundKeys}`, () => {
    const masked = waves(design, false);

    it("hold no key and no round key, whole or a half of it, in either byte order", () => {
      expect(found(masked, KEYS)).to.deep.equal([]);
    });

    it("hold no mask of a block", () => {
      const masks: Record<string, Uint8Array> = {};
      for (const keyId of [0, 1]) {
        let mask: Uint8Array = openssl("encrypt", xtsKeys(keysOf(keyId)).key2, new Uint8Array(16));
        for (let block = 0; block < 4; block++) {
          masks[`mask of block ${block}, keyID ${keyId}`] = mask;
          mask = double(mask);
        }
      }
      expect(found(masked, masks)).to.deep.equal([]);
    });

    it("hold them all where secrets are revealed: the search finds what is there", () => {
      expect(found(waves(design, true), KEYS)).to.have.members(Object.keys(KEYS));
    });
  });
}
