import { expect } from "chai";
import { ByteMemory } from "../../../host/axi/byte-memory.ts";
import { AxiManager } from "../../../host/axi/manager.ts";
import { CONFIG_CLOCK, MEMORY_CLOCK } from "../../../rtl/engine/memory-system.ts";
import { signalPath } from "../../../sim/netlist/netlist.ts";
import { startStorm } from "../../host/axi/storm.ts";
import { KINDS, traffic } from "../../host/axi/traffic.ts";
import { filled } from "../memory-words.ts";
import { software, system, systemDesign } from "./system-rig.ts";

const DESIGN = systemDesign();
const CLOCKS = ["clk", MEMORY_CLOCK, CONFIG_CLOCK] as const;
const BUS_BYTES = 16;
const PAGES = 8192;

type Sim = ReturnType<typeof system>["sim"];

function runUntil(sim: Sim, isOver: () => boolean): void {
  while (!isOver()) sim.run({ cycles: 1 });
}

describe("the memory system, reset in the middle of bursts", () => {
  for (const seed of [1, 2]) {
    it(`forgets what was under way in all its clocks, and works as new, seed ${seed}`, () => {
      const { sim, dut, device } = system(DESIGN, seed);
      let lives = 0;
      let isBooted = false;
      for (const life of ["old", "new"]) {
        isBooted = false;
        let stop = (): void => {};
        sim.background(
          function* config(b) {
            const task = b.fork(
              software(b, DESIGN, () => {
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
  for (const roundKeys of ["stored", "on-the-fly"] as const) {
    it(`clears every register that holds a key, a mask or a state of a cipher, round keys ${roundKeys}`, () => {
      const { netlist } = systemDesign({ roundKeys, lanes: 2 });
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
  }

  it("leaves no key in any memory once the rows are swept: masks of slots alone stay", () => {
    const { sim } = system(DESIGN, 4);
    let isBooted = false;
    sim.background((b) => software(b, DESIGN, () => (isBooted = true)), { domain: CONFIG_CLOCK });
    runUntil(sim, () => isBooted);
    const secrets = () => filled(sim, ({ secret }) => secret);
    sim.bench(function* fabric(b) {
      yield* b.tick(1000);
      expect(secrets()).to.include("MemorySystem.engine.writing.data.pipe.key10");
      for (const clock of CLOCKS) b.drive(b.resetPin(clock), 1);
      yield* b.tick(2, CONFIG_CLOCK);
      for (const clock of CLOCKS) b.drive(b.resetPin(clock), 0);
      yield* b.tick(DESIGN.options.slots + 2);
      expect(secrets()).to.deep.equal(["MemorySystem.engine.reading.masks"]);
    });
    sim.run();
  });
});

describe("the memory system, with room for two reads and two writes", () => {
  it("answers partial writes though their manager takes no read data before all its writes are answered", () => {
    const design = systemDesign({ reads: 2, writes: 2 });
    const { sim, dut } = system(design, 3);
    const WRITES = 24;
    let isBooted = false;
    sim.background((b) => software(b, design, () => (isBooted = true)), { domain: CONFIG_CLOCK });
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
