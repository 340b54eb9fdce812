import { expect } from "chai";
import { enumeration, In, module, Out, pack, packedWidth, u, unpack, vec } from "../../../sim/hdl/index.ts";
import { evaluate, fault, model, text } from "./model.ts";

describe("packing", () => {
  const Op = enumeration("Op", 1, { load: 0, store: 1 });
  const payload = { tag: 4, op: Op, bytes: vec(2, 8) } as const;

  it("counts the bits of a payload", () => {
    expect([packedWidth(payload), packedWidth(7), packedWidth(vec(3, 5)), packedWidth(Op)]).to.deep.equal([
      21, 7, 15, 1,
    ]);
  });
  it("puts the first field at the top, and a vector's lane 0 lowest", () => {
    const Pack = module(
      "Pack",
      { tag: In(4), op: In(Op), bytes: In(vec(2, 8)), q: Out(21) },
      ({ q, ...fields }) => {
        q.drive(pack(fields).as(21));
      },
    );
    expect(model(Pack).set({ tag: 0xa, op: 1, bytes: 0x1234 }).get("q")).to.equal(
      (0xa << 17) | (1 << 16) | 0x1234,
    );
  });
  it("gives the record back, with its vectors and enumerations", () => {
    const Unpack = module("Unpack", { a: In(21), tag: Out(4), store: Out(1), lane: Out(8) }, (io) => {
      const { tag, op, bytes } = unpack(payload, io.a);
      io.tag.drive(tag);
      io.store.drive(op.is("store"));
      io.lane.drive(bytes.lane(1));
    });
    const made = model(Unpack).set({ a: (0xa << 17) | (1 << 16) | 0x1234 });
    expect([made.get("tag"), made.get("store"), made.get("lane")]).to.deep.equal([0xa, 1, 0x12]);
  });
  it("of one value is the value", () => {
    expect(evaluate([[8, 0x5a]], (a) => unpack(u(8), pack(a))).value).to.equal(0x5a);
    expect(evaluate([[8, [1, 2]]], (a) => pack(a)).value).to.equal(0x0201);
  });
  it("refuses a word of another width", () => {
    const narrow = () =>
      evaluate([[20, 0]], (a) => {
        return unpack(payload, a).tag;
      });
    expect(fault(narrow)).to.equal(
      text(
        "WIDTH: i0 is 20 bits, not 21",
        "here: «return unpack(payload, a).tag;»",
        'i0 declared: «module("Expression", shape, (io) => {»',
        "fix: extend it by zext(21) or take a slice, or mend the width",
      ),
    );
  });
});
