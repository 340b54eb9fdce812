import { expect } from "chai";
import type { AlgorithmName } from "../../../rtl/config/algorithms.ts";
import { type Platform, platformOf } from "../../../rtl/config/platform.ts";
import { DesignError } from "../../../sim/netlist/error.ts";

describe("a platform", () => {
  it("has the newest texts and a table of 64 keys unless said otherwise", () => {
    expect(platformOf()).to.deep.equal({
      tme: true,
      physicalBits: 52,
      algorithms: ["aes-xts-128", "aes-xts-256"],
      maxKeyIdBits: 6,
      maxKeys: 63,
      bypass: true,
      saveKey: true,
      clearSavedKey: true,
      sgxTme: false,
      rev: "1.6",
      pconfigRev: "sdm",
      lockedActivate: "ignore",
      lockedExclude: "fault",
    });
  });

  const REFUSED: readonly [options: Partial<Platform>, problem: string, fix: string][] = [
    [{ physicalBits: 35 }, 'physicalBits is "35"', "give 36 to 52"],
    [{ physicalBits: 53 }, 'physicalBits is "53"', "give 36 to 52"],
    [{ physicalBits: 40.5 }, 'physicalBits is "40.5"', "give 36 to 52"],
    [
      { algorithms: [] },
      'algorithms is ""',
      "give one or more of aes-xts-128, aes-xts-128-integrity, aes-xts-256, aes-xts-256-integrity",
    ],
    [
      { algorithms: ["aes-gcm" as AlgorithmName] },
      'algorithms is "aes-gcm"',
      "give one or more of aes-xts-128, aes-xts-128-integrity, aes-xts-256, aes-xts-256-integrity",
    ],
    [
      { algorithms: ["aes-xts-128-integrity"], rev: "1.3", clearSavedKey: false },
      'algorithms is "aes-xts-128-integrity"',
      "give no integrity with rev 1.3",
    ],
    [{ maxKeyIdBits: 16 }, 'maxKeyIdBits is "16"', "give 0 to 15"],
    [{ maxKeyIdBits: -1 }, 'maxKeyIdBits is "-1"', "give 0 to 15"],
    [{ tme: false }, 'maxKeyIdBits is "6"', "give 0 without tme"],
    [{ maxKeys: 64 }, 'maxKeys is "64"', "give 1 to 63 with maxKeyIdBits 6"],
    [{ maxKeys: 0 }, 'maxKeys is "0"', "give 1 to 63 with maxKeyIdBits 6"],
    [{ maxKeyIdBits: 0 }, 'maxKeys is "63"', "give 0 to 0 with maxKeyIdBits 0"],
    [{ rev: "1.3" }, 'clearSavedKey is "true"', "give false with rev 1.3"],
    [{ saveKey: false }, 'clearSavedKey is "true"', "give false without saveKey"],
  ];
  for (const [options, problem, fix] of REFUSED) {
    it(`is refused with ${JSON.stringify(options)}`, () => {
      expect(() => platformOf(options))
        .to.throw(DesignError)
        .that.includes({ code: "OPTION", problem, fix });
    });
  }
});
