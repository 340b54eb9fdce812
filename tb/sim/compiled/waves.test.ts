import { expect } from "chai";
import { LineCipher } from "../../../rtl/xts/line-cipher.ts";
import { type EngineName, random, StreamDriver, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { MemorySink } from "../../../sim/waves/sink.ts";
import { Family, Lines, Slice, Worker } from "../bench/duts.ts";

/** The bytes of a wave file on either engine, with random bits for x and z. */
const onBoth = (write: (sink: MemorySink, engine: EngineName) => void): string[] =>
  (["event", "compiled"] as const).map((engine) => {
    const sink = new MemorySink();
    write(sink, engine);
    return sink.text();
  });

const options = (engine: EngineName) => ({ engine, policy: "random", seed: 9 }) as const;

describe("wave files of the compiled engine are those of the event engine, byte for byte", () => {
  it("for streams that stall, of words and of vectors", () => {
    for (const dut of [Slice(1), Slice(32), Slice(200), Lines]) {
      const [event, compiled] = onBoth((sink, engine) => {
        using sim = simulate(dut as typeof Lines, options(engine)).vcd(sink);
        const driver = new StreamDriver(sim, sim.dut.up, { pattern: random(0.7), between: "x" });
        const out = new StreamSink(sim, sim.dut.down, { pattern: random(0.7) });
        sim.bench(function* (b) {
          const { payload } = b.dut.up;
          const item = () =>
            "line" in payload ? { line: b.random.bits(512), tag: b.random.bits(4) } : b.random.bits(1);
          for (let i = 0; i < 40; i++) driver.send(item() as never);
          while (out.count < 40) yield* b.tick();
        });
        sim.run();
      });
      expect(compiled).to.equal(event);
    }
  });

  it("for gated and divided clocks, and for a state machine", () => {
    for (const dut of [Family, Worker]) {
      const [event, compiled] = onBoth((sink, engine) => {
        using sim = simulate(dut as typeof Worker, options(engine)).vcd(sink);
        sim.bench(function* (b) {
          for (let i = 0; i < 60; i++) {
            for (const port of Object.values(b.dut).slice(0, 1)) b.drive(port, b.random.bits(1));
            yield* b.tick();
          }
        });
        sim.run();
      });
      expect(compiled).to.equal(event);
    }
  });

  it("for a cipher of four lanes with memories", () => {
    const [event, compiled] = onBoth((sink, engine) => {
      const dut = LineCipher({ direction: "encrypt", keyBits: 128, lanes: 4 });
      using sim = simulate(dut, options(engine)).vcd(sink, { revealSecrets: true });
      sim.bench(function* (b) {
        const { up, down, program } = b.dut;
        const bits = (n: number) => b.random.bits(n);
        for (let i = 0; i < 60; i++) {
          b.drive(down.ready, i % 5 === 4 ? 0 : 1);
          b.drive(program.valid, i === 1 ? 1 : 0);
          b.drive(program.payload.dataKey, bits(128));
          b.drive(program.payload.tweakKey, bits(128));
          b.drive(up.valid, i > 16 ? bits(1) : 0);
          b.drive(up.payload.line, bits(512));
          b.drive(up.payload.tweak, bits(128));
          yield* b.tick();
        }
      });
      sim.run();
    });
    expect(compiled).to.equal(event);
  });
});
