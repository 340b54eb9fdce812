import { expect } from "chai";
import { asJson, asTable } from "../../bench/report.ts";

const FIGURES = [
  {
    name: "event: counter",
    unit: "cycles/s",
    value: 12_345.6,
    min: 9_000,
    max: 20_000,
    ratios: {
      "Icarus, our export": { value: 22.04, min: 20, max: 24.5 },
      "Verilator, by hand": { value: 0.5, min: 0.4, max: 0.6 },
    },
  },
  { name: "build", unit: "s", value: 3.125, min: 3.125, max: 3.125 },
];

describe("the report of a benchmark run", () => {
  it("has a row for each figure, with the ratio to each rival by its name", () => {
    const lines = asTable(FIGURES).split("\n");
    expect(lines[3].split("│").map((cell) => cell.trim())).deep.equals([
      "",
      "event: counter",
      "cycles/s",
      "12,346",
      "9,000",
      "20,000",
      "22.0 (20.0 to 24.5) Icarus, our export",
      "",
    ]);
    expect(lines[4]).contains("0.500 (0.400 to 0.600) Verilator, by hand");
    expect(lines[6]).contains("3.13");
  });

  it("gives programs the ratios to the simulators on our export by themselves", () => {
    const [event, build] = JSON.parse(asJson(FIGURES));
    expect(event).deep.equals({ ...FIGURES[0], ratioToIcarus: 22.04 });
    expect(build).deep.equals(FIGURES[1]);
  });
});
