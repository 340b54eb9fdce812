import { expect } from "chai";
import { ByteMemory } from "../../../host/axi/byte-memory.ts";
import { every, random } from "../../../sim/bench/index.ts";
import { KINDS, traffic } from "../../host/axi/traffic.ts";
import { PORTS, rig, WIDTHS } from "./rig.ts";

describe("AXI4 to lines", () => {
  for (const width of WIDTHS) {
    for (const seed of [1, 2]) {
      it(`agrees with a model of bytes over random bursts, ${width} bits, seed ${seed}`, () => {
        const { sim, manager, lines, seen } = rig(PORTS[width], {
          seed,
          latency: 60,
          takes: 0.8,
          patterns: { aw: random(0.5), w: random(0.8), b: every(2), ar: random(0.7), r: random(0.8) },
        });
        const model = new ByteMemory();
        const options = {
          bursts: 250,
          busBytes: width / 8,
          ids: 16,
          kinds: KINDS,
          refused: ["fixed"],
        } as const;
        sim.bench((b) => traffic(b, manager, model, options));
        sim.run({ cycles: 50_000 });
        expect(seen.length).to.equal(250);
        expect([...lines.memory.read(0, 8192)]).to.deep.equal([...model.read(0, 8192)]);
      });
    }
  }
});
