import { expect } from "chai";
import { AxiManager } from "../../../host/axi/manager.ts";
import { ProtocolChecker } from "../../../host/axi/protocol-checker.ts";
import { AxiSubordinate } from "../../../host/axi/subordinate.ts";
import { axi } from "../../../rtl/bus/axi.ts";
import { AxiCrossing } from "../../../rtl/bus/axi-crossing.ts";
import { random, simulate } from "../../../sim/bench/index.ts";
import {
  clockDomain,
  connect,
  currentDomain,
  elaborate,
  flip,
  instances,
  module,
} from "../../../sim/hdl/index.ts";

const OPTIONS = { addressBits: 52, dataBits: 512, idBits: 3 as number } as const;
const port = axi(OPTIONS);
const design = elaborate(
  module("Top", { up: flip(port), down: port }, ({ up, down }) => {
    const { link } = instances({
      link: AxiCrossing({ port: OPTIONS, from: currentDomain(), to: clockDomain("mem") }),
    });
    connect(link.up, up);
    connect(link.down, down);
  }),
);

describe("an AXI4 port in another clock domain", () => {
  for (const [from, to] of [
    [1250, 625],
    [1000, 1000],
    [700, 1900],
  ]) {
    it(`keeps every rule at both ends and every line between them, from ${from} ps to ${to} ps`, () => {
      using sim = simulate(design, { seed: 11 }).clock({ period: from }).clock({ domain: "mem", period: to });
      const limits = { maxReads: 8, maxWrites: 8 };
      const patterns = { aw: random(0.7), w: random(0.7), ar: random(0.7), b: random(0.6), r: random(0.6) };
      new ProtocolChecker(sim, sim.dut.up, { name: "up", ...limits });
      new ProtocolChecker(sim, sim.dut.down, { name: "down", domain: "mem", ...limits });
      const manager = new AxiManager(sim, sim.dut.up, { patterns, ...limits });
      new AxiSubordinate(sim, sim.dut.down, {
        domain: "mem",
        latency: (draw) => draw.between(1, 20),
        reorders: true,
      });
      const burst = (n: number) => ({ id: n % 8, addr: 64 * n, len: 0, size: 6 });
      const line = (n: number) => new Uint8Array(64).fill(n + 1);
      const found: number[][] = [];
      sim.bench(function* () {
        for (let n = 0; n < 40; n++) manager.write({ ...burst(n), data: line(n) });
        yield* manager.drained();
        for (let n = 0; n < 40; n++) {
          manager.read(burst(n), ({ response, data }) => {
            if (response === "OKAY") found[n] = [...data];
          });
        }
        yield* manager.drained();
      });
      sim.run();
      expect(found).to.deep.equal(Array.from({ length: 40 }, (_, n) => [...line(n)]));
    });
  }
});
