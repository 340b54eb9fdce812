import { expect } from "chai";
import { ALGORITHM_NAMES, DRAM_NAMES, dramDevice } from "../../../host/platform/presets.ts";

describe("what a user can name", () => {
  it("is two algorithms without integrity, and a device of each generation", () => {
    expect(ALGORITHM_NAMES).to.deep.equal(["aes-xts-128", "aes-xts-256"]);
    expect(DRAM_NAMES).to.deep.equal(["ddr4-3200", "ddr5-4800"]);
    expect(DRAM_NAMES.map((name) => dramDevice(name).dataRate)).to.deep.equal([3200, 4800]);
  });
});
