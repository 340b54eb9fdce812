import { expect } from "chai";
import { LineLife, type Op, STAGES, type StageName } from "../../host/platform/line-life.ts";
import { StageTable } from "../../scripts/stage-table.ts";

/** A line that was in one stage only. */
function lifeOf(op: Op, stage: StageName, ps: number, keyId?: number): LineLife {
  const life = new LineLife(op, 0);
  life.keyId = keyId;
  life.enter(stage, 0);
  life.leave(ps);
  return life;
}

describe("the table of stages", () => {
  it("gives the stages in the order in which lines pass them, and the whole, in ns", () => {
    const table = new StageTable();
    for (const ps of [625, 1250, 20_000]) table.done(lifeOf("read", "DRAM", ps));
    const { read } = table.latency;
    const figures = { min: 0.625, p50: 1.25, p95: 20, p99: 20, max: 20, mean: 7.292 };
    expect(read.stages.map(({ stage }) => stage)).to.deep.equal(STAGES.read);
    expect(read.stages[STAGES.read.indexOf("DRAM")]).to.deep.equal({ stage: "DRAM", ...figures });
    expect(read.stages[STAGES.read.indexOf("tweak wait")].max).to.equal(0);
    expect(read.total).to.deep.equal(figures);
  });

  it("has nothing of an operation that no line had", () => {
    const none = { min: null, p50: null, p95: null, p99: null, max: null, mean: null };
    const { write, byKeyId } = new StageTable().latency;
    expect(write.total).to.deep.equal(none);
    expect(write.stages[0]).to.deep.equal({ stage: "fabric queue", ...none });
    expect(write.stored).to.deep.equal(none);
    expect(byKeyId).to.deep.equal([]);
  });

  it("tells keyIDs apart, in their order, and counts lines without one among all", () => {
    const table = new StageTable();
    table.done(lifeOf("read", "DRAM", 3000, 2));
    table.done(lifeOf("read", "DRAM", 1000, 1));
    table.done(lifeOf("write", "encryption", 5000, 2));
    table.done(lifeOf("read", "response", 9000));
    const { read, byKeyId } = table.latency;
    expect(read.total.max).to.equal(9);
    expect(byKeyId.map(({ keyId, read, write }) => [keyId, read.total.max, write.total.max])).to.deep.equal([
      [1, 1, null],
      [2, 3, 5],
    ]);
  });

  it("has the time that a write stays in the controller beside the stages", () => {
    const table = new StageTable();
    table.stored(lifeOf("write", "response", 1000, 1), 40_000);
    const { write, byKeyId } = table.latency;
    expect([write.stored.max, byKeyId[0].write.stored.max, write.total.max]).to.deep.equal([40, 40, null]);
  });
});
