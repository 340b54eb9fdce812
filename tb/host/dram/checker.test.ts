import { expect } from "chai";
import { type CheckedCommand, DramRules } from "../../../host/dram/checker.ts";
import type { CommandName } from "../../../rtl/dram/command.ts";
import { CONSTRAINTS } from "../../../rtl/dram/constraints.ts";
import { DDR4_3200, DDR5_4800, type DramDevice, type Figures } from "../../../rtl/dram/timing.ts";

/** Figures of which none follows from the others, so that each rule can be broken alone. */
const FIGURES: Figures = {
  CL: 20,
  CWL: 14,
  BL: 4,
  tTURN: 3,
  tCMD: 2,
  tRCD: 10,
  tRP: 11,
  tPPD: 3,
  tRAS: 30,
  tRC: 50,
  tCCD_S: 5,
  tCCD_L: 8,
  tCCD_L_WR: 9,
  tRRD_S: 6,
  tRRD_L: 9,
  tFAW: 40,
  tWR: 17,
  tRTP: 7,
  tWTR_S: 4,
  tWTR_L: 12,
  tRFC: 100,
  tREFI: 1000,
};
const PART: DramDevice = { ...DDR4_3200, name: "part", figures: FIGURES };

/** `ACT 0.1 @20`: bank 1 of bank group 0 in cycle 20. */
function commands(text: string): CheckedCommand[] {
  return text.split(", ").map((word) => {
    const [, command, bankGroup = "0", bank = "0", cycle] = /^(\w+)(?: (\d)\.(\d))? @(\d+)$/.exec(word) ?? [];
    return { command: command as CommandName, bankGroup: +bankGroup, bank: +bank, cycle: +cycle };
  });
}

/** The first line of the error, or "silent". */
function verdict(sequence: readonly CheckedCommand[], device = PART, constraints = CONSTRAINTS): string {
  const rules = new DramRules(device, constraints);
  try {
    for (const command of sequence) rules.take(command);
    return "silent";
  } catch (error) {
    return (error as Error).message.split("\n")[0];
  }
}

const later = (sequence: readonly CheckedCommand[], by: number): CheckedCommand[] =>
  sequence.map((command, index) =>
    index === sequence.length - 1 ? { ...command, cycle: command.cycle + by } : command,
  );

