import { expect } from "chai";
import { Fifo } from "../../../sim/bench/fifo.ts";

describe("a queue", () => {
  it("gives back what went in, in order", () => {
    const fifo = new Fifo<string>();
    fifo.push("a");
    fifo.push("b");
    expect([fifo.length, fifo.shift(), fifo.shift(), fifo.shift()]).to.deep.equal([2, "a", "b", undefined]);
  });

  it("shows which item leaves next, and lets it stay", () => {
    const fifo = new Fifo<string>();
    expect(fifo.first).to.equal(undefined);
    for (const item of ["a", "b"]) fifo.push(item);
    expect([fifo.first, fifo.length, fifo.shift(), fifo.first]).to.deep.equal(["a", 2, "a", "b"]);
  });

  it("keeps its order while it is made compact", () => {
    const fifo = new Fifo<number>();
    const out: number[] = [];
    for (let i = 0; i < 6000; i++) {
      fifo.push(i);
      if (i % 3 !== 0) out.push(fifo.shift()!);
    }
    expect(fifo.toArray()).to.have.lengthOf(2000);
    while (fifo.length > 0) out.push(fifo.shift()!);
    expect(out).to.deep.equal(Array.from({ length: 6000 }, (_, i) => i));
  });
});
