import { expect } from "chai";
import type { Access } from "../../host/workload/access.ts";
import { Interruption } from "../../scripts/interruption.ts";
import { play, type Stage } from "../../scripts/play.ts";

/** What `play` asks of a stage, in order, for so many lines. */
async function asked(length: number, lines: number | undefined, onAdvance = (_times: number) => {}) {
  const calls: string[] = [];
  let waiting = 0;
  let times = 0;
  const stage: Stage = {
    get waiting() {
      return waiting;
    },
    waitingOf: () => waiting,
    submit: () => waiting++,
    advance(to) {
      calls.push(`advance ${waiting} to ${to}`);
      waiting = Math.min(waiting, to);
      onAdvance(++times);
    },
    drain: () => calls.push(`drain ${waiting}`),
  };
  async function* accesses(): AsyncGenerator<Access> {
    for (let k = 0; k < length; k++) yield { op: "read", address: 64 * k };
  }
  using interruption = new Interruption();
  let progress = 0;
  await play([accesses()], stage, { lines, interruption, onProgress: () => progress++ });
  expect(progress).to.equal(calls.filter((call) => call.startsWith("advance")).length);
  return calls;
}

describe("play", () => {
  it("hands lines over in groups, so that some always wait, and drains at the end", async () => {
    expect(await asked(200, undefined)).to.deep.equal([
      "advance 128 to 64",
      "advance 128 to 64",
      "advance 72 to 8",
      "advance 8 to 0",
      "drain 0",
    ]);
    expect(await asked(3, undefined)).to.deep.equal(["advance 3 to 0", "drain 0"]);
  });

  it("feeds traces side by side, so that none runs out while it has lines, whichever is slower", async () => {
    const waiting = [0, 0];
    const submitted: number[][] = [];
    const stage: Stage = {
      get waiting() {
        return waiting[0] + waiting[1];
      },
      waitingOf: (trace) => waiting[trace],
      submit: (_, trace) => waiting[trace]++,
      advance(to) {
        submitted.push([...waiting]);
        // The first trace moves three lines where the second moves one.
        for (let k = 0; waiting[0] + waiting[1] > to; k++) waiting[k % 4 < 3 && waiting[0] > 0 ? 0 : 1]--;
      },
      drain: () => submitted.push([...waiting]),
    };
    async function* accesses(length: number): AsyncGenerator<Access> {
      for (let k = 0; k < length; k++) yield { op: "read", address: 64 * k };
    }
    using interruption = new Interruption();
    const options = { lines: 250, interruption, onProgress: () => {} };
    await play([accesses(1000), accesses(200)], stage, options);
    expect(submitted.slice(0, 5)).to.deep.equal([
      [128, 128],
      [128, 128],
      [128, 128],
      [106, 128],
      [58, 128],
    ]);
    expect(submitted.at(-1)).to.deep.equal([0, 0]);
  });

  it("plays no more lines than it is told", async () => {
    expect(await asked(200, 5)).to.deep.equal(["advance 5 to 0", "drain 0"]);
  });

  it("stops between two groups after a signal, and leaves what is under way", async () => {
    const stop = (when: number) => (times: number) => {
      if (times === when) process.emit("SIGINT", "SIGINT");
    };
    expect(await asked(1000, undefined, stop(2))).to.deep.equal(["advance 128 to 64", "advance 128 to 64"]);
    expect(await asked(200, undefined, stop(3))).to.deep.equal([
      "advance 128 to 64",
      "advance 128 to 64",
      "advance 72 to 8",
    ]);
  });
});
