import { expect } from "chai";
import { cipherline, formatCipherline } from "../../../host/workload/cipherline.ts";

const DATA = "00112233445566778899aabbccddeeff".repeat(4);

describe("cipherline format", () => {
  it("reads R and W records", () => {
    expect(cipherline.parseLine("R 0x1000")).to.deep.equal([{ op: "read", address: 0x1000 }]);
    expect(cipherline.parseLine("W 0xfffffffffffc0")).to.deep.equal([
      { op: "write", address: 0xfffffffffffc0 },
    ]);
  });

  it("reads the 64 bytes that a line may carry, lowest address first", () => {
    expect(cipherline.parseLine(`W 0x40 ${DATA}`)).to.deep.equal([
      { op: "write", address: 0x40, data: new Uint8Array(Buffer.from(DATA, "hex")) },
    ]);
  });

  it("reads the instructions up to an access, before its data", () => {
    expect(cipherline.parseLine("R 0x40 +17")).to.deep.equal([
      { op: "read", address: 0x40, instructions: 17 },
    ]);
    expect(cipherline.parseLine(`W 0x40 +0 ${DATA}`)).to.deep.equal([
      { op: "write", address: 0x40, instructions: 0, data: new Uint8Array(Buffer.from(DATA, "hex")) },
    ]);
    expect(cipherline.parseLine("R 0x40 +4294967297")).to.deep.equal({
      problem: "4294967297 instructions are more than 4294967296",
    });
  });

  it("passes over comments, its own header among them", () => {
    expect(cipherline.parseLine("# cipherline trace 1")).to.deep.equal([]);
    expect(cipherline.parseLine("# anything")).to.deep.equal([]);
  });

  it("refuses a header of another version", () => {
    expect(cipherline.parseLine("# cipherline trace 2")).to.deep.equal({
      problem: "a version that is not 1",
    });
    expect(cipherline.parseLine("# cipherline trace 10")).to.deep.equal({
      problem: "a version that is not 1",
    });
  });

  it("refuses an operation that it does not know", () => {
    expect(cipherline.parseLine("r 0x40")).to.deep.equal({ problem: 'unknown operation "r"' });
  });

  it("refuses an address inside a line", () => {
    expect(cipherline.parseLine("R 0x41")).to.deep.equal({ problem: "address 0x41 is not a multiple of 64" });
  });

  it("refuses an address over 52 bits", () => {
    expect(cipherline.parseLine("R 0x10000000000000")).to.deep.equal({
      problem: "address 0x10000000000000 has more than 52 bits",
    });
  });

  it("refuses data that is not 64 bytes of hex", () => {
    for (const data of [DATA.slice(1), `${DATA}00`, DATA.replace("0", "g")]) {
      expect(cipherline.parseLine(`W 0x40 ${data}`)).to.deep.equal({
        problem: "data that is not 128 hex digits",
      });
    }
  });

  for (const line of [
    "R",
    "R 64",
    "0x40 R",
    "R +3 0x40",
    "R 0x40 + 3",
    `R 0x40 ${DATA} +3`,
    `W 0x40 ${DATA} ${DATA}`,
  ]) {
    it(`refuses ${JSON.stringify(line.slice(0, 20))}`, () => {
      expect(cipherline.parseLine(line)).to.deep.equal({
        problem: "not an operation, an address, optional instructions and data",
      });
    });
  }

  it("leaves out, where it writes, instructions that go without saying: one of a read, none of a write", () => {
    expect(formatCipherline({ op: "read", address: 64, instructions: 1 })).to.equal("R 0x40");
    expect(formatCipherline({ op: "write", address: 64, instructions: 0 })).to.equal("W 0x40");
  });

  it("writes what it reads", () => {
    for (const line of ["R 0x1000", "R 0x1000 +0", "W 0x40 +9", `R 0x40 +300 ${DATA}`, `W 0x40 ${DATA}`]) {
      const [access] = cipherline.parseLine(line) as Parameters<typeof formatCipherline>;
      expect(formatCipherline(access)).to.equal(line);
    }
  });
});
