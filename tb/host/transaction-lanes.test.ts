import { expect } from "chai";
import { TransactionLanes } from "../../host/transaction-lanes.ts";
import { simulate } from "../../sim/bench/index.ts";
import { elaborate, flip, module, pipeline, stream } from "../../sim/hdl/index.ts";
import { MemorySink } from "../../sim/waves/sink.ts";
import { readVcdText } from "./vcd-text.ts";

/** Two stages that carry a tag, and one that has left it behind. */
const Pipe = module(
  "Pipe",
  { up: flip(stream({ byte: 8, tag: 8 })), down: stream({ byte: 8 }) },
  ({ up, down }) => {
    pipeline(up)
      .stage("first", ({ byte, tag }) => ({ byte, tag }))
      .stage("second", ({ byte, tag }) => ({ byte, tag }))
      .stage("bare", ({ byte }) => ({ byte }))
      .into(down);
  },
);

/** The rows of text after `cycles`, in which the tags were offered one a cycle; undefined stands for no offer. */
function rowsAfter(cycles: number, offers: readonly (number | undefined)[]) {
  const design = elaborate(Pipe);
  const sink = new MemorySink();
  {
    using sim = simulate(design);
    const { up, down } = sim.dut;
    sim.vcd(sink);
    const lanes = new TransactionLanes(sim, design.netlist, "W", "Pipe", "Pipe.up");
    sim.bench(function* (bench) {
      bench.drive(down.ready, 1);
      bench.drive(up.payload.byte, 0);
      for (let cycle = 0; ; cycle++) {
        const tag = offers[cycle];
        bench.drive(up.valid, tag === undefined ? 0 : 1);
        bench.drive(up.payload.tag, tag ?? 0);
        if (tag === undefined) lanes.idle();
        else lanes.offer(tag, 0xabc00 + 64 * tag);
        lanes.update(bench);
        if (cycle === cycles) return;
        yield* bench.tick();
      }
    });
    sim.run();
  }
  const { value } = readVcdText(sink.text());
  const rows = ["up", "first", "second", "bare"].map((scope) => [scope, value(`Pipe.${scope}.txn`)]);
  return Object.fromEntries(rows);
}

describe("TransactionLanes", () => {
  it("name what waits at the port with its address, and what is in each stage without", () => {
    expect(rowsAfter(0, [5])).to.deep.equal({ up: "W0_abd40", first: "", second: "", bare: undefined });
    expect(rowsAfter(2, [5, 6, 7])).to.deep.equal({
      up: "W2_abdc0",
      first: "W1",
      second: "W0",
      bare: undefined,
    });
  });

  it("show a bubble as nothing", () => {
    expect(rowsAfter(2, [5])).to.deep.equal({ up: "", first: "", second: "W0", bare: undefined });
    expect(rowsAfter(3, [5, undefined, 6])).to.deep.include({ up: "", first: "W1", second: "" });
  });

  it("tell the name of the transaction that has a tag, and nothing of one that none ever had", () => {
    using sim = simulate(elaborate(Pipe));
    const lanes = new TransactionLanes(sim, elaborate(Pipe).netlist, "W", "Pipe", "Pipe.up");
    for (const tag of [5, 6, 5]) lanes.offer(tag, 0);
    expect([5, 6, 7].map((tag) => lanes.nameOf(tag))).to.deep.equal(["W2", "W1", ""]);
  });

  it("count on when a tag comes again", () => {
    expect(rowsAfter(5, [5, 6, undefined, undefined, 5])).to.deep.include({
      up: "",
      first: "W2",
      second: "",
    });
  });
});
