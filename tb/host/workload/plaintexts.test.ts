import { expect } from "chai";
import { lineData } from "../../../host/workload/data.ts";
import { Plaintexts } from "../../../host/workload/plaintexts.ts";

describe("Plaintexts", () => {
  it("brings the next version of a line with each of its writes", () => {
    const plaintexts = new Plaintexts(5);
    const write = (address: number) => plaintexts.written({ op: "write", address });
    expect(write(64)).to.deep.equal(lineData(5, 64, 1));
    expect(write(128)).to.deep.equal(lineData(5, 128, 1));
    expect(write(64)).to.deep.equal(lineData(5, 64, 2));
  });

  it("finds version 0 in a line that nobody wrote", () => {
    expect(new Plaintexts(5).found({ op: "read", address: 64 })).to.deep.equal(lineData(5, 64, 0));
  });

  it("takes the data that the trace carries", () => {
    const data = new Uint8Array(64).fill(7);
    expect(new Plaintexts(5).written({ op: "write", address: 64, data })).to.equal(data);
    expect(new Plaintexts(5).found({ op: "read", address: 64, data })).to.equal(data);
  });
});
