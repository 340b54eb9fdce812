import { expect } from "chai";
import { type Case, caseOf } from "./case.ts";
import { newTrace, type Trace } from "./trace.ts";
import { vote } from "./vote.ts";
import type { VoterName } from "./voters/voters.ts";
import type { Outcome } from "./voters/workshop.ts";

/** A module with one output of 8 bits, without warm-up. */
function oneOutput(kind: Case["kind"]): Case {
  const made = caseOf({ seed: 1, kind: "combinational", vectors: 3 }, 0);
  return { ...made, kind, rig: { ...made.rig, outputs: [{ path: "q", node: 0, width: 8 }], warmup: 0 } };
}

/** The output in the last byte of each row. */
function trace(values: readonly number[], unknown: readonly number[] = []): Trace {
  const made = newTrace([{ path: "q", node: 0, width: 8 }], values.length);
  for (const [row, value] of values.entries()) {
    made.value[4 * row + 3] = value;
    made.unknown[4 * row + 3] = unknown[row] ?? 0;
  }
  return made;
}

const on = (outcomes: Partial<Record<VoterName, Outcome>>, kind: Case["kind"] = "combinational") =>
  vote(oneOutput(kind), new Map(Object.entries(outcomes) as [VoterName, Outcome][]));

describe("a vote", () => {
  it("has no dissents where all saw the same", () => {
    const { majority, dissents } = on({ event: trace([1, 2]), icarus: trace([1, 2]), yosys: trace([1, 2]) });
    expect(majority).to.deep.equal(["event", "icarus", "yosys"]);
    expect(dissents).to.deep.equal([]);
  });

  it("names who differs from most, with the first step, the output and both values", () => {
    const { majority, dissents } = on({
      event: trace([1, 2, 9]),
      icarus: trace([1, 5, 9]),
      yosys: trace([1, 5, 9]),
    });
    expect(majority).to.deep.equal(["icarus", "yosys"]);
    const difference = { step: 1, output: "q", values: ["00000101", "00000010"] };
    expect(dissents).to.deep.equal([{ voter: "event", difference, refusal: undefined }]);
  });

  it("takes a voter that stops early by the steps that it played", () => {
    const { dissents } = on({ reference: trace([1]), event: trace([1, 2]), icarus: trace([1, 2]) });
    expect(dissents).to.deep.equal([]);
    const early = on({ reference: trace([3]), event: trace([1, 2]), icarus: trace([1, 2]) }).dissents;
    expect(early.map(({ voter }) => voter)).to.deep.equal(["reference"]);
  });

  it("believes the first in the list where as many say one thing as the other", () => {
    const { dissents } = on({ event: trace([1]), icarus: trace([2]) });
    expect(dissents.map(({ voter }) => voter)).to.deep.equal(["icarus"]);
  });

  it("counts who refuses a module as a dissenter, with its words", () => {
    const { dissents } = on({ event: trace([1]), icarus: { refusal: "no" } });
    expect(dissents).to.deep.equal([{ voter: "icarus", difference: undefined, refusal: "no" }]);
  });

  it("wants outputs known, but of modules that may be unknown", () => {
    const outcomes = { event: trace([1, 0], [0, 1]), icarus: trace([1, 0], [0, 1]) };
    const difference = { step: 1, output: "q", values: ["0000000x", "0000000x"] };
    expect(on(outcomes).dissents).to.deep.equal([{ voter: "event", difference, refusal: undefined }]);
    expect(on(outcomes, "unknown").dissents).to.deep.equal([]);
  });
});
