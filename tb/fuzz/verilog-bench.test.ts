import { expect } from "chai";
import { type Case, caseOf } from "./case.ts";
import { readTrace } from "./verilog-bench.ts";

/** Two outputs, of 8 and of 33 bits: three words a row, the second output first. */
function rig(kind: Case["kind"]): Case["rig"] {
  const made = caseOf({ seed: 1, kind, vectors: 1 }, 0).rig;
  const outputs = [
    { path: "a", node: 0, width: 8 },
    { path: "b", node: 0, width: 33 },
  ];
  return { ...made, outputs };
}

describe("a trace that a simulator wrote", () => {
  it("is read by its hexadecimal digits", () => {
    const trace = readTrace(
      rig("combinational"),
      2,
      `${"0".repeat(7)}180000000000000ab\n${"0".repeat(24)}\n`,
    );
    expect(trace?.value.toString("hex")).to.equal(`0000000180000000000000ab${"0".repeat(24)}`);
    expect(trace?.unknown.every((byte) => byte === 0)).to.equal(true);
  });

  it("has whole digits unknown where one is x", () => {
    const trace = readTrace(rig("combinational"), 1, `${"0".repeat(22)}xb\n`);
    expect(trace?.value.at(-1)).to.equal(0x0b);
    expect(trace?.unknown.at(-1)).to.equal(0xf0);
  });

  it("is read bit by bit where bits may be unknown", () => {
    const trace = readTrace(rig("unknown"), 1, `${"0".repeat(88)}01xz01xz\n`);
    expect(trace?.value.at(-1)).to.equal(0b01010101);
    expect(trace?.unknown.at(-1)).to.equal(0b00110011);
  });

  it("is none where digits are missing", () => {
    expect(readTrace(rig("combinational"), 2, `${"0".repeat(24)}\n`)).to.equal(undefined);
  });
});
