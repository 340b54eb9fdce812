import { expect } from "chai";
import { yosysJson } from "../../../sim/export/yosys-json.ts";
import { icarus } from "../../cosim/icarus.ts";
import { describeVerdict, replay } from "../../cosim/replay.ts";
import { throughYosys } from "../../cosim/through-yosys.ts";
import { describeWith } from "../../cosim/tools.ts";
import { Clocks, Lanes, Stores, Words } from "./designs.ts";
import { played } from "./played.ts";

describeWith(["yosys", "iverilog", "vvp"], "JSON netlists, read by Yosys and simulated in Icarus", () => {
  it("do what our kernel does", async () => {
    const recordings = [Clocks, Stores, Lanes, Words].map((top) => played(top, 300, false));
    const designs = await throughYosys(recordings.map(({ netlist }) => yosysJson(netlist)));
    const verdicts = await replay(
      icarus,
      recordings.map((recording, i) => ({ recording, design: designs[i] })),
    );
    expect(verdicts.map(describeVerdict)).to.deep.equal(
      recordings.map(({ netlist, steps }) => `${netlist.name}: equal, ${steps} steps`),
    );
  });
});
