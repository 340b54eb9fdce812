import { expect } from "chai";
import { AXI_RULES } from "../../../host/axi/rule-table.ts";
import { lawful, MUTANTS } from "./mutants.ts";
import { Script } from "./script.ts";

describe("the AXI protocol checker", () => {
  it("is silent on a lawful write and read", () => {
    expect(lawful().play()).to.deep.equal([]);
  });

  it("is silent on data before its address, and on interleaved reads of two IDs", () => {
    const early = new Script().offer("w").offer("aw").offer("b");
    expect(early.play()).to.deep.equal([]);
    const mixed = new Script().offer("ar", { id: 1, len: 1 }).offer("ar", { id: 2, len: 1 });
    for (const [id, last] of [
      [1, 0],
      [2, 0],
      [2, 1],
      [1, 1],
    ])
      mixed.offer("r", { id, last });
    expect(mixed.play()).to.deep.equal([]);
  });

  it("is silent on EXOKAY for an exclusive access", () => {
    const script = new Script()
      .offer("ar", { lock: 1 })
      .offer("r", { resp: 1 })
      .offer("aw", { lock: 1 })
      .offer("w")
      .offer("b", { resp: 1 });
    expect(script.play()).to.deep.equal([]);
  });

  it("looks at the bytes that a beat reads or writes only", () => {
    const write = new Script().offer("aw", { size: 0 }).offer("w", { strb: 0, data: "x" }).offer("b");
    expect(write.play()).to.deep.equal([]);
    const failed = new Script().offer("ar").offer("r", { resp: 2, data: "x" });
    expect(failed.play()).to.deep.equal([]);
  });

  it("has a broken driver for each of its rules", () => {
    expect(MUTANTS.map(({ rule }) => rule).sort()).to.deep.equal(AXI_RULES.map(({ name }) => name).sort());
  });

  for (const { rule, script, options, repeats = [] } of MUTANTS) {
    it(`${rule} alone fires for a driver that breaks it`, () => {
      expect(script.play(options)).to.deep.equal([...repeats, rule]);
    });
  }

  it("takes WLAST and RLAST before their time for wrong, as those that do not come", () => {
    const write = new Script().offer("aw", { len: 1 }).offer("w", { last: 1 }).offer("b");
    expect(write.play()).to.deep.equal(["AXI_ERRM_WDATA_NUM"]);
    const read = new Script().offer("ar", { len: 1 }).offer("r", { last: 1 });
    expect(read.play()).to.deep.equal(["AXI_ERRS_RDATA_NUM"]);
  });

  it("keeps warnings and goes on", () => {
    new Script().write({ lock: 1 }).run({});
    expect(() => new Script().write({ burst: 3 }).run({})).to.throw("AXI_ERRM_AWBURST of AXI port");
  });

  it("fails the run with rule, time, cycle, values and section", () => {
    const script = new Script().write({ id: 5, addr: 0xff8, len: 1 });
    expect(() => script.run({ name: "the port" })).to.throw(
      "ASSERT: AXI_ERRM_AWADDR_BOUNDARY of the port at 4000 ps, cycle 4: " +
        "ID 5, 0xff8, 2 x 8 bytes, INCR, AxCACHE 0b10, a bus of 16 bytes\n" +
        "  fix: a burst does not cross a 4 KB boundary (ARM IHI 0022H, A3.4.1)",
    );
  });
});
