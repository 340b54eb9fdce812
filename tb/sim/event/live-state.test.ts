import { expect } from "chai";
import { Agenda, Wiring } from "../../../sim/event/agenda.ts";
import type { Layout } from "../../../sim/event/layout.ts";
import { LiveState } from "../../../sim/event/live-state.ts";
import { Planes, putBigInt } from "../../../sim/event/planes.ts";

/** Values of 40 bits: a new one at word 0, the lasting one of node 0 at word 2, which entry 9 reads. */
function published(
  from: [bigint, bigint],
  to: [bigint, bigint],
): { woken: number[]; words: number[]; mixed: number } {
  const planes = new Planes(4);
  putBigInt(planes, 0, 40, ...from);
  putBigInt(planes, 2, 40, ...to);
  const wiring = new Wiring();
  wiring.wake(0, 9);
  const agenda = new Agenda(10, 1, wiring);
  const state = new LiveState(planes, agenda, { kept: Int32Array.of(2) } as unknown as Layout);
  expect(state.offset(0)).to.equal(2);
  state.publish(0, 2, 2, 0);
  const woken: number[] = [];
  agenda.drain(0, 10, (entry) => woken.push(entry));
  return { woken, words: [...state.value.subarray(2), ...state.unknown.subarray(2)], mixed: planes.mixed[2] };
}

describe("LiveState", () => {
  it("copies a value that differs and wakes its readers", () => {
    expect(published([1n << 32n, 0n], [0n, 0n])).to.deep.equal({ woken: [9], words: [0, 1, 0, 0], mixed: 0 });
  });
  it("wakes nobody for the same value", () => {
    expect(published([5n, 4n], [5n, 4n])).to.deep.equal({ woken: [], words: [5, 0, 4, 0], mixed: 1 });
  });
  it("takes a known value for other than an unknown one", () => {
    expect(published([5n, 0n], [5n, 4n])).to.deep.equal({ woken: [9], words: [5, 0, 0, 0], mixed: 0 });
    expect(published([5n, 1n << 39n], [5n, 0n])).to.deep.equal({
      woken: [9],
      words: [5, 0, 0, 128],
      mixed: 1,
    });
  });
});
