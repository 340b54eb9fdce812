import { expect } from "chai";
import { keyData, lineData } from "../../../host/workload/data.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

// The figures come from the description in docs/traces.md, worked in Python's integers.
describe("lineData", () => {
  it("gives the documented bytes", () => {
    expect(hex(lineData(1, 0x40, 0))).to.equal(
      "97a9c5059ac675e36d5e485faaf0a86a7e47061c04edca8b010aab100c7f0104" +
        "6bed5bb3af4e3aaec0bf8790b95d0353d5e558fd7988ea19ff1189518388c399",
    );
  });

  it("gives other bytes for the next version", () => {
    expect(hex(lineData(1, 0x40, 1))).to.equal(
      "7fe360cb2bf7b38b663efea2827185c06433ba9e3f532bd25de777bf51340181" +
        "bdd765bc82a479d293ef231c469e0a5156ac173e69f78e5b172fe9ce0762ba07",
    );
  });

  it("reads all bits of the largest seed and address", () => {
    expect(hex(lineData(2 ** 53 - 1, 2 ** 52 - 64, 7))).to.equal(
      "3ae850195e0160481f8fa00e43daefb69d9f32bbb766b365bddeeb82cb5d84ab" +
        "60b4662df2d2e43da48c209ba916e7a599cefa1cd23c185169fda1f5850e62a2",
    );
  });
});

describe("keyData", () => {
  it("gives the documented bytes", () => {
    expect(hex(keyData(1))).to.equal(
      "2c5e2ba9c4081e45cc0d8894ed629975941491652b8e6d3e377cd29ccd914173" +
        "bd596a1415bf962d159ed07ac6f1734cce856681eb7d3eec26b330d3bf86aff6",
    );
  });
});
