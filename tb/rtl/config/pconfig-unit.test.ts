import { expect } from "chai";
import fc from "fast-check";
import { platformOf } from "../../../rtl/config/platform.ts";
import { type PconfigCommand, type PconfigWorld, pconfig } from "../../reference/pconfig.ts";
import { influences } from "../cone.ts";
import { ACTIVATION, execute, pconfigDesign } from "./pconfig-rig.ts";
import { KEY, KEY_128 } from "./surroundings.ts";

const DIRECT_128 = 0x0100;
const DIRECT_256 = 0x0400;
const RANDOM_128 = 0x0101;
const RANDOM_256 = 0x0401;
const CLEAR = 0x0102;
const NO_ENCRYPT = 0x0103;

const FIELD_1 = 0x1111_2222_3333_4444_5555_6666_7777_8888_9999_aaaa_bbbb_cccc_dddd_eeee_ffff_0001n;
const FIELD_2 = 0x0101_0202_0303_0404_0505_0606_0707_0808_0909_0a0a_0b0b_0c0c_0d0d_0e0e_0f0f_0002n;
const LOW_1 = 0x9999_aaaa_bbbb_cccc_dddd_eeee_ffff_0001n;
const LOW_2 = 0x0909_0a0a_0b0b_0c0c_0d0d_0e0e_0f0f_0002n;
const FIELDS = { keyField1: FIELD_1, keyField2: FIELD_2 };

const TME = 0n;
const WITH_KEY = 1n;
const PLAIN = 2n;

describe("a command of PCONFIG", () => {
  const ENTRIES: readonly [
    what: string,
    control: number,
    mode: bigint,
    algorithm: bigint,
    data: bigint,
    tweak: bigint,
  ][] = [
    ["SET_KEY_DIRECT sets AES-128 keys", DIRECT_128, WITH_KEY, 0n, LOW_1, LOW_2],
    ["SET_KEY_DIRECT sets AES-256 keys", DIRECT_256, WITH_KEY, 2n, FIELD_1, FIELD_2],
    [
      "SET_KEY_RANDOM mixes AES-128 keys with entropy",
      RANDOM_128,
      WITH_KEY,
      0n,
      KEY_128.dataKey ^ LOW_1,
      KEY_128.tweakKey ^ LOW_2,
    ],
    [
      "SET_KEY_RANDOM mixes AES-256 keys with entropy",
      RANDOM_256,
      WITH_KEY,
      2n,
      KEY.dataKey ^ FIELD_1,
      KEY.tweakKey ^ FIELD_2,
    ],
    ["CLEAR_KEY goes back to the TME key, without keys", CLEAR, TME, 0n, 0n, 0n],
    ["NO_ENCRYPT switches encryption off, without keys", NO_ENCRYPT, PLAIN, 0n, 0n, 0n],
  ];
  for (const [what, control, mode, algorithm, dataKey, tweakKey] of ENTRIES) {
    it(what, () => {
      const { runs, world } = execute([{ keyId: 37, control, ...FIELDS }]);
      expect(runs[0].result).to.deep.equal({ fault: "none", code: "PROG_SUCCESS", zf: 0n });
      expect(world.entries).to.deep.equal([{ keyId: 37n, mode, algorithm, dataKey, tweakKey }]);
      expect(world.requests).to.equal(control % 256 === 1 ? 1 : 0);
    });
  }

  it("SET_KEY_RANDOM without entropy is ENTROPY_ERROR, and touches nothing", () => {
    const { runs, world } = execute([{ control: RANDOM_128 }], { world: { entropy: undefined } });
    expect(runs[0].result).to.deep.equal({ fault: "none", code: "ENTROPY_ERROR", zf: 1n });
    expect(world.entries).to.deep.equal([]);
  });

  it("SET_KEY_RANDOM has new entropy at each try", () => {
    const { world } = execute([{ control: RANDOM_128 }, { control: RANDOM_128 }]);
    expect(world.requests).to.equal(2);
  });

  it("is DEVICE_BUSY while another agent has the key table, and touches nothing", () => {
    for (const control of [DIRECT_128, RANDOM_128, CLEAR, NO_ENCRYPT]) {
      const { runs, world } = execute([{ control }], { isLocked: true });
      expect(runs[0].result).to.deep.equal({ fault: "none", code: "DEVICE_BUSY", zf: 1n });
      expect([world.entries, world.requests]).to.deep.equal([[], 0]);
    }
  });

  it("that a check refuses is refused while the key table is busy, too", () => {
    const { runs } = execute([{ keyId: 0 }], { isLocked: true, platform: { pconfigRev: "1.3" } });
    expect(runs[0].result.code).to.equal("INVALID_KEYID");
  });

  it("is DEVICE_BUSY where the engine has not taken the entry", () => {
    const { runs } = execute([{}], { world: { takes: false } });
    expect(runs[0].result).to.deep.equal({ fault: "none", code: "DEVICE_BUSY", zf: 1n });
  });

  it("leaves no key for the next one", () => {
    const { world } = execute([
      { control: DIRECT_256, ...FIELDS },
      { control: CLEAR, ...FIELDS },
    ]);
    expect(world.entries[1]).to.include({ dataKey: 0n, tweakKey: 0n });
  });

  it("takes the same time for every key", () => {
    const times = [0n, LOW_1, 2n ** 128n - 1n].map(
      (key) => execute([{ keyField1: key, keyField2: key }]).runs[0].cycles,
    );
    expect(times).to.deep.equal([times[0], times[0], times[0]]);
  });

  it("takes two cycles where a check refuses it, three where the table is busy", () => {
    expect(execute([{ keyId: 0 }]).runs[0].cycles).to.equal(2);
    expect(execute([{}], { isLocked: true }).runs[0].cycles).to.equal(3);
  });
});

