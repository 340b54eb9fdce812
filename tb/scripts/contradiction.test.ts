import { expect } from "chai";
import { UserError } from "../../host/user-error.ts";
import { contradiction } from "../../scripts/contradiction.ts";

describe("a trace that contradicts itself", () => {
  it("is told by line, with the first bytes that it states and those that the line holds", () => {
    const error = contradiction(
      0x1240,
      new Uint8Array(64).fill(0xab),
      Uint8Array.from({ length: 64 }, (_, i) => i),
    );
    expect(error).to.be.instanceOf(UserError);
    expect(error.message).to.equal(
      "the trace says that a read of line 0x1240 finds abababababababab..., " +
        "but by then the line holds 0001020304050607...; accepted: the data written last, or none",
    );
  });
});
