import { expect } from "chai";
import { Agenda, align, Wiring } from "../../../sim/event/agenda.ts";

const drained = (agenda: Agenda, from: number, to: number): number[] => {
  const seen: number[] = [];
  agenda.drain(from, to, (entry) => seen.push(entry));
  return seen;
};

describe("Agenda", () => {
  it("visits marked entries once, lowest first, and forgets them", () => {
    const agenda = new Agenda(5000, 1, new Wiring());
    for (const entry of [4999, 31, 0, 1024, 31, 63, 32]) agenda.mark(entry);
    expect(drained(agenda, 0, 5000)).to.deep.equal([0, 31, 32, 63, 1024, 4999]);
    expect(drained(agenda, 0, 5000)).to.deep.equal([]);
  });

  it("visits what is marked further on while it drains", () => {
    const agenda = new Agenda(3000, 1, new Wiring());
    agenda.mark(2);
    const seen: number[] = [];
    agenda.drain(0, 3000, (entry) => {
      seen.push(entry);
      if (entry < 1000) agenda.mark(entry * 10);
    });
    expect(seen).to.deep.equal([2, 20, 200, 2000]);
  });

  it("leaves other ranges alone", () => {
    const second = align(7);
    const agenda = new Agenda(second + 5, 1, new Wiring());
    agenda.markRange(0, 7);
    agenda.markRange(second, second + 5);
    expect(second).to.equal(1024);
    expect(drained(agenda, second, second + 5)).to.deep.equal([1024, 1025, 1026, 1027, 1028]);
    expect(drained(agenda, 0, 7)).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
  });

  it("wakes exactly the readers of a source", () => {
    const wiring = new Wiring();
    wiring.wake(2, 40);
    wiring.wake(0, 7);
    wiring.wake(2, 3);
    const agenda = new Agenda(64, 3, wiring);
    agenda.wake(1);
    expect(drained(agenda, 0, 64)).to.deep.equal([]);
    agenda.wake(2);
    expect(drained(agenda, 0, 64)).to.deep.equal([3, 40]);
    agenda.wake(0);
    expect(drained(agenda, 0, 64)).to.deep.equal([7]);
  });
});
