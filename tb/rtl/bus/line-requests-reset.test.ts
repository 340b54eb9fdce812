import { expect } from "chai";
import { ByteMemory } from "../../../host/axi/byte-memory.ts";
import { AxiManager } from "../../../host/axi/manager.ts";
import { ProtocolChecker } from "../../../host/axi/protocol-checker.ts";
import { LINE_PORT_DEFAULTS } from "../../../rtl/bus/line-port.ts";
import { type Bench, simulate, type Task } from "../../../sim/bench/index.ts";
import { startStorm } from "../../host/axi/storm.ts";
import { KINDS, traffic } from "../../host/axi/traffic.ts";
import { LineMemory } from "./line-memory.ts";
import { PORTS, type portOf, WIDTHS } from "./rig.ts";

type Ports = ReturnType<typeof portOf>["io"];

/** An engine that is to be killed: takes requests and answers them as it likes, some with errors. */
function startEngine(b: Bench<Ports>): () => void {
  const { read, write } = b.dut;
  const { random } = b;
  function* serve(kind: "read" | "write"): Task {
    const { request, response } = b.dut[kind];
    const waiting: bigint[] = [];
    const seen = { valid: request.valid, ready: request.ready, slot: request.payload.slot };
    for (;;) {
      b.drive(request.ready, random.chance(0.8));
      const answers = waiting.length > 0 && random.chance(0.5);
      b.drive(response.valid, answers);
      if (answers) {
        const [slot] = waiting.splice(random.below(waiting.length), 1);
        b.drive(response.payload.slot, slot);
        b.drive(response.payload.error, random.chance(0.2));
        if (kind === "read") b.drive(read.response.payload.line, random.bits(512));
      }
      const { valid, ready, slot } = yield* b.sampleLogic(seen); // x where nothing is asked
      if (valid.value & ready.value) waiting.push(slot.value);
    }
  }
  const forks = (["read", "write"] as const).map((kind) => b.fork(serve(kind), { background: true }));
  return () => {
    for (const fork of forks) b.kill(fork);
    for (const { response } of [read, write]) b.drive(response.valid, 0);
  };
}

describe("AXI4 to lines, reset in the middle of bursts", () => {
  for (const width of WIDTHS) {
    it(`forgets all that was under way, and answers what is new, on a bus of ${width} bits`, () => {
      const under = { reads: 0, writes: 0 };
      for (let seed = 1; seed <= 4; seed++) {
        const edges = seed % 2 === 0 ? 1 : 5;
        const sim = simulate(PORTS[width], { seed });
        const { bus, read, write } = sim.dut;
        const { reads, writes } = LINE_PORT_DEFAULTS;
        new ProtocolChecker(sim, bus, { maxReads: reads, maxWrites: writes });
        const idle = [bus.aw, bus.w, bus.ar, read.response, write.response].map(({ valid }) => valid);
        for (const port of [...idle, bus.b.ready, bus.r.ready, read.request.ready, write.request.ready])
          sim.drive(port, 0);
        let isOver = false;
        sim.background(function* oldLife(b) {
          yield* b.tick(); // nothing is offered at the first edge after a reset (IHI 0022H, A3.1.2)
          const ends = [startStorm(b, bus, width / 8), startEngine(b)];
          yield* b.tick(b.random.between(10, 150));
          for (const end of ends) end();
          under.reads += Number(b.peek(b.signal("LineRequests.reads.outstanding")));
          under.writes += Number(b.peek(b.signal("LineRequests.writes.outstanding")));
          b.drive(b.resetPin(), 1);
          yield* b.tick(edges);
          b.drive(b.resetPin(), 0);
          isOver = true;
        });
        while (!isOver) sim.run({ cycles: 1 });

        // Whoever comes now knows of nothing before: an answer without its burst fails the checker and the manager.
        const manager = new AxiManager(sim, bus);
        const lines = new LineMemory(sim, sim.dut, { latency: 20 });
        const model = new ByteMemory();
        const work = {
          bursts: 40,
          busBytes: width / 8,
          ids: 16,
          kinds: KINDS,
          refused: ["fixed"],
        } as const;
        sim.bench((b) => traffic(b, manager, model, work));
        sim.run({ cycles: 20_000 });
        expect([...lines.memory.read(0, 8192)], `seed ${seed}`).to.deep.equal([...model.read(0, 8192)]);
      }
      expect([under.reads, under.writes].map((bursts) => bursts > 10)).to.deep.equal([true, true]);
    });
  }
});
