import { expect } from "chai";
import { Lookup } from "../../../rtl/engine/lookup.ts";
import { random, simulate } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { type Pauses, pass } from "../passage.ts";
import { numberOf } from "./line-bytes.ts";
import { type Stubbed, stubQuery } from "./query-stub.ts";

const design = elaborate(Lookup({ physicalBits: 46, slots: 64, slotBits: 5 }));

/** 64 KiB from 2 MiB are excluded; 6 keyID bits. */
const CONFIG = { keyIdBits: 6, excludeEnable: 1, excludeMask: 0xf_ffff_ffff_0000n, excludeBase: 0x20_0000n };

/** KeyID 1 has row 10, keyID 2 is not encrypted, keyID 3 refused; keyID 0 has row 64, outside its range. */
function treatment(keyId: number, excluded: boolean): Stubbed {
  if (keyId === 3) return "refused";
  if (keyId === 2 || (keyId === 0 && excluded)) return "plain";
  return keyId === 1 ? 10 : 64;
}

const at = (keyId: number, physical: number) => physical + keyId * 2 ** 40;

function run(addresses: readonly number[], pauses: Pauses = {}) {
  using sim = simulate(design, { seed: 4 });
  const { config, query } = sim.dut;
  for (const name of Object.keys(CONFIG) as (keyof typeof CONFIG)[]) sim.drive(config[name], CONFIG[name]);
  stubQuery(sim, query, treatment);
  const items = addresses.map((address, i) => ({ address, slot: i % 32 }));
  return pass(sim, { items, ...pauses });
}

const shown = ({ results }: ReturnType<typeof run>) =>
  results.map(({ physical, slot, row, encrypt, refused }) => [
    numberOf(physical),
    slot[0],
    refused[0] ? "refused" : encrypt[0] ? row[0] : "plain",
  ]);

describe("the lookup", () => {
  it("takes off the keyID, and gives the treatment that the key table says", () => {
    const addresses = [0x40, at(1, 0x80), at(2, 0xc0), at(3, 0x100), at(63, 0x140)];
    expect(shown(run(addresses))).to.deep.equal([
      [0x40, 0, 64],
      [0x80, 1, 10],
      [0xc0, 2, "plain"],
      [0x100, 3, "refused"],
      [0x140, 4, 64],
    ]);
  });

  it("tells the key table where the exclusion range holds the address, of keyID 0 alone", () => {
    expect(shown(run([0x1f_ffc0, 0x20_0000, at(1, 0x20_0000), at(5, 0x20_0000)]))).to.deep.equal([
      [0x1f_ffc0, 0, 64],
      [0x20_0000, 1, "plain"],
      [0x20_0000, 2, 10],
      [0x20_0000, 3, 64],
    ]);
  });

  it("takes two cycles, and a request each cycle", () => {
    const { taken, given } = run(Array.from({ length: 20 }, (_, i) => 64 * i));
    expect(given.map((cycle, i) => cycle - taken[i])).to.deep.equal(Array(20).fill(2));
    expect(given.map((cycle) => cycle - given[0])).to.deep.equal(Array.from({ length: 20 }, (_, i) => i));
  });

  it("gives each request its own answer, whatever pauses there are", () => {
    const addresses = Array.from({ length: 200 }, (_, i) => at(i % 7, 64 * i));
    expect(shown(run(addresses, { send: random(0.6), accept: random(0.5) }))).to.deep.equal(
      addresses.map((_, i) => [64 * i, i % 32, treatment(i % 7, false)]),
    );
  });
});
