import { expect } from "chai";
import { ByteMemory } from "../../../host/axi/byte-memory.ts";
import { AxiManager } from "../../../host/axi/manager.ts";
import { axiPortAt } from "../../../host/axi/port.ts";
import { ProtocolChecker } from "../../../host/axi/protocol-checker.ts";
import { checkDram } from "../../../host/dram/checker.ts";
import { MemoryDevice } from "../../../host/dram/device.ts";
import { boot } from "../../../host/platform/bios.ts";
import { ConfigInterface } from "../../../host/platform/config-ports.ts";
import { entropySource } from "../../../host/platform/entropy.ts";
import { KeyService } from "../../../host/platform/key-service.ts";
import { platformOf } from "../../../rtl/config/platform.ts";
import { DDR4_3200 } from "../../../rtl/dram/timing.ts";
import { ENGINE_DEFAULTS } from "../../../rtl/engine/engine-options.ts";
import { CONFIG_CLOCK, MEMORY_CLOCK, MemorySystem } from "../../../rtl/engine/memory-system.ts";
import { type Bench, simulate, type Task } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import { signalPath } from "../../../sim/netlist/netlist.ts";
import { startStorm } from "../../host/axi/storm.ts";
import { KINDS, traffic } from "../../host/axi/traffic.ts";

const platform = platformOf({ physicalBits: 46, maxKeyIdBits: 2, maxKeys: 3 });
const built = (limits: { readonly reads: number; readonly writes: number }) =>
  elaborate(
    MemorySystem({
      ...ENGINE_DEFAULTS,
      ...limits,
      slots: 3,
      dataBits: 128,
      idBits: 4,
      device: DDR4_3200,
      platform,
    }),
  );
const LIMITS = { reads: 8, writes: 8 };
const DESIGN = built(LIMITS);
const CLOCKS = ["clk", MEMORY_CLOCK, CONFIG_CLOCK] as const;
const PLAN = { mode: "mktme", algorithm: "aes-xts-128", keyIdBits: 2 } as const;
const BUS_BYTES = 16;
const PAGES = 8192;

/** The memory system with its device and every rule that there is, and nobody at the bus. */
function system(seed: number, limits = LIMITS) {
  const sim = simulate(limits === LIMITS ? DESIGN : built(limits), { seed })
    .clock({ period: 1250 })
    .clock({ period: 625, domain: MEMORY_CLOCK })
    .clock({ period: 4100, domain: CONFIG_CLOCK });
  const { dut } = sim;
  const { bus, msr, pconfig, otherLock, entropy } = dut;
  const device = new MemoryDevice(sim, dut.dram, { device: DDR4_3200, domain: MEMORY_CLOCK });
  checkDram(sim, dut.dram, DDR4_3200, MEMORY_CLOCK);
  new ProtocolChecker(sim, bus, { name: "the bus", maxReads: limits.reads, maxWrites: limits.writes });
  const memoryBus = axiPortAt(sim, "MemorySystem.memory.bus");
  new ProtocolChecker(sim, memoryBus, { name: "the memory's bus", domain: MEMORY_CLOCK });
  const idle = [bus.ar, bus.aw, bus.w, msr.access, pconfig.command, entropy.answer].map(({ valid }) => valid);
  const ready = [bus.r, bus.b, msr.result, pconfig.result].map((stream) => stream.ready);
  for (const port of [...idle, ...ready, otherLock.request]) sim.drive(port, 0);
  sim.background((b) => entropySource(b, entropy, seed, () => {}), { domain: CONFIG_CLOCK });
  return { sim, dut, device };
}

type Sim = ReturnType<typeof system>["sim"];

function runUntil(sim: Sim, isOver: () => boolean): void {
  while (!isOver()) sim.run({ cycles: 1 });
}

/** Boots, and gives keyID 1 ever new keys. */
function* software(b: Bench<Sim["dut"]>, booted: () => void): Task {
  const config = new ConfigInterface(b, b.dut);
  yield* boot(config, platform, PLAN);
  booted();
  const service = new KeyService(config, PLAN.algorithm);
  for (;;) {
    yield* service.setKey(1, b.random.bytes(16), b.random.bytes(16));
    yield* b.tick(20);
  }
}

