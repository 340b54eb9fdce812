import { expect } from "chai";
import fc from "fast-check";
import { EventQueue } from "../../../sim/engine/event-queue.ts";

describe("EventQueue", () => {
  it("is empty at first: nothing to pop, and the next event is never", () => {
    const queue = new EventQueue();
    expect(queue.next).to.equal(Infinity);
    expect(queue.pop()).to.equal(undefined);
  });

  it("gives events by time, and equal times in the order in which they came", () => {
    const queue = new EventQueue<{ time: number; sequence: number; name: string }>();
    for (const [time, name] of [
      [5, "c"],
      [3, "a"],
      [5, "d"],
      [3, "b"],
    ] as const) {
      queue.push({ time, sequence: 0, name });
    }
    expect(queue.next).to.equal(3);
    expect([1, 2, 3, 4].map(() => queue.pop()?.name)).to.deep.equal(["a", "b", "c", "d"]);
    expect(queue.next).to.equal(Infinity);
  });

  it("sorts as a stable sort does, whatever comes", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (times) => {
        const queue = new EventQueue<{ time: number; sequence: number; index: number }>();
        times.forEach((time, index) => {
          queue.push({ time, sequence: 0, index });
        });
        const expected = times.map((time, index) => ({ time, index })).sort((a, b) => a.time - b.time);
        expect(times.map(() => queue.pop()!.index)).to.deep.equal(expected.map(({ index }) => index));
      }),
    );
  });
});
