import { readFileSync } from "node:fs";
import { expect } from "chai";
import { AddressMap, type Field } from "../../rtl/dram/address.ts";
import { CONSTRAINTS, expressionOf, latencyOf } from "../../rtl/dram/constraints.ts";
import {
  clockPs,
  DDR4_3200,
  DDR5_4800,
  DRAM_DEVICES,
  FIGURE_NAMES,
  MEANINGS,
  SOURCES,
} from "../../rtl/dram/timing.ts";

const page = readFileSync(new URL("../../docs/dram.md", import.meta.url), "utf8");

/** The rows of the table under this header. */
function table(header: string): string[][] {
  const lines = page.split("\n");
  const start = lines.indexOf(header);
  expect(start, header).to.be.at.least(0);
  const rows: string[][] = [];
  for (let at = start + 2; lines[at]?.startsWith("|"); at++) rows.push(lines[at].slice(2, -2).split(" | "));
  return rows;
}

describe("the page on the memory", () => {
  it("has the figures of the devices and their sources", () => {
    const written = (value: number) => value.toLocaleString("en-US");
    expect(table("| figure | what it says | ddr4-3200 | from | ddr5-4800 | from |")).to.deep.equal(
      FIGURE_NAMES.map((name) => [
        name,
        MEANINGS[name],
        ...[DDR4_3200, DDR5_4800].flatMap(({ figures, sources }) => [written(figures[name]), sources[name]]),
      ]),
    );
    for (const [letter, source] of Object.entries(SOURCES))
      expect(page).to.contain(`- **${letter}**: ${source}\n`);
  });

  it("has the rules of the constraint table", () => {
    expect(table("| level | from | to | at least | ddr4-3200 | ddr5-4800 |")).to.deep.equal(
      CONSTRAINTS.map((row) => [
        row.level,
        row.preceding.join(", "),
        row.following.length === 6 ? "any" : row.following.join(", "),
        expressionOf(row),
        String(latencyOf(row, DDR4_3200.figures)),
        String(latencyOf(row, DDR5_4800.figures)),
      ]),
    );
  });

  it("has the bits of the address map", () => {
    const rows = Object.values(DRAM_DEVICES).map((device) => {
      const map = new AddressMap(device.organisation);
      const zero = { bankGroup: 0, bank: 0, row: 0, column: 0 };
      const bits = (field: Field) => {
        const numbers = Array.from({ length: map.addressBits }, (_, bit) => bit);
        const mine = numbers.filter((bit) => map.placeOf(2 ** bit)[field] > zero[field]);
        return `${mine[mine.length - 1]}:${mine[0]}`;
      };
      const size = `${2 ** (map.addressBits - 30)} GiB`;
      return [device.name, bits("bankGroup"), bits("column"), bits("bank"), bits("row"), size];
    });
    expect(table("| device | bank group | column | bank | row | memory |")).to.deep.equal(rows);
  });

  it("has the latency budget that follows from the figures", () => {
    const OVERHEAD = 3;
    const budget = (device: typeof DDR4_3200) => {
      const { CL, BL, tRCD, tRP } = device.figures;
      return [0, tRCD, tRP + tRCD].map((before) => {
        const clocks = before + CL + BL + OVERHEAD;
        return `${clocks} (${((clocks * clockPs(device)) / 1000).toFixed(1)})`;
      });
    };
    const rows = table("| nCK (ns) | sum | ddr4-3200 | ddr5-4800 |");
    expect(rows.map((row) => row[2])).to.deep.equal(budget(DDR4_3200));
    expect(rows.map((row) => row[3])).to.deep.equal(budget(DDR5_4800));
  });
});
