import { expect } from "chai";
import { EnvironmentError, printable, systemReason, UserError } from "../../host/user-error.ts";

describe("UserError", () => {
  it("exits with 2 for wrong input and with 3 for what the machine lacks", () => {
    expect(new UserError("x").exitCode).to.equal(2);
    expect(new EnvironmentError("x").exitCode).to.equal(3);
  });
});

describe("printable", () => {
  it("shows bytes that a terminal would obey by their numbers", () => {
    expect(printable("\x1b[31m\0\xff\\")).to.equal("\\x1b[31m\\x00\\xff\\\\");
  });

  it("shortens before it escapes", () => {
    expect(printable("\0\0\0\0", 2)).to.equal("\\x00\\x00...");
  });
});

describe("systemReason", () => {
  it("puts the operating system's error into words", () => {
    expect(systemReason(Object.assign(new Error(), { errno: -28 }))).to.equal("no space left on device");
  });

  it("is undefined for an error of another kind", () => {
    expect(systemReason(new Error("no"))).to.equal(undefined);
    expect(systemReason("no")).to.equal(undefined);
  });
});
