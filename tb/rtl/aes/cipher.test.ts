import { expect } from "chai";
import { StreamDriver, StreamSink } from "../../../sim/bench/index.ts";
import { bytes, hex } from "../bytes.ts";
import { type AesDesign, elaborateAes, simulateAes } from "./rig.ts";

/** FIPS 197, C.1: the states at the start of rounds 1 to 10, and the output. */
const STATES_128 = [
  "00102030405060708090a0b0c0d0e0f0",
  "89d810e8855ace682d1843d8cb128fe4",
  "4915598f55e5d7a0daca94fa1f0a63f7",
  "fa636a2825b339c940668a3157244d17",
  "247240236966b3fa6ed2753288425b6c",
  "c81677bc9b7ac93b25027992b0261996",
  "c62fe109f75eedc3cc79395d84f9cf5d",
  "d1876c0f79c4300ab45594add66ff41f",
  "fde3bad205e5d0d73547964ef1fe37f1",
  "bd6e7c3df2b5779e0b61216e8b10b689",
  "69c4e0d86a7b0430d8cdb78070b4c55a",
];

/** The same of the inverse cipher: its istart of rounds 1 to 10, and the output. */
const INVERSE_STATES_128 = [
  "7ad5fda789ef4e272bca100b3d9ff59f",
  "54d990a16ba09ab596bbf40ea111702f",
  "3e1c22c0b6fcbf768da85067f6170495",
  "b458124c68b68a014b99f82e5f15554c",
  "e8dab6901477d4653ff7f5e2e747dd4f",
  "36339d50f9b539269f2c092dc4406d23",
  "2d6d7ef03f33e334093602dd5bfb12c7",
  "3bd92268fc74fb735767cbe0c0590e2d",
  "a7be1a6997ad739bd8c9ca451f618b61",
  "6353e08c0960e104cd70b751bacad0e7",
  "00112233445566778899aabbccddeeff",
];

/** The states in the stages, as one block of 128 bits passes them. */
function states(design: AesDesign, key: string, block: string, stages: readonly string[]): string[] {
  using sim = simulateAes(design);
  const program = new StreamDriver(sim, sim.dut.program);
  const driver = new StreamDriver(sim, sim.dut.up);
  new StreamSink(sim, sim.dut.down);
  const seen: string[] = [];
  sim.bench(function* (b) {
    program.send({ slot: 0, key: bytes(key) });
    yield* program.drained();
    yield* b.until(b.dut.program.ready);
    driver.send({ block: bytes(block), slot: 0, tag: 0 });
    yield* driver.drained();
    for (const stage of stages) {
      yield* b.settle();
      expect(b.peek(b.signal(`Aes.pipe.${stage}.valid`)), stage).to.equal(1n);
      seen.push(hex(b.peekBytes(b.signal(`Aes.pipe.${stage}.state`))));
      yield* b.tick();
    }
  });
  sim.run();
  return seen;
}

const STAGES = ["whiten", ...Array.from({ length: 10 }, (_, round) => `round${round + 1}`)];
const KEY = "000102030405060708090a0b0c0d0e0f";

for (const roundKeys of ["stored", "on-the-fly"] as const) {
  describe(`the rounds of the cipher, their keys ${roundKeys}`, () => {
    it("give the states of FIPS 197, C.1, a round a stage", () => {
      const design = elaborateAes("encrypt", 128, { roundKeys });
      expect(states(design, KEY, "00112233445566778899aabbccddeeff", STAGES)).to.deep.equal(STATES_128);
    });

    it("give every third of them with three rounds a stage, and the last with what is left", () => {
      const design = elaborateAes("encrypt", 128, { roundKeys, roundsPerStage: 3 });
      const stages = ["whiten", "round1", "round4", "round7", "round10"];
      expect(states(design, KEY, "00112233445566778899aabbccddeeff", stages)).to.deep.equal(
        [0, 3, 6, 9, 10].map((round) => STATES_128[round]),
      );
    });
  });

  describe(`the rounds of the inverse cipher, their keys ${roundKeys}`, () => {
    it("give the states of FIPS 197, C.1, a round a stage", () => {
      const design = elaborateAes("decrypt", 128, { roundKeys });
      expect(states(design, KEY, "69c4e0d86a7b0430d8cdb78070b4c55a", STAGES)).to.deep.equal(
        INVERSE_STATES_128,
      );
    });
  });
}
