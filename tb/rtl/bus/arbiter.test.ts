import { expect } from "chai";
import { roundRobin } from "../../../rtl/bus/arbiter.ts";
import { In, module, Out } from "../../../sim/hdl/index.ts";
import { model } from "../../sim/hdl/model.ts";

const Arbiter = module(
  "Arbiter",
  { requests: In(4), taken: In(1), grant: Out(4) },
  ({ requests, taken, grant }) => {
    grant.drive(roundRobin("later", requests, taken).as(4));
  },
);

/** The grants to these requests, cycle by cycle. */
function grants(requests: readonly number[], isTaken = true): unknown[] {
  const arbiter = model(Arbiter).reset({ requests: 0, taken: 0 });
  return requests.map((word) => {
    const grant = arbiter.set({ requests: word, taken: isTaken && word !== 0 ? 1 : 0 }).get("grant");
    arbiter.edge();
    return grant;
  });
}

describe("a round-robin arbiter", () => {
  it("grants all requesters in turn", () => {
    expect(grants([0b1111, 0b1111, 0b1111, 0b1111, 0b1111])).to.deep.equal([
      0b0001, 0b0010, 0b0100, 0b1000, 0b0001,
    ]);
  });
  it("passes over who does not ask", () => {
    expect(grants([0b1010, 0b1010, 0b1010, 0b0001, 0b0001])).to.deep.equal([
      0b0010, 0b1000, 0b0010, 0b0001, 0b0001,
    ]);
  });
  it("grants nothing where nobody asks, and remembers whose turn it is", () => {
    expect(grants([0b0001, 0, 0b0011])).to.deep.equal([0b0001, 0, 0b0010]);
  });
  it("keeps the turn of who is granted and not taken", () => {
    expect(grants([0b0110, 0b0110, 0b0111], false)).to.deep.equal([0b0010, 0b0010, 0b0001]);
  });
});
