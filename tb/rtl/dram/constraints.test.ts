import { expect } from "chai";
import { CONSTRAINTS, expressionOf, latencyOf } from "../../../rtl/dram/constraints.ts";
import { DDR4_3200, DDR5_4800 } from "../../../rtl/dram/timing.ts";

describe("the table of timing constraints", () => {
  it("names each row once", () => {
    const names = CONSTRAINTS.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
  });

  it("gives these latencies in nCK", () => {
    const table = CONSTRAINTS.map((row) => [
      row.level,
      `${row.preceding} > ${row.following}`,
      expressionOf(row),
      latencyOf(row, DDR4_3200.figures),
      latencyOf(row, DDR5_4800.figures),
    ]);
    expect(table).to.deep.equal([
      ["channel", "ACT,RD,WR > ACT,PRE,PREA,RD,WR,REF", "tCMD", 1, 2],
      ["channel", "RD > WR", "CL + BL + tTURN - CWL", 12, 14],
      ["rank", "RD > RD", "tCCD_S", 4, 8],
      ["rank", "WR > WR", "tCCD_S", 4, 8],
      ["rank", "WR > RD", "CWL + BL + tWTR_S", 24, 46],
      ["rank", "ACT > ACT", "tRRD_S", 4, 8],
      ["rank", "ACT > ACT", "tFAW", 34, 32],
      ["rank", "ACT > PREA", "tRAS", 52, 77],
      ["rank", "RD > PREA", "tRTP", 12, 18],
      ["rank", "WR > PREA", "CWL + BL + tWR", 44, 112],
      ["rank", "PRE > PRE", "tPPD", 1, 2],
      ["rank", "PREA > ACT,REF", "tRP", 22, 34],
      ["rank", "PRE > REF", "tRP", 22, 34],
      ["rank", "ACT > REF", "tRC", 74, 111],
      ["rank", "REF > ACT,PRE,PREA,REF", "tRFC", 560, 708],
      ["bankGroup", "RD > RD", "tCCD_L", 8, 12],
      ["bankGroup", "WR > WR", "tCCD_L_WR", 8, 48],
      ["bankGroup", "WR > RD", "CWL + BL + tWTR_L", 32, 64],
      ["bankGroup", "ACT > ACT", "tRRD_L", 8, 12],
      ["bank", "ACT > RD,WR", "tRCD", 22, 34],
      ["bank", "ACT > PRE", "tRAS", 52, 77],
      ["bank", "ACT > ACT", "tRC", 74, 111],
      ["bank", "PRE > ACT", "tRP", 22, 34],
      ["bank", "RD > PRE", "tRTP", 12, 18],
      ["bank", "WR > PRE", "CWL + BL + tWR", 44, 112],
    ]);
  });
});
