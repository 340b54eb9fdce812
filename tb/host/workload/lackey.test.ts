import { expect } from "chai";
import { lackey } from "../../../host/workload/lackey.ts";

describe("lackey format", () => {
  it("reads fetches and loads as reads, stores as writes", () => {
    expect(lackey.parseLine("I  0401ab70,3")).to.deep.equal([
      { op: "read", address: 0x401ab40, instructions: 1 },
    ]);
    expect(lackey.parseLine(" L 1ffeffe7e,1")).to.deep.equal([
      { op: "read", address: 0x1ffeffe40, instructions: 0 },
    ]);
    expect(lackey.parseLine(" S 1fff000768,8")).to.deep.equal([
      { op: "write", address: 0x1fff000740, instructions: 0 },
    ]);
  });

  it("reads a modify as a read and a write", () => {
    expect(lackey.parseLine(" M 1000,4")).to.deep.equal([
      { op: "read", address: 0x1000, instructions: 0 },
      { op: "write", address: 0x1000, instructions: 0 },
    ]);
  });

  it("splits an access over two lines", () => {
    expect(lackey.parseLine(" S 103c,8")).to.deep.equal([
      { op: "write", address: 0x1000, instructions: 0 },
      { op: "write", address: 0x1040, instructions: 0 },
    ]);
    expect(lackey.parseLine(" S 1038,8")).to.deep.equal([{ op: "write", address: 0x1000, instructions: 0 }]);
  });

  it("counts an instruction a fetch, over two lines too; loads and stores belong to the one before", () => {
    expect(lackey.parseLine("I  103e,5")).to.deep.equal([
      { op: "read", address: 0x1000, instructions: 1 },
      { op: "read", address: 0x1040, instructions: 0 },
    ]);
  });

  it("takes accesses of up to 512 bytes, the most that lackey reports", () => {
    expect(lackey.parseLine(" L 1000,512")).to.have.length(8);
    expect(lackey.parseLine(" L 1000,513")).to.deep.equal({ problem: "size 513 is not within 1 to 512" });
    expect(lackey.parseLine(" L 1000,0")).to.deep.equal({ problem: "size 0 is not within 1 to 512" });
  });

  it("passes over what valgrind says besides", () => {
    expect(lackey.parseLine("==4459== Lackey, an example Valgrind tool")).to.deep.equal([]);
    expect(lackey.parseLine("--4459-- WARNING: unhandled")).to.deep.equal([]);
  });

  it("refuses an operation that it does not know", () => {
    expect(lackey.parseLine(" X 1000,4")).to.deep.equal({ problem: 'unknown operation "X"' });
  });

  it("refuses an address over 52 bits and an access that runs out of them", () => {
    expect(lackey.parseLine(" L 10000000000000,1")).to.deep.equal({
      problem: "address 10000000000000 has more than 52 bits",
    });
    expect(lackey.parseLine(" L fffffffffffff,2")).to.deep.equal({
      problem: "2 bytes from fffffffffffff leave the 52-bit address space",
    });
  });

  for (const line of ["I  0401ab70", " L 0401ab70,", " L 0x1000,4", " L 1000,4 ", "hello"]) {
    it(`refuses ${JSON.stringify(line)}`, () => {
      expect(lackey.parseLine(line)).to.deep.equal({ problem: "not an operation, an address and a size" });
    });
  }
});
