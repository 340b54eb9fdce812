import { readFileSync } from "node:fs";
import { expect } from "chai";
import { describeWith } from "../cosim/tools.ts";
import { prove } from "./prove.ts";
import { DOUBLE_TWEAK, HELPERS, STEPS, SUB_BYTE } from "./steps.ts";

describeWith(["yosys"], "the steps of the cipher, proven for all inputs", () => {
  for (const { title, gate, golden } of STEPS) {
    it(title, async function () {
      this.timeout(300_000);
      expect(await prove(gate, golden, HELPERS)).to.equal("proven");
    });
  }

  const golden = readFileSync(new URL("aes-golden.v", import.meta.url), "utf8");

  it("finds the one byte for which an S-box differs", async function () {
    this.timeout(300_000);
    const planted = golden.replace("^ 8'h63;", "^ 8'h63 ^ (a == 8'hc5);");
    expect(await prove(SUB_BYTE, "golden_sub_byte", HELPERS, planted)).to.deep.equal({ a: "c5" });
  });

  it("finds that a reduction by another polynomial differs, and where", async function () {
    this.timeout(300_000);
    const planted = golden.replace("(a[127] ? 8'h87", "(a[127] ? 8'h86");
    const found = await prove(DOUBLE_TWEAK, "golden_double_tweak", HELPERS, planted);
    expect(found)
      .to.have.property("a")
      .that.matches(/^[89a-f][\da-f]{31}$/);
  });
});