describe("random commands of PCONFIG", () => {
  const key = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
  const short = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n });
  const rarely = <T>(usual: T, other: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 15, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });
  const field = fc.oneof(short, key, fc.bigInt({ min: 0n, max: 2n ** 512n - 1n }));
  const command: fc.Arbitrary<PconfigCommand> = fc.record({
    leaf: rarely(0, fc.nat()),
    cpl: rarely(0, fc.nat(3)),
    seam: fc.boolean(),
    addressLow: rarely(0, fc.nat(255)),
    readable: rarely(true, fc.constant(false)),
    keyId: fc.oneof(fc.nat(70), fc.nat(0xffff)),
    control: fc
      .record({
        command: fc.nat(4),
        algorithms: fc.constantFrom(1, 1, 4, 4, 5, 2, 8, 0),
        reserved: rarely(0, fc.nat(255)),
      })
      .map((parts) => parts.reserved * 2 ** 24 + parts.algorithms * 256 + parts.command),
    reserved: rarely(0n, fc.bigInt({ min: 0n, max: 2n ** 464n - 1n })),
    keyField1: field,
    keyField2: field,
  });
  const world: fc.Arbitrary<PconfigWorld> = fc.record({
    isLocked: rarely(false, fc.constant(true)),
    entropy: fc.option(fc.record({ dataKey: key, tweakKey: key }), { nil: undefined }),
    takes: rarely(true, fc.constant(false)),
  });
  const MODES = { tme: TME, key: WITH_KEY, none: PLAIN } as const;
  const CODES = [
    "PROG_SUCCESS",
    "INVALID_PROG_CMD",
    "ENTROPY_ERROR",
    "INVALID_KEYID",
    "INVALID_CRYPTO_ALG",
    "DEVICE_BUSY",
  ];

  for (const pconfigRev of ["1.3", "sdm"] as const) {
    it(`end as in the reference model of ${pconfigRev}`, () => {
      const platform = platformOf({ pconfigRev, maxKeys: 50 });
      const activation = { ...ACTIVATION, tdxKeyIdBits: 1 };
      fc.assert(
        fc.property(command, world, (given, around) => {
          const expected = pconfig(platform, activation, given, around);
          const { runs, world } = execute([given], {
            platform,
            activation,
            world: { entropy: around.entropy, takes: around.takes },
            isLocked: around.isLocked,
          });
          const { fault, code } = runs[0].result;
          expect(fault).to.equal("fault" in expected ? expected.fault : "none");
          expect(code).to.equal("code" in expected ? CODES[expected.code] : "PROG_SUCCESS");
          if (!around.takes) return;
          const entries =
            "entry" in expected
              ? [
                  {
                    ...expected.entry,
                    keyId: BigInt(expected.entry.keyId),
                    mode: MODES[expected.entry.mode],
                    algorithm: BigInt(expected.entry.algorithm),
                  },
                ]
              : [];
          expect(world.entries).to.deep.equal(entries);
        }),
        { numRuns: 200 },
      );
    });
  }
});

describe("what PCONFIG tells of keys", () => {
  const { netlist } = pconfigDesign();

  it("is nothing in its result under the SDM, and in 1.3 whether bytes above the key are set", () => {
    const outputs = ["result.valid", "result.payload.code", "result.payload.fault", "result.payload.zf"];
    const secrets = (paths: readonly string[]) => paths.filter((path) => /key(Field)?\d|Key$/i.test(path));
    expect(secrets(influences(netlist, outputs))).to.deep.equal([]);
    const rev13 = pconfigDesign({ pconfigRev: "1.3" }).netlist;
    expect(secrets(influences(rev13, outputs))).to.deep.equal([
      "command.payload.keyField1",
      "command.payload.keyField2",
    ]);
  });

  it("is nothing in the waves: every key is secret, and nothing else is", () => {
    const isKey = (name: string) => /^(dataKey|tweakKey|keyField\d)$/.test(name);
    const keys = netlist.signals.filter(({ name }) => isKey(name));
    expect(keys).to.have.lengthOf(8);
    expect(keys.filter(({ secret }) => !secret)).to.deep.equal([]);
    expect(netlist.signals.filter(({ name, secret }) => secret && !isKey(name))).to.deep.equal([]);
  });
});
