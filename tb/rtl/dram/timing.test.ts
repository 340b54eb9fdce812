import { expect } from "chai";
import { bankCount, clockPs, DDR4_3200, DDR5_4800, DRAM_DEVICES } from "../../../rtl/dram/timing.ts";

describe("the DRAM devices", () => {
  it("are found by name", () => {
    for (const [name, device] of Object.entries(DRAM_DEVICES)) expect(device.name).to.equal(name);
    expect(Object.keys(DRAM_DEVICES)).to.deep.equal(["ddr4-3200", "ddr5-4800"]);
  });

  it("have the clock of their data rate", () => {
    expect(clockPs(DDR4_3200)).to.equal(625);
    expect(clockPs(DDR5_4800)).to.be.closeTo(416.667, 0.001);
  });

  it("have 16 and 32 banks, and 8 GiB behind one chip select", () => {
    const bytes = ({ organisation }: typeof DDR4_3200) =>
      64 * bankCount(organisation) * 2 ** (organisation.rowBits + organisation.columnBits);
    expect([bankCount(DDR4_3200.organisation), bankCount(DDR5_4800.organisation)]).to.deep.equal([16, 32]);
    expect([bytes(DDR4_3200), bytes(DDR5_4800)]).to.deep.equal([8 * 2 ** 30, 8 * 2 ** 30]);
  });

  it("keep the times in ns that their standards name", () => {
    const ns = (device: typeof DDR4_3200, figure: keyof typeof device.figures) =>
      (device.figures[figure] * clockPs(device)) / 1000;
    // JESD79-4, 8 Gb: tAA 13.75, tRAS 32, tWR 15, tRTP 7.5, tWTR_L 7.5, tFAW 21, tRFC1 350, tREFI 7800.
    const ddr4 = { CL: 13.75, tRAS: 32, tWR: 15, tRTP: 7.5, tWTR_L: 7.5, tFAW: 21, tRFC: 350, tREFI: 7800 };
    // JESD79-5, 16 Gb: tAA 14.166, tRAS 32, tWR 30, tRTP 7.5, tWTR_L 10, tFAW 13.333, tRFC1 295, tREFI 3900.
    const ddr5 = {
      CL: 14.166,
      tRAS: 32,
      tWR: 30,
      tRTP: 7.5,
      tWTR_L: 10,
      tFAW: 13.333,
      tRFC: 295,
      tREFI: 3900,
    };
    for (const [device, least] of [[DDR4_3200, ddr4] as const, [DDR5_4800, ddr5] as const]) {
      for (const [figure, time] of Object.entries(least)) {
        const clock = clockPs(device) / 1000;
        expect(ns(device, figure as "CL"), `${device.name} ${figure}`).to.be.within(
          time - 0.001,
          time + clock,
        );
      }
    }
  });

  it("have figures that fit each other", () => {
    for (const { figures, name } of Object.values(DRAM_DEVICES)) {
      expect(figures.tRC, name).to.equal(figures.tRAS + figures.tRP);
      expect(figures.tCCD_S, name).to.be.at.least(figures.BL);
      expect(figures.tCCD_L, name).to.be.at.least(figures.tCCD_S);
      expect(figures.tCCD_L_WR, name).to.be.at.least(figures.tCCD_L);
      expect(figures.tRRD_L, name).to.be.at.least(figures.tRRD_S);
    }
  });
});