/** Sequences whose last command comes one clock too early, by the rule that it breaks. */
const BROKEN: Readonly<Record<string, readonly string[]>> = {
  "two-clock command": [
    "ACT 0.0 @0, ACT 1.0 @50, PRE 0.0 @51",
    "ACT 0.0 @0, ACT 1.0 @50, RD 0.0 @51",
    "ACT 0.0 @0, ACT 1.0 @50, WR 0.0 @51",
    "ACT 0.0 @0, RD 0.0 @50, ACT 1.0 @51",
    "ACT 0.0 @0, ACT 1.0 @10, RD 0.0 @50, PRE 1.0 @51",
    "ACT 0.0 @0, WR 0.0 @50, ACT 1.0 @51",
    "ACT 0.0 @0, ACT 1.0 @10, WR 0.0 @50, PRE 1.0 @51",
  ],
  "read to write": ["ACT 0.0 @0, ACT 1.0 @6, RD 0.0 @20, WR 1.0 @32", "ACT 0.0 @0, RD 0.0 @20, WR 0.0 @32"],
  "read to read": ["ACT 0.0 @0, ACT 1.0 @6, RD 0.0 @20, RD 1.0 @24"],
  "write to write": ["ACT 0.0 @0, ACT 1.0 @6, WR 0.0 @20, WR 1.0 @24"],
  "write to read": ["ACT 0.0 @0, ACT 1.0 @6, WR 0.0 @20, RD 1.0 @41"],
  "activate to activate": ["ACT 0.0 @0, ACT 1.0 @5"],
  "four activates": ["ACT 0.0 @0, ACT 1.0 @6, ACT 2.0 @12, ACT 3.0 @18, ACT 0.1 @39"],
  "activate to precharge all": ["ACT 0.0 @0, PREA @29", "ACT 0.0 @0, ACT 1.0 @20, PREA @49"],
  "read to precharge all": ["ACT 0.0 @0, RD 0.0 @40, PREA @46"],
  "write to precharge all": ["ACT 0.0 @0, WR 0.0 @10, PREA @44"],
  "precharge to precharge": ["ACT 0.0 @0, ACT 1.0 @6, PRE 0.0 @50, PRE 1.0 @52"],
  "precharge all": ["ACT 0.0 @0, PREA @60, ACT 1.0 @70", "ACT 0.0 @0, PREA @60, REF @70"],
  "precharge to refresh": ["ACT 0.0 @0, PRE 0.0 @60, REF @70"],
  "activate to refresh": ["ACT 0.0 @0, PRE 0.0 @30, REF @49"],
  refresh: ["REF @0, ACT 0.0 @99", "REF @0, PRE 0.0 @99", "REF @0, PREA @99", "REF @0, REF @99"],
  "read to read, same group": [
    "ACT 0.0 @0, ACT 0.1 @9, RD 0.0 @20, RD 0.1 @27",
    "ACT 0.0 @0, RD 0.0 @20, RD 0.0 @27",
  ],
  "write to write, same group": ["ACT 0.0 @0, ACT 0.1 @9, WR 0.0 @20, WR 0.1 @28"],
  "write to read, same group": ["ACT 0.0 @0, ACT 0.1 @9, WR 0.0 @20, RD 0.1 @49"],
  "activate to activate, same group": ["ACT 0.0 @0, ACT 0.1 @8"],
  "activate to column": ["ACT 0.0 @0, RD 0.0 @9", "ACT 0.0 @0, WR 0.0 @9"],
  "activate to precharge": ["ACT 0.0 @0, PRE 0.0 @29"],
  "row cycle": ["ACT 0.0 @0, PRE 0.0 @30, ACT 0.0 @49"],
  "precharge to activate": ["ACT 0.0 @0, PRE 0.0 @60, ACT 0.0 @70"],
  "read to precharge": ["ACT 0.0 @0, RD 0.0 @40, PRE 0.0 @46"],
  "write to precharge": ["ACT 0.0 @0, WR 0.0 @10, PRE 0.0 @44"],
};

