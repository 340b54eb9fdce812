import { expect } from "chai";
import { layOut } from "../../../sim/compiled/layout.ts";
import { encode } from "../../../sim/compiled/program.ts";
import { cutRegions } from "../../../sim/compiled/regions.ts";
import { orderUpdates } from "../../../sim/compiled/updates.ts";
import { OPCODES, type Opcode } from "../../../sim/compiled/wasm/opcodes.ts";
import { wire } from "../../../sim/compiled/wiring.ts";
import { Design } from "../event/design.ts";

/** How often a vector instruction stands in the code of a design. */
function count(make: (d: Design) => void, opcode: Opcode, hasVectors = true): number {
  const d = new Design();
  make(d);
  const netlist = d.finish();
  const regions = cutRegions(netlist);
  const updates = orderUpdates(netlist);
  const wiring = wire(netlist, regions, updates);
  const layout = layOut(netlist, (node) => regions.kept[node] === 1, updates.shadowed, wiring.flags);
  const bytes = encode({ netlist, regions, updates, wiring, layout, hasVectors });
  const code = OPCODES[opcode] - 0x100;
  const pattern = code < 0x80 ? [0xfd, code] : [0xfd, (code & 0x7f) | 0x80, code >> 7];
  let found = 0;
  for (let at = 0; at < bytes.length; at++)
    found += pattern.every((byte, i) => bytes[at + i] === byte) ? 1 : 0;
  return found;
}

describe("vectors are computed by vector instructions:", () => {
  it("16 sums of bytes by one, and 64 by four", () => {
    const sums = (lanes: number) => (d: Design) =>
      d.named(
        "y",
        d.op("add", 8 * lanes, [d.input("a", 8 * lanes), d.input("b", 8 * lanes)], undefined, lanes),
      );
    expect(count(sums(16), "i8x16.add")).to.equal(1);
    expect(count(sums(64), "i8x16.add")).to.equal(4);
    expect(count(sums(16), "i8x16.add", false)).to.equal(0);
  });

  it("a permutation of bytes inside a vector by one table lookup of constant indices", () => {
    const permuted = (d: Design) => {
      const index = Array.from({ length: 16 }, (_, i) => (5 * i) % 16);
      d.named("y", d.op("permute", 128, [d.input("a", 128)], { from: 16, index }, 16));
    };
    expect(count(permuted, "i8x16.swizzle")).to.equal(1);
  });

  it("a choice lane by lane by the lanes that were compared, without their bits", () => {
    const chosen = (d: Design) => {
      const [a, b] = [d.input("a", 128), d.input("b", 128)];
      const less = d.op("lt", 16, [a, b], undefined, 16);
      d.named("y", d.op("mux", 128, [less, a, b], undefined, 16));
    };
    expect(count(chosen, "i8x16.lt_u")).to.equal(1);
    expect(count(chosen, "v128.bitselect")).to.equal(1);
    expect(count(chosen, "i8x16.bitmask")).to.equal(0);
  });

  it("a row of comparisons by one and a mask of bits", () => {
    const row = (d: Design) => {
      const index = [0, 0, 0, 0];
      const key = d.op("permute", 128, [d.input("key", 32)], { from: 1, index }, 4);
      d.named("hits", d.op("eq", 4, [d.input("tags", 128), key], undefined, 4));
    };
    expect(count(row, "i32x4.eq")).to.equal(1);
    expect(count(row, "i32x4.bitmask")).to.equal(1);
  });

  it("lookups by loads into lanes", () => {
    const looked = (d: Design) => {
      const words = Array.from({ length: 256 }, (_, i) => BigInt(255 - i));
      const table = d.table({ name: "t", width: 8, words, place: 0 });
      d.named("y", d.op("lookup", 128, [d.input("a", 128)], { table }, 16));
    };
    expect(count(looked, "v128.load8_lane")).to.equal(16);
  });
});
