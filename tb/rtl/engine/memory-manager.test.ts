import { expect } from "chai";
import { ENGINE_DEFAULTS } from "../../../rtl/engine/engine-options.ts";
import { MemoryManager, memoryAxi } from "../../../rtl/engine/memory-manager.ts";
import { type Simulation, simulate } from "../../../sim/bench/index.ts";
import { elaborate, type Outside } from "../../../sim/hdl/index.ts";

const options = { ...ENGINE_DEFAULTS, reads: 32, writes: 16 };
const design = elaborate(MemoryManager(options));
type Ports = Outside<ReturnType<typeof MemoryManager>["shape"]>;

/** One line in one beat of 64 bytes (IHI 0022H, A3.4.1), normal memory, bufferable (A4.4). */
const ONE_LINE = { len: 0n, size: 6n, burst: 1n, lock: 0n, cache: 0b0011n, prot: 0n, qos: 0n };
const LINE = 2n ** 511n + 5n;

/** All pins at rest, and then these. */
function at(sim: Simulation<Ports>, set: (dut: Ports) => void): Ports {
  const { dut } = sim;
  for (const { valid } of [dut.read.request, dut.write.request, dut.bus.b, dut.bus.r]) sim.drive(valid, 0);
  for (const { ready } of [dut.read.response, dut.write.response, dut.bus.aw, dut.bus.w, dut.bus.ar]) {
    sim.drive(ready, 0);
  }
  set(dut);
  sim.run({ time: 1 });
  return dut;
}

describe("the manager of the memory's bus", () => {
  it("has an ID for each transaction of the engine, that of old lines among them", () => {
    expect(memoryAxi(options)).to.deep.equal({ addressBits: 52, dataBits: 512, idBits: 6 });
    expect(memoryAxi({ ...options, reads: 1, writes: 64 }).idBits).to.equal(6);
  });

  it("asks for a line in one beat, with the slot as its ID, in the same cycle", () => {
    using sim = simulate(design);
    const { bus, read } = at(sim, ({ read: { request }, bus: { ar } }) => {
      sim.drive(request.valid, 1).drive(request.payload.address, 0x1240).drive(request.payload.slot, 33);
      sim.drive(ar.ready, 1);
    });
    expect(sim.peek(bus.ar)).to.deep.equal({
      valid: 1n,
      ready: 1n,
      payload: { ...ONE_LINE, addr: 0x1240n, id: 33n },
    });
    expect(sim.peek(read.request.ready)).to.equal(1n);
  });

  it("writes a line whole, with address and data in the same cycle, when both are taken", () => {
    using sim = simulate(design);
    for (const [aw, w] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const) {
      const { bus, write } = at(sim, ({ write: { request }, bus: port }) => {
        sim.drive(request.valid, 1).drive(request.payload.address, 0x40).drive(request.payload.slot, 9);
        sim.drive(request.payload.line, LINE).drive(port.aw.ready, aw).drive(port.w.ready, w);
      });
      const isTaken = BigInt(aw & w);
      expect(sim.peek(write.request.ready)).to.equal(isTaken);
      expect([sim.peek(bus.aw.valid), sim.peek(bus.w.valid)]).to.deep.equal([BigInt(w), BigInt(aw)]);
      expect(sim.peek(bus.aw.payload)).to.deep.equal({ ...ONE_LINE, addr: 0x40n, id: 9n });
      expect(sim.peek(bus.w.payload)).to.deep.equal({ data: LINE, strb: 2n ** 64n - 1n, last: 1n });
    }
  });

  it("gives answers on by their IDs, SLVERR and DECERR as errors", () => {
    using sim = simulate(design);
    for (const [resp, error] of [
      [0, 0n],
      [1, 0n],
      [2, 1n],
      [3, 1n],
    ] as const) {
      const { read, write } = at(sim, ({ bus: { r, b } }) => {
        sim.drive(r.valid, 1).drive(r.payload.id, 33).drive(r.payload.data, LINE).drive(r.payload.resp, resp);
        sim.drive(r.payload.last, 1);
        sim.drive(b.valid, 1).drive(b.payload.id, 9).drive(b.payload.resp, resp);
      });
      expect(sim.peek(read.response.payload)).to.deep.equal({ slot: 33n, line: LINE, error });
      expect(sim.peek(write.response.payload)).to.deep.equal({ slot: 9n, error });
      expect([sim.peek(read.response.valid), sim.peek(write.response.valid)]).to.deep.equal([1n, 1n]);
    }
  });
});
