import { expect } from "chai";
import { Random } from "../../../sim/bench/index.ts";
import { filled, isBank } from "../memory-words.ts";
import { CoreRig, coreDesign } from "./core-rig.ts";
import { at, keysOf } from "./programmed.ts";

// Points of the test plan: key zeroise, reset.

const LINE = new Random(83).bytes(64);
const SLOTS = 5;

describe("the engine, reset while it holds keys", () => {
  for (const keyBits of [128, 256] as const) {
    for (const roundKeys of ["stored", "on-the-fly"] as const) {
      const design = coreDesign({ keyBits, roundKeys, slots: SLOTS });
      const banks = design.netlist.memories.filter(isBank).length;

      it(`keeps no key in any bank, and takes no line until all are cleared (AES-${keyBits}, ${roundKeys})`, () => {
        const rig = new CoreRig(design);
        const { sim } = rig;
        sim.bench(function* (b) {
          expect(filled(sim, isBank), "memories hold x at power-up").to.have.lengthOf(banks);
          for (const keyId of [0, 1, 2]) rig.update(keysOf(keyId, keyBits));
          yield* rig.settled(b);
          rig.write(at(1, 0x40), LINE);
          yield* rig.settled(b);
          expect(filled(sim, isBank)).to.have.lengthOf(banks);

          b.drive(b.resetPin(), 1);
          yield* b.tick();
          b.drive(b.resetPin(), 0);
          rig.read(at(1, 0x40));
          // A cycle a row, the TME key's among them, and one to see that all are cleared.
          for (let row = 0; row < SLOTS + 2; row++) {
            yield* b.settle();
            const { draining, read } = b.dut;
            expect([b.peek(draining), b.peek(read.request.ready)], `row ${row}`).to.deep.equal([1n, 0n]);
            yield* b.tick();
          }
          yield* b.settle();
          expect([b.peek(b.dut.draining), b.peek(b.dut.read.request.ready)]).to.deep.equal([0n, 1n]);
          expect(filled(sim, isBank)).to.deep.equal([]);
        });
        sim.run({ cycles: 2000 });
      });
    }
  }
});
