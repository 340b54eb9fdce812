import { expect } from "chai";
import { pconfigCommand } from "../../../rtl/config/pconfig-checks.ts";
import { CHECKS, Command, STRUCTURE, STRUCTURE_BYTES, Status } from "../../../rtl/config/pconfig-table.ts";
import { stream } from "../../../sim/hdl/index.ts";

describe("the tables of PCONFIG", () => {
  it("lay out 192 bytes", () => {
    expect(Object.entries(STRUCTURE).map(([name, { offset, bytes }]) => [name, offset, bytes])).to.deep.equal(
      [
        ["keyId", 0, 2],
        ["control", 2, 4],
        ["reserved", 6, 58],
        ["keyField1", 64, 64],
        ["keyField2", 128, 64],
      ],
    );
    expect(STRUCTURE_BYTES).to.equal(192);
  });

  it("give the unit a field of the structure as wide as it is, secret where it is", () => {
    const ports = stream(pconfigCommand).payload;
    for (const [name, { bytes, secret }] of Object.entries(STRUCTURE)) {
      const { width, hidden } = ports[name as keyof typeof STRUCTURE].type;
      expect([name, width, hidden]).to.deep.equal([name, 8 * bytes, secret]);
    }
  });

  it("number the commands and the codes", () => {
    expect(Command.values).to.deep.equal({
      KEYID_SET_KEY_DIRECT: 0,
      KEYID_SET_KEY_RANDOM: 1,
      KEYID_CLEAR_KEY: 2,
      KEYID_NO_ENCRYPT: 3,
    });
    expect(Status.values).to.deep.equal({
      PROG_SUCCESS: 0,
      INVALID_PROG_CMD: 1,
      ENTROPY_ERROR: 2,
      INVALID_KEYID: 3,
      INVALID_CRYPTO_ALG: 4,
      DEVICE_BUSY: 5,
    });
  });

  it("order the checks of both texts", () => {
    expect(CHECKS["1.3"].map(({ outcome }) => outcome).join(" ")).to.equal(
      "ud gp gp gp pf gp gp gp INVALID_PROG_CMD INVALID_KEYID INVALID_CRYPTO_ALG",
    );
    expect(CHECKS.sdm.map(({ outcome }) => outcome).join(" ")).to.equal("ud gp gp gp pf gp gp gp gp gp");
  });
});
