import { expect } from "chai";
import { type Contender, race } from "../../bench/race.ts";

/** Runs at so many cycles a second, and always has the same result. */
const stand = (name: string, speed: number, result: string): Contender => ({
  name,
  checksum: () => result,
  seconds: (_, cycles) => cycles / speed,
});

describe("a race between simulators", () => {
  it("gives the speed of each, and how many times as fast ours is as each rival", () => {
    const ours = stand("event", 8192, "c0ffee");
    const rivals = [stand("Icarus, our export", 256, "c0ffee"), stand("by hand", 16384, "c0ffee")];
    const all = (value: number) => ({ value, min: value, max: value });
    expect(race("counter", 0, [ours], rivals)).deep.equals([
      {
        name: "event: counter",
        unit: "cycles/s",
        ...all(8192),
        ratios: { "Icarus, our export": all(32), "by hand": all(0.5) },
      },
      { name: "Icarus, our export: counter", unit: "cycles/s", ...all(256) },
      { name: "by hand: counter", unit: "cycles/s", ...all(16384) },
    ]);
  });

  it("is not run between simulators whose results differ", () => {
    const run = () => race("counter", 0, [stand("event", 1, "c0ffee")], [stand("Icarus", 1, "c0ffed")]);
    expect(run).throws(
      "counter: the simulators do not have one result, and not all zeros:\n  c0ffee event\n  c0ffed Icarus",
    );
  });

  it("is not run where the one result is nothing but zeros, since nothing has come out then", () => {
    expect(() => race("counter", 0, [stand("event", 1, "0000")], [])).throws(
      "counter: the simulators do not have one result, and not all zeros:\n  0000 event",
    );
  });
});
