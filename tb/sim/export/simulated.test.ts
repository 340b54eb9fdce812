import { expect } from "chai";
import { systemVerilog } from "../../../sim/export/system-verilog.ts";
import type { Module } from "../../../sim/hdl/index.ts";
import { icarus } from "../../cosim/icarus.ts";
import { describeVerdict, type Replay, replay } from "../../cosim/replay.ts";
import type { Simulator } from "../../cosim/simulator.ts";
import { describeWith } from "../../cosim/tools.ts";
import { verilator } from "../../cosim/verilator.ts";
import { played } from "./played.ts";
import { Clocks, Gate, Lanes, Masks, Stores, Words } from "./simulated-designs.ts";

function exported(top: Module, isUnknown: boolean): Replay {
  const recording = played(top, 300, isUnknown);
  const design = systemVerilog(recording.netlist, { unknowns: isUnknown ? "exact" : "idiom" });
  return { recording, design };
}

const differences = async (simulator: Simulator, tops: readonly Module[], isUnknown = false) => {
  const verdicts = await replay(
    simulator,
    tops.map((top) => exported(top, isUnknown)),
    { isStrict: simulator === icarus },
  );
  return verdicts.filter(({ differences }) => differences.length > 0).map(describeVerdict);
};

describeWith(["iverilog", "vvp"], "exported modules in Icarus", () => {
  it("do what our kernel does", async () => {
    expect(await differences(icarus, [Clocks, Stores, Masks, Lanes, Words])).to.deep.equal([]);
  });

  it("do what our kernel does with unknown inputs, enables, addresses and gates where they are to be exact", async () => {
    expect(await differences(icarus, [Gate, Stores, Masks, Lanes, Words], true)).to.deep.equal([]);
  });
});

describeWith(["verilator"], "exported modules in Verilator", () => {
  it("do what our kernel does", async () => {
    expect(await differences(verilator, [Clocks, Stores, Masks])).to.deep.equal([]);
  });
});
