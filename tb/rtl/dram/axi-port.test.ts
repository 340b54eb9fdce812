import { expect } from "chai";
import { checkDram } from "../../../host/dram/checker.ts";
import { MemoryDevice } from "../../../host/dram/device.ts";
import { AxiBurst, axi } from "../../../rtl/bus/axi.ts";
import { DramPort } from "../../../rtl/dram/axi-port.ts";
import { DramController, dramPins } from "../../../rtl/dram/controller.ts";
import { DDR4_3200 } from "../../../rtl/dram/timing.ts";
import { random, StreamDriver, StreamSink, simulate } from "../../../sim/bench/index.ts";
import { connect, elaborate, flip, instances, module } from "../../../sim/hdl/index.ts";

const idBits: number = 5;
const Memory = module(
  "Memory",
  {
    bus: flip(axi({ addressBits: 52, dataBits: 512, idBits })),
    pins: dramPins(DDR4_3200.organisation),
  },
  ({ bus, pins }) => {
    const { port, controller } = instances({
      port: DramPort({ idBits, memoryBits: 33 }),
      controller: DramController({ device: DDR4_3200, tagBits: idBits }),
    });
    connect(port.bus, bus);
    connect(controller.request, port.request);
    connect(port.response, controller.response);
    connect(controller.pins, pins);
  },
);
const design = elaborate(Memory);
const ALL = 2n ** 64n - 1n;

interface Read {
  readonly id: number;
  readonly addr: number;
}
interface Write extends Read {
  readonly data: bigint;
}

function rig(options: { sink?: number; source?: number } = {}) {
  const sim = simulate(design, { seed: 6 });
  const { bus, pins } = sim.dut;
  const device = new MemoryDevice(sim, pins, { device: DDR4_3200 });
  checkDram(sim, pins, DDR4_3200);
  const source = { pattern: random(options.source ?? 1) };
  const sink = { pattern: random(options.sink ?? 1) };
  const drivers = {
    ar: new StreamDriver(sim, bus.ar, source),
    aw: new StreamDriver(sim, bus.aw, source),
    w: new StreamDriver(sim, bus.w, source),
  };
  const r = new StreamSink(sim, bus.r, sink);
  const b = new StreamSink(sim, bus.b, sink);
  const beat = { len: 0, size: 6, burst: AxiBurst.values.INCR, lock: 0, cache: 3, prot: 0, qos: 0 };
  return {
    sim,
    device,
    r,
    b,
    read: ({ id, addr }: Read, change = {}) => drivers.ar.send({ ...beat, id, addr, ...change }),
    write: ({ id, addr, data }: Write, change = {}, changeBeat = {}) => {
      drivers.aw.send({ ...beat, id, addr, ...change });
      drivers.w.send({ data, strb: ALL, last: 1, ...changeBeat });
    },
  };
}

describe("the AXI4 port of the memory", () => {
  it("writes and reads lines, and gives back IDs", () => {
    const { sim, read, write, r, b } = rig();
    sim.bench(function* (bench) {
      write({ id: 3, addr: 0x1000, data: 55n });
      write({ id: 4, addr: 0x2040, data: 66n });
      while (b.count < 2) yield* bench.tick();
      read({ id: 9, addr: 0x2040 });
      read({ id: 10, addr: 0x1000 });
      read({ id: 11, addr: 0x3000 });
      while (r.count < 3) yield* bench.tick();
    });
    sim.run({ cycles: 1000 });
    expect(b.transfers.map(({ payload }) => payload)).to.deep.equal([
      { id: 3n, resp: 0n },
      { id: 4n, resp: 0n },
    ]);
    const byId = r.transfers.map(({ payload }) => payload).sort((one, two) => Number(one.id - two.id));
    expect(byId).to.deep.equal([
      { id: 9n, data: 66n, resp: 0n, last: 1n },
      { id: 10n, data: 55n, resp: 0n, last: 1n },
      { id: 11n, data: 0n, resp: 0n, last: 1n },
    ]);
  });

  it("adds one cycle to a read: 48 of a closed bank, and 3 of the controller", () => {
    const { sim, read, r } = rig();
    let taken = 0;
    sim.bench(function* (bench) {
      yield* bench.tick(10);
      read({ id: 1, addr: 0 });
      yield* bench.until(bench.dut.bus.ar.valid);
      taken = bench.cycle;
      while (r.count < 1) yield* bench.tick();
    });
    sim.run({ cycles: 200 });
    expect(r.transfers[0].cycle - taken).to.equal(48 + 3 + 1);
  });

  it("lets reads and writes take turns, and loses none under back-pressure", () => {
    const { sim, read, write, r, b, device } = rig({ sink: 0.3, source: 0.8 });
    const lines = new Map<number, bigint>();
    sim.bench(function* (bench) {
      for (let i = 0; i < 32; i++) {
        const [data, addr] = [bench.random.bits(512), 64 * i];
        lines.set(addr, data);
        write({ id: i, addr, data });
        read({ id: i, addr: 2 ** 20 + addr });
      }
      while (r.count < 32 || b.count < 32) yield* bench.tick();
      for (let i = 0; i < 32; i++) read({ id: i, addr: 64 * i });
      while (r.count < 64) yield* bench.tick();
    });
    sim.run({ cycles: 4000 });
    const ids = (items: readonly { payload: { id: bigint } }[]) =>
      items.map(({ payload }) => Number(payload.id));
    const sorted = (list: number[]) => list.sort((one, two) => one - two);
    const all = Array.from({ length: 32 }, (_, i) => i);
    expect(ids(b.transfers)).to.deep.equal(all);
    expect(sorted(ids(r.transfers.slice(0, 32)))).to.deep.equal(all);
    for (const { payload } of r.transfers.slice(32))
      expect(payload.data).to.equal(lines.get(64 * Number(payload.id)));
    expect(sorted(ids(r.transfers.slice(32)))).to.deep.equal(all);
    expect(device.cells.size).to.equal(32);
  });

  it("answers what lies beyond the memory by DECERR, and touches nothing", () => {
    const { sim, read, write, r, b, device } = rig();
    sim.bench(function* (bench) {
      read({ id: 1, addr: 2 ** 33 });
      write({ id: 2, addr: 2 ** 51, data: 1n });
      read({ id: 3, addr: 2 ** 33 - 64 });
      while (r.count < 2 || b.count < 1) yield* bench.tick();
    });
    sim.run({ cycles: 400 });
    const answers = [...r.transfers, ...b.transfers].map(({ payload: { id, resp } }) => [
      Number(id),
      Number(resp),
    ]);
    expect(answers).to.deep.equal([
      [1, 3],
      [3, 0],
      [2, 3],
    ]);
    expect(device.cells.size).to.equal(0);
  });
});
