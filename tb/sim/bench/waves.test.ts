import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { random, StreamDriver, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { DesignError } from "../../../sim/netlist/error.ts";
import { renderAscii } from "../../../sim/waves/ascii.ts";
import { MemorySink } from "../../../sim/waves/sink.ts";
import { Counter, Guard, Op, Slice } from "./duts.ts";
import { failure, thrown } from "./failure.ts";

/** The dump of a random run. */
function dump(seed: number, policy: "merge" | "random" = "merge"): string {
  const sink = new MemorySink();
  using sim = simulate(Slice(32), { seed, policy }).vcd(sink, { comment: "" });
  const driver = new StreamDriver(sim, sim.dut.up, { pattern: random(0.7), between: "x" });
  const out = new StreamSink(sim, sim.dut.down, { pattern: random(0.7) });
  sim.bench(function* (b) {
    for (let i = 0; i < 50; i++) driver.send(b.random.bits(32));
    while (out.count < 50) yield* b.tick();
  });
  sim.run();
  return sink.text();
}

/** The last lines of a dump of a counter that a bench ends after three cycles. */
function ending(finish: (sink: MemorySink) => void) {
  const sink = new MemorySink();
  finish(sink);
  return sink.text().split("\n").slice(-4);
}

function counter(sink: MemorySink) {
  const sim = simulate(Counter(8)).vcd(sink);
  sim.bench(function* (b) {
    b.drive(b.dut.en, 1);
    yield* b.tick(3);
    b.drive(b.dut.en, 0);
    if (b.now === 5000) throw new Error("stop");
  });
  return sim;
}

describe("waves of a run", () => {
  it("are the same byte for byte for the same seed, and others for another", () => {
    expect(dump(5)).to.equal(dump(5));
    expect(dump(5)).to.not.equal(dump(6));
    expect(dump(5, "random")).to.equal(dump(5, "random"));
  });

  it("hold what benches drove at the last time, however the run ended", () => {
    const whole = ["1!", "0#", "b11 $", ""];
    expect(
      ending((sink) => {
        thrown(() => counter(sink).run());
      }),
    ).to.deep.equal(["#5000", "1!", "b11 $", ""]); // what the failed round drove was never applied
    expect(
      ending((sink) => {
        const sim = simulate(Counter(8)).vcd(sink);
        sim.bench(function* (b) {
          b.drive(b.dut.en, 1);
          yield* b.tick(3);
          b.drive(b.dut.en, 0);
        });
        sim.run();
      }),
    ).to.deep.equal(whole);
  });

  it("are whole where a run is given up between two slices", () => {
    expect(
      ending((sink) => {
        using sim = counter(sink);
        sim.run({ cycles: 4 });
      }),
    ).to.deep.equal(["#4000", "1!", "b10 $", ""]);
  });

  it("show the step in which an assertion failed", () => {
    const sink = new MemorySink();
    const sim = simulate(Guard).vcd(sink);
    sim.bench(function* (b) {
      b.drive(b.dut.key, 1);
      b.drive(b.dut.busy, 1);
      b.drive(b.dut.op, Op.values.flush);
      yield* b.tick(2);
    });
    expect(failure(() => sim.run())).to.contain("at 3000 ps");
    expect(sink.text().split("\n").slice(-3)).to.deep.equal(["#3000", "1!", ""]);
  });

  it("go to a file with a GTKWave save file beside it", () => {
    const folder = mkdtempSync(join(tmpdir(), "cipherline-"));
    try {
      const path = join(folder, "count.vcd");
      using sim = simulate(Counter(8)).vcd(path);
      sim.bench(function* (b) {
        yield* b.tick();
      });
      sim.run();
      expect(readFileSync(path, "utf8")).to.contain("$comment Counter, seed 1 $end");
      expect(readFileSync(join(folder, "count.gtkw"), "utf8")).to.contain('[dumpfile] "count.vcd"');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("leave the file of an earlier run alone where they cannot begin", () => {
    const folder = mkdtempSync(join(tmpdir(), "waves-"));
    const path = join(folder, "run.vcd");
    writeFileSync(path, "earlier");
    try {
      using sim = simulate(Counter(8));
      expect(() => sim.vcd(path, { include: ["Counter.nope"] })).to.throw(
        DesignError,
        'WAVE: the pattern "Counter.nope" selects none of the',
      );
      expect(readFileSync(path, "utf8")).to.equal("earlier");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("that cannot be written stop the run", () => {
    const sink = {
      write: () => {
        throw new DesignError("WAVE", "the disk is full", [], "make room");
      },
      close: () => {},
    };
    using sim = simulate(Counter(8)).vcd(sink);
    sim.bench(function* (b) {
      yield* b.tick();
    });
    expect(failure(() => sim.run())).to.equal(
      "WAVE: the disk is full\n  fix: make room\n  at 3000 ps, cycle 3 of clk, seed 1",
    );
  });

  it("have rows of text for what the bench does", () => {
    const sink = new MemorySink();
    using sim = simulate(Counter(8)).vcd(sink);
    const lane = sim.lane("phase", "Counter");
    sim.bench(function* (b) {
      lane.set("counting");
      yield* b.tick();
    });
    sim.run();
    expect(sink.text()).to.match(/\$var string 1 (\S+) phase \$end.*#2000.*scounting \1\n/s);
  });

  it("are drawn as text, a column an edge, as registers see them", () => {
    using sim = simulate(Counter(4));
    const recording = sim.record({ include: ["Counter.en", "Counter.count"] });
    sim.bench(function* (b) {
      for (const en of [1, 1, 0, 1]) {
        b.drive(b.dut.en, en);
        yield* b.tick();
      }
    });
    sim.run();
    expect(renderAscii(recording, { pure: true, cell: 4, from: 2 })).to.equal(
      ["cycle   2   3   4   5", "en      --------\\___/---", "count   |0  |1  |2      |", ""].join("\n"),
    );
  });
});
