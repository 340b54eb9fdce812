import { expect } from "chai";
import { findLoop } from "../../../sim/netlist/loops.ts";
import { Sketch } from "../../reference/sketch.ts";

describe("combinational loops", () => {
  it("are found, and printed hop by hop with bits and places, closed", () => {
    const b = new Sketch();
    const a = b.input("a", 8); // top.ts:1
    const sum = b.wire("sum", 8); // top.ts:2
    const masked = b.wire("masked", 8); // top.ts:3
    b.drive(masked, b.op("and", 8, [sum, a]));
    b.drive(sum, b.op("add", 8, [masked, a]));
    const loop = findLoop(b.finish());
    expect(loop?.code).to.equal("LOOP");
    expect(loop?.message).to.equal(
      [
        "LOOP: a combinational path leads back to where it began:",
        "    top.sum[7:0] (top.ts:2)",
        "    -> top.masked[7:0] (top.ts:3)",
        "    -> top.sum[7:0] (top.ts:2)",
        "  top.sum[7:0]: top.ts:2",
        "  fix: put a register on the path, or leave out the bits that need not be on it",
      ].join("\n"),
    );
  });

  it("name the bits that loop, not their neighbours, nor what follows from them", () => {
    const b = new Sketch();
    const a = b.input("a", 2);
    const w = b.wire("w", 6);
    const inverted = b.op("not", 2, [b.op("slice", 2, [w], { low: 2 })]);
    const follows = b.op("slice", 2, [w], { low: 3 });
    b.drive(w, b.op("cat", 6, [follows, inverted, a]));
    expect(findLoop(b.finish())?.problem).to.match(/top\.w\[3:2\] \(top\.ts:2\)\n {4}-> top\.w\[3:2\]/);
  });

  it("go bit by bit through a rotation", () => {
    const b = new Sketch();
    const w = b.wire("w", 3);
    const [low, high] = [b.op("slice", 2, [w], { low: 0 }), b.op("slice", 1, [w], { low: 2 })];
    b.drive(w, b.op("cat", 3, [low, high]));
    expect(findLoop(b.finish())?.problem.split("\n").slice(1)).to.deep.equal([
      "    top.w[0] (top.ts:1)",
      "    -> top.w[1] (top.ts:1)",
      "    -> top.w[2] (top.ts:1)",
      "    -> top.w[0] (top.ts:1)",
    ]);
  });

  it("take the shortest way, and a wire that drives itself", () => {
    const b = new Sketch();
    const w = b.wire("w");
    const v = b.wire("v");
    b.drive(w, b.op("or", 1, [v, w]));
    b.drive(v, w);
    expect(findLoop(b.finish())?.problem.split("\n").length).to.equal(3);
  });

  it("without a name show the operators", () => {
    const b = new Sketch();
    const w = b.node("wire", 1, 1, [], undefined, b.here());
    b.drive(w, b.op("not", 1, [w]));
    expect(findLoop(b.finish())?.problem.split("\n").slice(1)).to.deep.equal([
      "    (wire) (top.ts:1)",
      "    -> (not) (top.ts:2)",
      "    -> (wire) (top.ts:1)",
    ]);
  });

  it("are none where a register stands on the path", () => {
    const b = new Sketch();
    const domain = b.clocked("main");
    const q = b.reg("q", 8);
    b.takes(q, domain, b.op("not", 8, [q]));
    expect(findLoop(b.finish())).to.equal(undefined);
  });

  it("are none where words lead back and bits do not: a ripple through one wire", () => {
    const b = new Sketch();
    const a = b.input("a");
    const w = b.wire("w", 65);
    b.drive(w, b.op("cat", 65, [b.op("not", 64, [b.op("slice", 64, [w], { low: 0 })]), a]));
    expect(findLoop(b.finish())).to.equal(undefined);
  });

  it("are none in lanes that feed each other, one where a sum carries over the word", () => {
    const sum = (lanes: number) => {
      const b = new Sketch();
      const w = b.wire("w", 8);
      const added = b.op("add", 8, [w, b.input("a", 8)], undefined, lanes);
      const low = b.op("slice", 4, [added], { low: 0 });
      b.drive(w, b.op("cat", 8, [low, b.input("c", 4)]));
      return findLoop(b.finish())?.code;
    };
    expect([sum(2), sum(1)]).to.deep.equal([undefined, "LOOP"]);
  });

  it("of 100,000 operators are found", () => {
    const b = new Sketch();
    const w = b.wire("w");
    let at = w;
    for (let i = 0; i < 100_000; i++) at = b.node("not", 1, 1, [at], undefined);
    b.drive(w, at);
    expect(findLoop(b.finish())?.code).to.equal("LOOP");
  });
});
