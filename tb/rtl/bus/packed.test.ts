import { expect } from "chai";
import { wordSink, wordSource } from "../../../rtl/bus/packed.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { flip, module, Out, type Payload, stream, u, vec } from "../../../sim/hdl/index.ts";

/** A stream through its word, which shows at `word`. */
const Through = <const P extends Payload>(payload: P, width: number) =>
  module("Through", { up: flip(stream(payload)), down: stream(payload), word: Out(u(width)) }, (io) => {
    const [up, down] = [wordSource(io.up), wordSink(payload, io.down)];
    io.word.drive(up.payload);
    down.valid.drive(up.valid);
    down.payload.drive(up.payload);
    up.ready.drive(down.ready);
  });

describe("a stream with its payload as one word", () => {
  it("has the first field of a record in the top bits, and gives every field back", () => {
    using sim = simulate(Through({ id: 4, bytes: vec(2, 8), last: 1 }, 21));
    const { up, down, word } = sim.dut;
    sim.drive(up.payload.id, 0xa).drive(up.payload.bytes, 0x1234).drive(up.payload.last, 1);
    sim.drive(up.valid, 1).drive(down.ready, 0).run({ time: 1 });
    expect(sim.peek(word)).to.equal((0xan << 17n) | (0x1234n << 1n) | 1n);
    expect(sim.peek(down.payload)).to.deep.equal({ id: 0xan, bytes: 0x1234n, last: 1n });
    expect([sim.peek(down.valid), sim.peek(up.ready)]).to.deep.equal([1n, 0n]);
  });

  it("is its payload where that is a word already", () => {
    using sim = simulate(Through(8, 8));
    const { up, down, word } = sim.dut;
    sim.drive(up.payload, 0x5c).drive(up.valid, 0).drive(down.ready, 1).run({ time: 1 });
    expect([sim.peek(word), sim.peek(down.payload)]).to.deep.equal([0x5cn, 0x5cn]);
    expect([sim.peek(down.valid), sim.peek(up.ready)]).to.deep.equal([0n, 1n]);
  });
});
