import { expect } from "chai";
import { KeyTableLock } from "../../../rtl/config/key-table-lock.ts";
import { PconfigUnit } from "../../../rtl/config/pconfig-unit.ts";
import { StreamDriver, type StreamEnd, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { type Bits, connect, instances, module } from "../../../sim/hdl/index.ts";
import { ACTIVATION, COMMAND } from "./pconfig-rig.ts";

describe("the lock of the key table", () => {
  /** Who is granted in each cycle, for requests of the first and of the second agent. */
  function grants(requests: readonly string[]): string[] {
    const granted: string[] = [];
    using sim = simulate(KeyTableLock);
    sim.bench(function* (b) {
      const { first, second } = b.dut;
      for (const request of requests) {
        b.drive(first.request, request.includes("1"));
        b.drive(second.request, request.includes("2"));
        const now = yield* b.sample({ first: first.granted, second: second.granted });
        granted.push(`${now.first ? "1" : ""}${now.second ? "2" : ""}`);
      }
    });
    sim.run();
    return granted;
  }

  it("is granted to who asks while it is free", () => {
    expect(grants(["", "1", "", "2", ""])).to.deep.equal(["", "1", "", "2", ""]);
  });

  it("is held for as long as it is requested", () => {
    expect(grants(["1", "12", "12", "2", "12", "12", "1"])).to.deep.equal([
      "1",
      "1",
      "1",
      "2",
      "2",
      "2",
      "1",
    ]);
  });

  it("goes to the first of two that ask at once", () => {
    expect(grants(["12", "12", "2"])).to.deep.equal(["1", "1", "2"]);
  });

  it("is free after reset", () => {
    using sim = simulate(KeyTableLock);
    sim.bench(function* (b) {
      const { first, second } = b.dut;
      b.drive(first.request, 0);
      b.drive(second.request, 1);
      yield* b.tick(2);
      b.drive(b.resetPin(), 1);
      b.drive(second.request, 0);
      yield* b.tick();
      b.drive(b.resetPin(), 0);
      b.drive(first.request, 1);
      b.drive(second.request, 1);
      yield* b.settle();
      expect(b.peek({ first: first.granted, second: second.granted })).to.deep.equal({
        first: 1n,
        second: 0n,
      });
    });
    sim.run();
  });
});

describe("two processors that execute PCONFIG at once", () => {
  const { lock: _, ...ports } = PconfigUnit().shape;
  const Pair = module("Pair", { first: ports, second: ports }, (io) => {
    const { lock, one, two } = instances({ lock: KeyTableLock, one: PconfigUnit(), two: PconfigUnit() });
    const { lock: lockOfOne, ...restOfOne } = one;
    const { lock: lockOfTwo, ...restOfTwo } = two;
    connect(lock.first, lockOfOne);
    connect(lock.second, lockOfTwo);
    connect(restOfOne, io.first);
    connect(restOfTwo, io.second);
  });

  it("have one success and one DEVICE_BUSY, and a success at the next try", () => {
    using sim = simulate(Pair);
    const agents = [sim.dut.first, sim.dut.second].map(
      ({ command, result, keyUpdate, keyDone, activation }) => {
        const done = new StreamDriver(sim, keyDone as unknown as StreamEnd<Bits>);
        const entries = new StreamSink(sim, keyUpdate, { each: () => done.send(1) });
        for (const name of Object.keys(ACTIVATION) as (keyof typeof ACTIVATION)[])
          sim.drive(activation[name], ACTIVATION[name]);
        return { command: new StreamDriver(sim, command), results: new StreamSink(sim, result), entries };
      },
    );
    sim.bench(function* (b) {
      const codes = () => agents.map(({ results }) => results.transfers.map(({ payload }) => payload.code));
      const [first, second] = agents;
      first.command.send({ ...COMMAND, keyId: 1 });
      second.command.send({ ...COMMAND, keyId: 2 });
      yield* first.command.drained();
      expect(codes()).to.deep.equal([[0n], [5n]]);
      second.command.send({ ...COMMAND, keyId: 2 });
      yield* second.command.drained();
      expect(codes()).to.deep.equal([[0n], [5n, 0n]]);
      expect(agents.map(({ entries }) => entries.count)).to.deep.equal([1, 1]);
      yield* b.tick();
    });
    sim.run({ cycles: 1000 });
  });
});
