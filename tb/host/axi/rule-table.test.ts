import { readFileSync } from "node:fs";
import { expect } from "chai";
import { AXI_RULES, READY_TO_VALID_RULE } from "../../../host/axi/rule-table.ts";
import { rulePage } from "./rule-page.ts";

const named = (pattern: RegExp) => AXI_RULES.filter(({ name }) => pattern.test(name));

describe("the table of AXI rules", () => {
  it("has each name once", () => {
    expect(new Set(AXI_RULES.map(({ name }) => name)).size).to.equal(AXI_RULES.length);
  });

  it("has a rule of stability and one of known bits for each of the 27 fields", () => {
    expect(named(/(?<!VALID)_STABLE$/).length).to.equal(27);
    expect(named(/(?<!VALID|READY)_X$/).length).to.equal(27);
  });

  it("has five rules of VALID and READY for each channel", () => {
    for (const channel of ["AW", "W", "B", "AR", "R"]) {
      expect(named(new RegExp(`_${channel}(VALID|READY)_`)).length, channel).to.equal(5);
    }
  });

  it("names the side at fault in the name, as ARM does", () => {
    for (const { name, side } of AXI_RULES) {
      expect(name).to.match(side === "manager" ? /^AXI_(ERR|REC|AUX)M_/ : /^AXI_(ERR|REC)S_/);
    }
  });

  it("fails a run for errors, and warns where the specification recommends", () => {
    for (const { name, severity } of AXI_RULES) {
      expect(severity, name).to.equal(/^AXI_REC/.test(name) ? "warning" : "error");
    }
  });

  it("gives the section for all that the specification asks for", () => {
    const without = AXI_RULES.filter(({ section }) => section === undefined).map(({ name }) => name);
    expect(without.every((name) => /MAX_WAIT$|_EOS$|OVERFLOW$/.test(name))).to.equal(true);
    for (const { section } of AXI_RULES) if (section) expect(section).to.match(/^A[34567](\.\d)+$/);
    expect(READY_TO_VALID_RULE.section).to.equal("A3.2.1");
  });

  it("is on its page, row by row", () => {
    const page = readFileSync("docs/axi-rules.md", "utf8");
    expect(/<!-- rules -->\n\n([\s\S]*)\n\n<!-- end -->/.exec(page)?.[1]).to.equal(rulePage());
  });
});