describe("the checker of DRAM commands", () => {
  it("has a broken sequence for each row of the constraint table", () => {
    expect(Object.keys(BROKEN)).to.have.members(CONSTRAINTS.map(({ name }) => name));
  });

  for (const constraint of CONSTRAINTS) {
    const { name, level } = constraint;
    describe(`${name} (${level})`, () => {
      for (const text of BROKEN[name] ?? []) {
        const sequence = commands(text);
        it(`fires on ${text}, and no other rule does`, () => {
          expect(verdict(sequence)).to.match(new RegExp(`^ASSERT: DRAM rule "${name}": `));
          const others = CONSTRAINTS.filter((row) => row !== constraint);
          expect(verdict(sequence, PART, others)).to.equal("silent");
          expect(verdict(later(sequence, 1))).to.equal("silent");
        });
      }
    });
  }

  it("says which commands, when, and what is needed", () => {
    const rules = new DramRules(PART);
    rules.take({ command: "ACT", bankGroup: 2, bank: 1, cycle: 100 });
    expect(() => rules.take({ command: "RD", bankGroup: 2, bank: 1, cycle: 109 })).to.throw(
      [
        'ASSERT: DRAM rule "activate to column": RD to bank 2.1 at cycle 109 comes 9 nCK after ACT at cycle 100; part needs 10 (tRCD)',
        "  fix: issue it at cycle 110 or later",
      ].join("\n"),
    );
    expect(verdict(commands(BROKEN["four activates"][0]))).to.equal(
      'ASSERT: DRAM rule "four activates": ACT to bank 0.1 at cycle 39 comes 39 nCK after the 4th last ACT at cycle 0; part needs 40 (tFAW)',
    );
    expect(verdict(commands(BROKEN["read to write"][0]))).to.equal(
      'ASSERT: DRAM rule "read to write": WR to bank 1.0 at cycle 32 comes 12 nCK after RD at cycle 20; part needs 13 (CL + BL + tTURN - CWL)',
    );
    expect(verdict(commands("ACT 0.0 @0, PREA @29"))).to.equal(
      'ASSERT: DRAM rule "activate to precharge all": PREA at cycle 29 comes 29 nCK after ACT at cycle 0; part needs 30 (tRAS)',
    );
  });

  it("knows where banks do not disturb each other", () => {
    expect(verdict(commands("ACT 0.0 @0, ACT 1.0 @6, RD 0.0 @20, RD 1.0 @25, PRE 0.0 @31"))).to.equal(
      "silent",
    );
  });

  const state = (text: string) => verdict(commands(text)).replace('ASSERT: DRAM rule "bank state": ', "");
  it("fires on a command that the state of the bank does not allow", () => {
    expect(state("ACT 0.1 @0, ACT 0.1 @200")).to.equal("ACT to bank 0.1 at cycle 200 finds the bank open");
    expect(state("RD 0.1 @0")).to.equal("RD to bank 0.1 at cycle 0 finds the bank closed");
    expect(state("ACT 0.1 @0, PRE 0.1 @50, WR 0.1 @200")).to.equal(
      "WR to bank 0.1 at cycle 200 finds the bank closed",
    );
    expect(state("ACT 0.1 @0, PREA @50, WR 0.1 @200")).to.equal(
      "WR to bank 0.1 at cycle 200 finds the bank closed",
    );
    expect(state("ACT 0.1 @0, REF @200")).to.equal("REF at cycle 200 finds open banks");
  });

  it("allows PRE of a closed bank, which does nothing", () => {
    expect(verdict(commands("PRE 0.0 @0, PRE 0.1 @10"))).to.equal("silent");
  });

  it("fires where a refresh is left out: 1000 for tREFI, 35 to write, 11 to close", () => {
    const rules = new DramRules(PART);
    rules.take({ command: "REF", bankGroup: 0, bank: 0, cycle: 10 });
    rules.refreshedBy(1056);
    expect(() => rules.refreshedBy(1057)).to.throw(
      [
        'ASSERT: DRAM rule "refresh interval": no REF in the 1047 nCK since cycle 10; part allows 1046',
        "  fix: close the banks and refresh each tREFI",
      ].join("\n"),
    );
    expect(verdict(commands("PREA @0, REF @1046, REF @2092"))).to.equal("silent");
    expect(verdict(commands("PREA @0, REF @1046, REF @2093"))).to.match(/"refresh interval"/);
  });

  it("begins anew with a reset: banks are closed, and nothing before it counts", () => {
    const rules = new DramRules(PART);
    const first = { bankGroup: 0, bank: 0 };
    rules.take({ ...first, command: "ACT", cycle: 10 });
    expect(() => rules.take({ ...first, command: "ACT", cycle: 11 })).to.throw(/ASSERT: DRAM rule/);
    rules.reset();
    rules.take({ ...first, command: "ACT", cycle: 12 });
    rules.refreshedBy(12 + 1046);
    expect(() => rules.refreshedBy(12 + 1047)).to.throw(/"refresh interval"/);
  });

  it("reads the figures of the device", () => {
    expect(verdict(commands("ACT 0.0 @0, RD 0.0 @21"), DDR4_3200)).to.match(/ddr4-3200 needs 22 \(tRCD\)$/);
    expect(verdict(commands("ACT 0.0 @0, RD 0.0 @22"), DDR4_3200)).to.equal("silent");
    expect(verdict(commands("ACT 0.0 @0, RD 0.0 @33"), DDR5_4800)).to.match(/ddr5-4800 needs 34 \(tRCD\)$/);
    expect(verdict(commands("ACT 0.0 @0, RD 0.0 @34"), DDR5_4800)).to.equal("silent");
  });
});
