import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { UserError } from "../../host/user-error.ts";
import { parseChoices, replayCommand } from "../../scripts/run-choices.ts";
import { scratchFolder } from "./end-to-end/process.ts";

describe("the choices of a run", () => {
  const folder = scratchFolder();
  const command = (given: Record<string, unknown>): string => replayCommand(parseChoices(given));

  it("are repeated by a command that names each of them", () => {
    const line = { mode: "line", trace: "t", format: "lackey", lines: "7", seed: "8", wave: "none" };
    expect(command(line)).to.equal(
      "npx cipherline run --mode line --trace t --format lackey --lines 7 --seed 8 --engine event --wave none " +
        "--report text",
    );
    const platform = {
      mode: "off",
      wave: "/dev/null",
      "dump-dram": "/dev/null",
      "by-keyid": true,
      "reveal-secrets": true,
    };
    expect(command(platform)).to.match(
      /^npx cipherline run --mode off .*--seed 1 --engine event --wave \/dev\/null --report text --dump-dram \/dev\/null --by-keyid --reveal-secrets$/,
    );
  });

  it("may name several traces for a platform, and one for the line cipher", () => {
    const traces = { trace: ["a", "b"], wave: "none" };
    expect(command(traces)).to.match(/ --cores 2 .* --trace a --trace b --format auto --seed 1 /);
    expect(() => parseChoices({ ...traces, mode: "line" })).to.throw(
      UserError,
      "--trace: given 2 times in mode line; accepted: once",
    );
    expect(() => parseChoices({ wave: "none", trace: Array(65).fill("a") })).to.throw(
      UserError,
      "--trace: given 65 times; accepted: 64 times at most",
    );
  });

  it("refuse numbers that are out of range, and empty paths", () => {
    const refused: [Record<string, unknown>, string][] = [
      [{ lines: "0" }, '--lines "0": out of range; accepted: a whole number from 1 to 9007199254740991'],
      [
        { seed: "-1" },
        '--seed "-1": not a whole number; accepted: a whole number from 0 to 9007199254740991',
      ],
      [{ trace: "" }, '--trace "": empty; accepted: the path of a trace file'],
      [{ config: "" }, '--config "": empty; accepted: the path of a JSON file'],
    ];
    for (const [given, message] of refused) {
      expect(() => parseChoices({ wave: "none", ...given })).to.throw(UserError, message);
    }
  });

  it("refuse the stages of each keyID of the line cipher, which has none", () => {
    expect(() => parseChoices({ mode: "line", "by-keyid": true })).to.throw(
      UserError,
      "--by-keyid: given in mode line; accepted: --mode off, tme, mktme",
    );
  });

  it("refuse to write over the trace, the configuration or another output", () => {
    const [trace, config, wave] = ["t.gtkw", "c.json", "t.vcd"].map(folder.at);
    writeFileSync(trace, "0 64\n");
    writeFileSync(config, "{}");
    const own = "accepted: a file of its own";
    const refused: [Record<string, unknown>, string][] = [
      [{ trace, wave: trace }, `--wave "${trace}": the file of --trace; ${own}`],
      // GTKWave's save file, which lies beside the waves.
      [{ trace, wave }, `--wave "${trace}": the file of --trace; ${own}`],
      [{ config, wave: config }, `--wave "${config}": the file of --config; ${own}`],
      [{ trace, wave: "none", "dump-dram": trace }, `--dump-dram "${trace}": the file of --trace; ${own}`],
      [
        { config, wave: "none", "dump-dram": config },
        `--dump-dram "${config}": the file of --config; ${own}`,
      ],
      [{ wave, "dump-dram": wave }, `--dump-dram "${wave}": the file of --wave; ${own}`],
    ];
    for (const [given, message] of refused) {
      expect(() => parseChoices(given))
        .to.throw(UserError)
        .with.property("message", message);
    }
    expect(readFileSync(trace, "utf8")).to.equal("0 64\n");
  });
});
