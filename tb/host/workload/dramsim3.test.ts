import { expect } from "chai";
import { dramsim3 } from "../../../host/workload/dramsim3.ts";

describe("dramsim3 format", () => {
  it("reads READ and WRITE records and drops the cycle", () => {
    expect(dramsim3.parseLine("0x1000 READ 9")).to.deep.equal([{ op: "read", address: 0x1000 }]);
    expect(dramsim3.parseLine("0x7FFE0040\tWRITE\t10")).to.deep.equal([{ op: "write", address: 0x7ffe0040 }]);
  });

  it("takes an address inside a line as that line's", () => {
    expect(dramsim3.parseLine("0x107f READ 0")).to.deep.equal([{ op: "read", address: 0x1040 }]);
  });

  it("refuses an operation that it does not know", () => {
    expect(dramsim3.parseLine("0x1000 FETCH 9")).to.deep.equal({ problem: 'unknown operation "FETCH"' });
  });

  it("refuses an address over 52 bits", () => {
    expect(dramsim3.parseLine("0x0000fffffffffffff READ 0")).to.deep.equal([
      { op: "read", address: 0xfffffffffffc0 },
    ]);
    expect(dramsim3.parseLine("0x10000000000000 READ 0")).to.deep.equal({
      problem: "address 0x10000000000000 has more than 52 bits",
    });
  });

  for (const line of [
    "0x1000 READ",
    "0x1000 REA",
    "1000 READ 9",
    "0x READ 9",
    "0x1000 READ -9",
    "0x1000 READ 9 9",
  ]) {
    it(`refuses ${JSON.stringify(line)}`, () => {
      expect(dramsim3.parseLine(line)).to.deep.equal({ problem: "not an address, an operation and a cycle" });
    });
  }
});
