import { writeFileSync } from "node:fs";
import { expect } from "chai";
import { readConfig } from "../../scripts/config-file.ts";
import { scratchFolder } from "./end-to-end/process.ts";

const ACCEPTED = "accepted: a JSON object of at most 65536 bytes with settings (docs/configuration.md)";

describe("a configuration file", () => {
  const folder = scratchFolder();
  const read = (text: string) => {
    writeFileSync(folder.at("c.json"), text);
    return readConfig(folder.at("c.json"));
  };

  it("gives its settings as they stand there", () => {
    expect([...read(' {"mode": "tme", "lanes": 9} ')]).to.deep.equal([
      ["mode", "tme"],
      ["lanes", 9],
    ]);
  });

  it("is refused where it is not JSON, no object, or too long, without its contents", () => {
    for (const [text, problem] of [
      ["{mode: 1}", "not JSON"],
      ["", "not JSON"],
      ["[]", "not an object"],
      ["null", "not an object"],
      [`{"mode":"${"x".repeat(70_000)}"}`, "too long"],
    ]) {
      expect(() => read(text)).to.throw(`${folder.at("c.json")}: ${problem}; ${ACCEPTED}`);
    }
  });

  it("is refused with a setting that there is not", () => {
    const names =
      "mode, keyids, algorithm, dram, lanes, round-keys, data-width, slots, outstanding, clock-mhz, " +
      "cores, core-mhz, issue-width, window, misses, compare";
    for (const name of ["key", "__proto__", "toString"]) {
      expect(() => read(`{"${name}": 1}`)).to.throw(
        `${folder.at("c.json")}: ${name}: unknown; accepted: ${names}`,
      );
    }
  });

  it("is refused where it cannot be read, and where it never ends", () => {
    expect(() => readConfig(folder.at("none"))).to.throw(
      `${folder.at("none")}: cannot be read: no such file or directory; ${ACCEPTED}`,
    );
    expect(() => readConfig(folder.path)).to.throw(
      `${folder.path}: cannot be read: illegal operation on a directory; ${ACCEPTED}`,
    );
    expect(() => readConfig("/dev/zero")).to.throw(`/dev/zero: too long; ${ACCEPTED}`);
  });
});
