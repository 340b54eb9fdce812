import { expect } from "chai";
import { histogram } from "../../scripts/histogram.ts";

describe("a histogram", () => {
  it("shows how often values fall into ranges of one width, on a scale of forty", () => {
    const text = histogram("latency", [
      [48, 2],
      [50, 1],
      [60, 4],
      [109, 1],
    ]);
    expect(text.split("\n")).to.deep.equal([
      "latency",
      `   40 to  49  ${"█".repeat(20)}${" ".repeat(20)} 2`,
      `   50 to  59  ${"█".repeat(10)}${" ".repeat(30)} 1`,
      `   60 to  69  ${"█".repeat(40)} 4`,
      ...[70, 80, 90].map((low) => `   ${low} to  ${low + 9}  ${" ".repeat(40)} 0`),
      `  100 to 109  ${"█".repeat(10)}${" ".repeat(30)} 1`,
    ]);
  });

  it("shows single values where they are few", () => {
    expect(histogram("x", [[7, 1500]])).to.equal(`x\n  7  ${"█".repeat(40)} 1,500`);
  });

  it("shows what is rare next to what is frequent", () => {
    const [, , rare] = histogram("x", [
      [1, 1_000_000],
      [2, 1],
    ]).split("\n");
    expect(rare).to.equal(`  2  █${" ".repeat(39)} 1`);
  });

  it("says so when there is nothing", () => {
    expect(histogram("latency", [])).to.equal("latency: none");
  });
});
