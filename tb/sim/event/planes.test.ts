import { expect } from "chai";
import {
  getBigInt,
  getField,
  Planes,
  putBigInt,
  putField,
  topMask,
  wordsOf,
} from "../../../sim/event/planes.ts";

/** Planes that hold values of 40 bits at words 0, 2, 4, ... */
function filled(...values: readonly [bigint, bigint][]): Planes {
  const planes = new Planes(8);
  values.forEach(([value, unknown], i) => {
    putBigInt(planes, 2 * i, 40, value, unknown);
  });
  return planes;
}

const at = ({ value, unknown }: Planes, offset: number): [bigint, bigint] => [
  getBigInt(value, offset, 40),
  getBigInt(unknown, offset, 40),
];

describe("fields", () => {
  it("cross words", () => {
    const plane = new Int32Array(3);
    putField(plane, 0, 28, 8, 0xa5);
    expect([...plane].map((word) => word >>> 0)).to.deep.equal([0x50000000, 0x0000000a, 0]);
    expect(getField(plane, 0, 28, 8)).to.equal(0xa5);
    expect(getField(plane, 0, 30, 4)).to.equal(0b1001);
  });

  it("of 32 bits are whole words as signed numbers", () => {
    const plane = new Int32Array([0x11111111, -1, 0]);
    expect(getField(plane, 0, 32, 32)).to.equal(-1);
    expect(getField(plane, 1, 4, 32) >>> 0).to.equal(0x0fffffff);
  });

  it("know how many words a width takes, and the bits of the last", () => {
    expect([1, 32, 33, 64].map(wordsOf)).to.deep.equal([1, 1, 2, 2]);
    expect([1, 31, 32, 40].map(topMask)).to.deep.equal([1, 0x7fffffff, -1, 0xff]);
  });
});

describe("Planes", () => {
  it("flag values with an unknown bit, and drop what is above the width", () => {
    const planes = filled([0xff_ffff_ffff_fn, 0n], [0n, 1n << 39n], [1n, 1n << 40n]);
    expect([...planes.mixed]).to.deep.equal([0, 0, 1, 0, 0, 0, 0, 0]);
    expect(at(planes, 0)).to.deep.equal([0xff_ffff_ffffn & 0xffffffffffn, 0n]);
    expect(at(planes, 4)).to.deep.equal([1n, 0n]);
  });

  it("copy both planes", () => {
    const planes = filled([5n, 3n], [7n, 0n]);
    planes.copy(2, 4, 2);
    planes.copy(0, 2, 2);
    expect([at(planes, 2), at(planes, 4)]).to.deep.equal([
      [5n, 3n],
      [7n, 0n],
    ]);
    expect([...planes.mixed]).to.deep.equal([1, 0, 1, 0, 0, 0, 0, 0]);
    planes.copy(4, 2, 2);
    expect([at(planes, 2), planes.mixed[2]]).to.deep.equal([[7n, 0n], 0]);
  });

  it("merge to the bits on which both agree, else x", () => {
    const planes = filled([0b0011_01n, 0b0000_11n], [0b0101_01n, 0b0000_01n]);
    planes.merge(0, 2, 4, 40);
    expect(at(planes, 4)).to.deep.equal([0b000100n, 0b011011n]);
  });

  it("read an index as a number, -1 where it is unknown, Infinity where it is beyond 32 bits", () => {
    const planes = filled([0xffff_ffffn, 0n], [1n << 32n, 0n], [0n, 1n]);
    expect([0, 2, 4].map((offset) => planes.index(offset, 0, 40))).to.deep.equal([4294967295, Infinity, -1]);
    expect(planes.index(4, 1, 8)).to.equal(0);
  });

  it("read a bit as a level", () => {
    const planes = new Planes(4);
    putBigInt(planes, 1, 1, 1n);
    putBigInt(planes, 2, 1, 0n, 1n);
    putBigInt(planes, 3, 1, 1n, 1n);
    expect([0, 1, 2, 3].map((offset) => planes.level(offset))).to.deep.equal([0, 1, 2, 2]);
  });

  it("fill with x, and clear", () => {
    const planes = filled([1n, 0n]);
    planes.fillX(0, 40);
    expect([at(planes, 0), planes.mixed[0]]).to.deep.equal([[0n, (1n << 40n) - 1n], 1]);
    planes.clear(0, 2);
    expect([at(planes, 0), planes.mixed[0]]).to.deep.equal([[0n, 0n], 0]);
  });
});
