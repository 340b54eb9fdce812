import { writeFileSync } from "node:fs";
import { expect } from "chai";
import { platformSettings, settingWords } from "../../scripts/platform-options.ts";
import { scratchFolder } from "./end-to-end/process.ts";

const problemOf = (given: Record<string, unknown>): string => {
  try {
    platformSettings(given);
  } catch (error) {
    return String(error);
  }
  return "accepted";
};

describe("the settings of a run", () => {
  const folder = scratchFolder();
  const file = (settings: unknown) => {
    writeFileSync(folder.at("c.json"), JSON.stringify(settings));
    return folder.at("c.json");
  };

  it("are a platform of three tenants when nothing is given", () => {
    expect(settingWords(platformSettings({})).join(" ")).to.equal(
      "--mode mktme --keyids 3 --algorithm aes-xts-128 --dram ddr4-3200 --lanes 4 " +
        "--round-keys stored --data-width 512 --slots 64 --outstanding 32 --clock-mhz 800 " +
        "--cores 1 --core-mhz 3200 --issue-width 4 --window 128 --misses 16",
    );
  });

  it("are the mode alone for the line cipher", () => {
    expect(settingWords(platformSettings({ mode: "line" }))).to.deep.equal(["--mode", "line"]);
  });

  it("need no mode where they fit the default", () => {
    expect(platformSettings({ keyids: "5", compare: true })).to.include({
      mode: "mktme",
      keyids: 5,
      compare: true,
    });
  });

  it("come from the command line, then from the file, then from the defaults", () => {
    const config = file({ mode: "mktme", lanes: 2, dram: "ddr5-4800" });
    expect(platformSettings({ config, lanes: "1", compare: true })).to.deep.equal({
      mode: "mktme",
      keyids: 3,
      algorithm: "aes-xts-128",
      dram: "ddr5-4800",
      lanes: 1,
      "round-keys": "stored",
      "data-width": 512,
      slots: 64,
      outstanding: 32,
      "clock-mhz": 800,
      cores: 1,
      "core-mhz": 3200,
      "issue-width": 4,
      window: 128,
      misses: 16,
      compare: true,
    });
  });

  it("can be given again by words, without the file", () => {
    const settings = platformSettings({ config: file({ mode: "tme", slots: 8, compare: true }) });
    expect(settingWords(settings).join(" ")).to.equal(
      "--mode tme --algorithm aes-xts-128 --dram ddr4-3200 --lanes 4 " +
        "--round-keys stored --data-width 512 --slots 8 --outstanding 32 --clock-mhz 800 " +
        "--cores 1 --core-mhz 3200 --issue-width 4 --window 128 --misses 16 --compare",
    );
    expect(settingWords(platformSettings({ mode: "mktme", keyids: "5" })).slice(0, 4)).to.deep.equal([
      "--mode",
      "mktme",
      "--keyids",
      "5",
    ]);
  });

  it("have as many tenants as slots where fewer than three fit", () => {
    expect(platformSettings({ mode: "mktme", slots: "2" }).keyids).to.equal(2);
    expect(platformSettings({ mode: "mktme", slots: "2", keyids: "2" }).keyids).to.equal(2);
  });

  it("have a core for each trace, or as many more as are asked for, and then a tenant for each", () => {
    const trace = ["a", "b"];
    expect(platformSettings({ trace })).to.include({ cores: 2, keyids: 2 });
    expect(platformSettings({ trace, cores: "4" })).to.include({ cores: 4, keyids: 4 });
    expect(platformSettings({ trace, cores: "none" })).to.include({ cores: "none", keyids: 2 });
    expect(platformSettings({ cores: "8", slots: "5" })).to.include({ cores: 8, keyids: 5 });
    expect(platformSettings({ cores: "2", keyids: "7" })).to.include({ cores: 2, keyids: 7 });
  });

  it("have nothing of cores in the words without any", () => {
    expect(settingWords(platformSettings({ cores: "none" })).slice(-2)).to.deep.equal(["--cores", "none"]);
  });

  it("of the cores in a file are left aside where the command line asks for none", () => {
    const config = file({ cores: 4, window: 64 });
    expect(platformSettings({ config, cores: "none" })).to.include({ cores: "none" });
    expect(problemOf({ config, mode: "line", window: "8" })).to.equal(
      'UserError: --window "8": given in mode line; accepted: --mode off, tme, mktme',
    );
  });

  it("of a file serve another mode that the command line asks for", () => {
    const config = file({ mode: "mktme", keyids: 5, compare: true, lanes: 1 });
    expect(platformSettings({ config, mode: "off" })).to.include({ mode: "off", lanes: 1 });
    expect(platformSettings({ config, mode: "line" }).mode).to.equal("line");
  });

  const COMMAND_LINE: readonly (readonly [given: Record<string, unknown>, problem: string])[] = [
    [{ mode: "fast" }, '--mode "fast": unknown; accepted: line, off, tme, mktme'],
    [{ mode: "tme", lanes: "3" }, '--lanes "3": unknown; accepted: 1, 2, 4'],
    [{ mode: "tme", lanes: "two" }, '--lanes "two": unknown; accepted: 1, 2, 4'],
    [{ mode: "tme", algorithm: "des" }, '--algorithm "des": unknown; accepted: aes-xts-128, aes-xts-256'],
    [{ mode: "tme", dram: "3" }, '--dram "3": unknown; accepted: ddr4-3200, ddr5-4800'],
    [{ mode: "tme", "data-width": "64" }, '--data-width "64": unknown; accepted: 128, 256, 512'],
    [{ mode: "tme", slots: "1025" }, '--slots "1025": out of range; accepted: a whole number from 1 to 1024'],
    [
      { mode: "tme", outstanding: "1" },
      '--outstanding "1": out of range; accepted: a whole number from 2 to 64',
    ],
    [
      { mode: "tme", "clock-mhz": "1e3" },
      '--clock-mhz "1e3": not a whole number; accepted: a whole number from 100 to 4000',
    ],
    [
      { mode: "mktme", keyids: "" },
      '--keyids "": not a whole number; accepted: a whole number from 1 to 1024',
    ],
    [{ mode: "mktme", compare: "yes" }, '--compare "yes": takes no value; accepted: --compare'],
    [{ mode: ["tme", "off"] }, "--mode: given 2 times; accepted: once"],
    [
      { mode: "mktme", keyids: "65" },
      '--keyids "65": more than the 64 slots; accepted: a whole number from 1 to 64',
    ],
    [{ cores: "0" }, '--cores "0": unknown; accepted: a whole number from 1 to 64, none'],
    [{ cores: "all" }, '--cores "all": unknown; accepted: a whole number from 1 to 64, none'],
    [
      { trace: ["a", "b", "c"], cores: "2" },
      '--cores "2": fewer than the 3 traces; accepted: a whole number from 3 to 64, none',
    ],
    [{ "core-mhz": "99" }, '--core-mhz "99": out of range; accepted: a whole number from 100 to 8000'],
    [{ misses: "65" }, '--misses "65": out of range; accepted: a whole number from 1 to 64'],
    [
      { cores: "none", window: "64" },
      '--window "64": given with cores none; accepted: --cores a whole number from 1 to 64',
    ],
    [{ mode: "line", keyids: "3" }, '--keyids "3": given in mode line; accepted: --mode mktme'],
    [{ mode: "tme", keyids: "3" }, '--keyids "3": given in mode tme; accepted: --mode mktme'],
    [{ mode: "off", compare: true }, "--compare: given in mode off; accepted: --mode tme, mktme"],
    [
      { mode: "line", dram: "ddr4-3200" },
      '--dram "ddr4-3200": given in mode line; accepted: --mode off, tme, mktme',
    ],
    [
      { mode: "tme", slots: "\u001b[31m" },
      '--slots "\\x1b[31m": not a whole number; accepted: a whole number from 1 to 1024',
    ],
  ];
  for (const [given, problem] of COMMAND_LINE) {
    it(`refuse ${JSON.stringify(given)}`, () => expect(problemOf(given)).to.equal(`UserError: ${problem}`));
  }

  const FILES: readonly (readonly [settings: unknown, problem: string])[] = [
    [{ mode: "mktme", lanes: 3 }, "lanes 3: unknown; accepted: 1, 2, 4"],
    [{ mode: "mktme", lanes: "4" }, 'lanes "4": unknown; accepted: 1, 2, 4'],
    [
      { mode: "mktme", keyids: 2.5 },
      "keyids 2.5: not a whole number; accepted: a whole number from 1 to 1024",
    ],
    [
      { mode: "mktme", slots: 2, keyids: 3 },
      "keyids 3: more than the 2 slots; accepted: a whole number from 1 to 2",
    ],
    [{ cores: 0 }, "cores 0: unknown; accepted: a whole number from 1 to 64, none"],
    [{ cores: "2" }, 'cores "2": unknown; accepted: a whole number from 1 to 64, none'],
    [
      { cores: "none", misses: 4 },
      "misses 4: given with cores none; accepted: --cores a whole number from 1 to 64",
    ],
    [{ mode: "mktme", compare: null }, "compare null: unknown; accepted: true, false"],
    [{ mode: "off", keyids: 3 }, "keyids 3: given in mode off; accepted: --mode mktme"],
  ];
  for (const [settings, problem] of FILES) {
    it(`refuse a file with ${JSON.stringify(settings)}`, () =>
      expect(problemOf({ config: file(settings) })).to.equal(
        `UserError: ${folder.at("c.json")}: ${problem}`,
      ));
  }
});
