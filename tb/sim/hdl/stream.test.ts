import { expect } from "chai";
import { enumeration, fires, flip, module, Out, stream, u, vec } from "../../../sim/hdl/index.ts";
import { model } from "./model.ts";

describe("streams", () => {
  it("of one value: valid and payload go out, ready comes in", () => {
    const { valid, ready, payload } = stream(8);
    expect([valid.dir, ready.dir, payload.dir, payload.type.width]).to.deep.equal(["out", "in", "out", 8]);
  });
  it("of a record: a payload field each", () => {
    const Op = enumeration("Op", 1, { read: 0, write: 1 });
    const { payload } = stream({ line: vec(64, 8), tag: 4, op: Op, key: u(128).secret() });
    const { line, tag, op, key } = payload;
    expect([line.type.lanes, tag.type.width, op.type.enumeration, key.type.hidden]).to.deep.equal([
      64,
      4,
      Op,
      true,
    ]);
  });
  it("of an enumeration or a type is of one value", () => {
    const Op = enumeration("Op", 1, { read: 0, write: 1 });
    expect([stream(Op).payload.type.enumeration, stream(u(9)).payload.type.width]).to.deep.equal([Op, 9]);
  });
  it("fires where valid and ready are both 1", () => {
    const Watch = module("Watch", { up: flip(stream(8)), q: Out(1) }, ({ up, q }) => {
      up.ready.drive(up.payload.bit(0));
      q.drive(fires(up));
    });
    const watch = model(Watch);
    const of = (valid: number, payload: number) =>
      watch.set({ "up.valid": valid, "up.payload": payload }).get("q");
    expect([of(0, 0), of(0, 1), of(1, 0), of(1, 1)]).to.deep.equal([0, 0, 0, 1]);
  });
});