describe("the memory system, reset in the middle of bursts", () => {
  for (const seed of [1, 2]) {
    it(`forgets what was under way in all its clocks, and works as new, seed ${seed}`, () => {
      const { sim, dut, device } = system(seed);
      let lives = 0;
      let isBooted = false;
      for (const life of ["old", "new"]) {
        isBooted = false;
        let stop = (): void => {};
        sim.background(
          function* config(b) {
            const task = b.fork(
              software(b, () => {
                isBooted = true;
              }),
            );
            stop = () => b.kill(task);
          },
          { domain: CONFIG_CLOCK },
        );
        runUntil(sim, () => isBooted);
        if (life === "new") break;
        sim.background(function* fabric(b) {
          const end = startStorm(b, dut.bus, BUS_BYTES);
          yield* b.tick(b.random.between(100, 400));
          end();
          stop();
          for (const port of [dut.msr.access, dut.pconfig.command]) b.drive(port.valid, 0);
          for (const clock of CLOCKS) b.drive(b.resetPin(clock), 1);
          yield* b.tick(2, CONFIG_CLOCK);
          for (const clock of CLOCKS) b.drive(b.resetPin(clock), 0);
          lives++;
        });
        runUntil(sim, () => lives === 1);
      }
      expect(device.commands.RD * device.commands.WR, "the old life had come to the device").to.be.above(0);

      const manager = new AxiManager(sim, dut.bus);
      const model = new ByteMemory();
      sim.bench(function* newLife(b) {
        for (let addr = 0; addr < PAGES; addr += 64) {
          const data = b.random.bytes(64);
          for (const [i, byte] of data.entries()) model.setByte(addr + i, byte);
          manager.write({ id: addr % 16, addr, len: 64 / BUS_BYTES - 1, size: Math.log2(BUS_BYTES), data });
        }
        yield* manager.drained(20_000);
        const work = { bursts: 30, busBytes: BUS_BYTES, ids: 16, kinds: KINDS, refused: ["fixed"] } as const;
        yield* traffic(b, manager, model, work);
      });
      sim.run({ cycles: 50_000 });
      expect(manager.pending).to.equal(0);
    });
  }
});

describe("the memory system, in reset", () => {
  it("clears every register that holds a key, a mask or a state of a cipher", () => {
    const { netlist } = DESIGN;
    const inits = new Map(netlist.registers.map(({ node, init }) => [node, init]));
    const secrets = netlist.signals.filter(({ node, secret }) => secret && inits.has(node));
    const kept = secrets.filter(({ node }) => inits.get(node) === undefined);
    expect(secrets.length).to.be.above(50);
    expect(
      secrets.every(({ node }) => !inits.get(node)),
      "no reset value is a secret",
    ).to.equal(true);
    // They come with a key in one word; what makes them valid is cleared.
    expect(kept.map((signal) => signalPath(netlist, netlist.signals.indexOf(signal)))).to.deep.equal([
      "MemorySystem.engine.table.cam.keyIds",
      "MemorySystem.engine.table.cam.modes",
    ]);
  });
});

describe("the memory system, with room for two reads and two writes", () => {
  it("answers partial writes though their manager takes no read data before all its writes are answered", () => {
    const { sim, dut } = system(3, { reads: 2, writes: 2 });
    const WRITES = 24;
    let isBooted = false;
    sim.background((b) => software(b, () => (isBooted = true)), { domain: CONFIG_CLOCK });
    runUntil(sim, () => isBooted);
    const answered: string[] = [];
    const manager = new AxiManager(sim, dut.bus, {
      patterns: { r: () => () => answered.length >= WRITES },
    });
    sim.bench(function* (b) {
      for (let i = 0; i < WRITES; i++) {
        // Reads wait behind each other for ever; the writes are of some bytes, and half of them hit one line.
        manager.read({ id: i % 16, addr: 64 * i, len: 3, size: 4 });
        const addr = 64 * (i % 2 === 0 ? 100 : i) + 4;
        manager.write({ id: i % 16, addr, len: 0, size: 2, data: b.random.bytes(4) }, ({ response }) =>
          answered.push(`${response} ${manager.pending >= WRITES}`),
        );
      }
      yield* manager.drained(20_000);
    });
    sim.run({ cycles: 20_000 });
    expect(answered).to.deep.equal(new Array(WRITES).fill("OKAY true"));
    expect(manager.pending).to.equal(0);
  });
});
