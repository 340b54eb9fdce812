import { expect } from "chai";
import { spreadSecrets } from "../../../sim/netlist/secrets.ts";
import { Sketch } from "../../reference/sketch.ts";

describe("spreading secrets", () => {
  it("marks signals that carry a marked node through registers, in loops too", () => {
    const s = new Sketch();
    const domain = s.clocked("clk");
    const key = s.input("key", 8);
    const open = s.input("open", 8);
    const first = s.reg("first", 8);
    const ring = s.reg("ring", 8);
    const half = s.named("half", s.op("slice", 4, [ring], { low: 4 }));
    const sum = s.named("sum", s.op("xor", 8, [ring, open]));
    s.takes(first, domain, key);
    s.takes(ring, domain, s.op("mux", 8, [s.op("slice", 1, [open], { low: 0 }), first, ring]));
    const netlist = s.finish();
    const secrets = ({ signals }: typeof netlist) =>
      signals.filter(({ secret }) => secret).map(({ name }) => name);
    expect(secrets(spreadSecrets(netlist, [key]))).to.deep.equal(["key", "first", "ring", "half"]);
    expect(secrets(spreadSecrets(netlist))).to.deep.equal([]);
    expect(secrets(spreadSecrets(netlist, [sum]))).to.deep.equal(["sum"]);
    expect(half).to.not.equal(sum);
  });
});
