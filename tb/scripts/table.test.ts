import { expect } from "chai";
import { count, table } from "../../scripts/table.ts";

describe("a table for a terminal", () => {
  it("has names on the left and figures on the right", () => {
    const rows = table(
      ["name", "ns"],
      [
        ["DRAM", "9"],
        ["a longer one", "1,234"],
      ],
    ).split("\n");
    expect(rows[1]).to.equal("│ name         │    ns │");
    expect(rows.slice(3, 5)).to.deep.equal(["│ DRAM         │     9 │", "│ a longer one │ 1,234 │"]);
  });

  it("groups the digits of a count", () => {
    expect([0, 999, 1000, 1234567].map(count)).to.deep.equal(["0", "999", "1,000", "1,234,567"]);
  });
});
