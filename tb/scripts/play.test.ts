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
