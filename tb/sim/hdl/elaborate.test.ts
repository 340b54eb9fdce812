import { expect } from "chai";
import { elaborate, flip, In, module, Out, signalOf, stream } from "../../../sim/hdl/index.ts";
import { fault, text } from "./model.ts";

describe("elaborate", () => {
  const Pass = module("Pass", { up: flip(stream(8)), q: Out(8) }, ({ up, q }) => {
    up.ready.drive(1);
    q.drive(up.payload);
  });

  it("names the design as its module unless asked otherwise", () => {
    expect(elaborate(Pass).netlist.name).to.equal("Pass");
    expect(elaborate(Pass, { name: "dut" }).netlist.scopes[0].name).to.equal("dut");
  });
  it("refuses a name that waves could not spell", () => {
    expect(fault(() => elaborate(Pass, { name: "my dut" }))).to.equal(
      text(
        'NAME: "my dut" cannot be a name in module Pass',
        'here: «expect(fault(() => elaborate(Pass, { name: "my dut" }))).to.equal(»',
        "fix: use letters, digits and _, beginning with a letter",
      ),
    );
  });
  it("hands out the ports, whose signals a bench drives and reads", () => {
    const { netlist, io } = elaborate(Pass);
    const name = (signal: number | undefined) => netlist.signals[signal ?? -1].name;
    expect([name(signalOf(io.up.payload)), name(signalOf(io.q))]).to.deep.equal(["payload", "q"]);
  });
  it("makes the same netlist each time", () => {
    const [one, two] = [elaborate(Pass), elaborate(Pass)].map(({ netlist }) => ({ ...netlist, places: [] }));
    expect(one).to.deep.equal(two);
  });
  it("checks the netlist", () => {
    const wrong = module("Wrong", { a: In(1), q: Out(1) }, ({ a, q }) => {
      q.drive(q.and(a));
    });
    expect(fault(() => elaborate(wrong)).split("\n")[0]).to.equal(
      "LOOP: a combinational path leads back to where it began:",
    );
  });
});
