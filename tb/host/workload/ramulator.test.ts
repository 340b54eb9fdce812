import { expect } from "chai";
import { ramulator } from "../../../host/workload/ramulator.ts";

describe("ramulator format", () => {
  it("reads two numbers as the instructions before a read and the read", () => {
    expect(ramulator.parseLine("4 140733836220032")).to.deep.equal([
      { op: "read", address: 140733836220032, instructions: 5 },
    ]);
  });

  it("reads three numbers as a read and the write-back after it", () => {
    expect(ramulator.parseLine("10 44084416 44084480")).to.deep.equal([
      { op: "read", address: 44084416, instructions: 11 },
      { op: "write", address: 44084480, instructions: 0 },
    ]);
  });

  it("takes an address inside a line as that line's", () => {
    expect(ramulator.parseLine("0 127")).to.deep.equal([{ op: "read", address: 64, instructions: 1 }]);
  });

  it("takes the last 52-bit address and refuses the next, in either column", () => {
    expect(ramulator.parseLine("0 4503599627370495")).to.deep.equal([
      { op: "read", address: 4503599627370432, instructions: 1 },
    ]);
    const tooWide = { problem: "address 4503599627370496 has more than 52 bits" };
    expect(ramulator.parseLine("0 4503599627370496")).to.deep.equal(tooWide);
    expect(ramulator.parseLine("0 64 4503599627370496")).to.deep.equal(tooWide);
  });

  it("takes 2^32 instructions at most, that of the read counted", () => {
    expect(ramulator.parseLine("4294967295 0")).to.deep.equal([
      { op: "read", address: 0, instructions: 2 ** 32 },
    ]);
    expect(ramulator.parseLine("4294967296 0")).to.deep.equal({
      problem: "4294967296 instructions are more than 4294967296",
    });
  });

  for (const line of ["7", "7 ", "7 0x40", "-7 64", "7 -64", "7 64 128 192", "7 64 W", "7 1e3"]) {
    it(`refuses ${JSON.stringify(line)}`, () => {
      expect(ramulator.parseLine(line)).to.deep.equal({ problem: "not two or three decimal numbers" });
    });
  }
});
