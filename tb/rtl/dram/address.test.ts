import { expect } from "chai";
import fc from "fast-check";
import { AddressMap, type Field, type Interleave } from "../../../rtl/dram/address.ts";
import { DDR4_3200, DDR5_4800 } from "../../../rtl/dram/timing.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { In, module, Out } from "../../../sim/hdl/index.ts";
import "../../random-seed.ts";

const PERMUTATIONS: readonly Interleave[] = [
  ["bankGroup", "column", "bank", "row"],
  ["column", "bankGroup", "bank", "row"],
  ["bank", "row", "column", "bankGroup"],
  ["row", "column", "bank", "bankGroup"],
];

describe("the address map", () => {
  it("puts neighbouring lines in different bank groups, and a row's lines before the next bank", () => {
    const map = new AddressMap(DDR4_3200.organisation);
    expect(map.placeOf(0)).to.deep.equal({ bankGroup: 0, bank: 0, row: 0, column: 0 });
    expect(map.placeOf(64)).to.deep.equal({ bankGroup: 1, bank: 0, row: 0, column: 0 });
    expect(map.placeOf(3 * 64)).to.deep.equal({ bankGroup: 3, bank: 0, row: 0, column: 0 });
    expect(map.placeOf(4 * 64)).to.deep.equal({ bankGroup: 0, bank: 0, row: 0, column: 1 });
    // 4 bank groups of 128 lines.
    expect(map.placeOf(512 * 64)).to.deep.equal({ bankGroup: 0, bank: 1, row: 0, column: 0 });
    expect(map.placeOf(2048 * 64)).to.deep.equal({ bankGroup: 0, bank: 0, row: 1, column: 0 });
    expect(map.placeOf(8 * 2 ** 30 - 64)).to.deep.equal({ bankGroup: 3, bank: 3, row: 65535, column: 127 });
  });

  it("takes the fields in the order that is asked for", () => {
    const map = new AddressMap(DDR5_4800.organisation, ["row", "bank", "bankGroup", "column"]);
    expect(map.placeOf(64)).to.deep.equal({ bankGroup: 0, bank: 0, row: 1, column: 0 });
    expect(map.placeOf(64 * 65_536)).to.deep.equal({ bankGroup: 0, bank: 1, row: 0, column: 0 });
    expect(map.placeOf(64 * 65_536 * 4)).to.deep.equal({ bankGroup: 1, bank: 0, row: 0, column: 0 });
    expect(map.placeOf(64 * 65_536 * 32)).to.deep.equal({ bankGroup: 0, bank: 0, row: 0, column: 1 });
  });

  it("knows how many bits of an address the device has lines for", () => {
    expect(new AddressMap(DDR4_3200.organisation).addressBits).to.equal(33);
    expect(new AddressMap(DDR5_4800.organisation).addressBits).to.equal(33);
  });

  it("leads from a place back to its address, in every order of the fields", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PERMUTATIONS),
        fc.integer({ min: 0, max: 2 ** 27 - 1 }),
        (order, line) => {
          const map = new AddressMap(DDR5_4800.organisation, order);
          expect(map.addressOf(map.placeOf(64 * line))).to.equal(64 * line);
        },
      ),
    );
  });

  it("is the same in hardware", () => {
    const fields: readonly Field[] = ["bankGroup", "bank", "row", "column"];
    const map = new AddressMap(DDR4_3200.organisation, ["column", "bankGroup", "bank", "row"]);
    const Split = module(
      "Split",
      { address: In(52), bankGroup: Out(2), bank: Out(2), row: Out(16), column: Out(7) },
      ({ address, ...place }) => {
        for (const field of fields) place[field].drive(map.split(address)[field] as never);
      },
    );
    using sim = simulate(Split, { seed: 4 });
    sim.bench(function* (b) {
      for (let i = 0; i < 50; i++) {
        const address = 64 * b.random.below(2 ** 27);
        b.drive(b.dut.address, address);
        yield* b.tick();
        const { bankGroup, bank, row, column } = b.peek(b.dut);
        const seen = { bankGroup: +`${bankGroup}`, bank: +`${bank}`, row: +`${row}`, column: +`${column}` };
        expect(seen).to.deep.equal(map.placeOf(address));
      }
    });
    sim.run();
  });
});
