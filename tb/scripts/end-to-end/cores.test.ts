import { writeFileSync } from "node:fs";
import { expect } from "chai";
import type { CoreReport } from "../../../scripts/core-report.ts";
import { cipherline, type Ended, scratchFolder, sideBySide } from "./process.ts";

/** Reads of new lines, one in `every` instructions. */
const trace = (every: number) => Array.from({ length: 120 }, (_, k) => `${every - 1} ${64 * k}\n`).join("");

describe("cores in a process, with the real hardware", () => {
  const folder = scratchFolder();
  let alone: Ended;
  let compared: Ended;
  before(async function () {
    this.timeout(180_000);
    writeFileSync(folder.at("dense"), trace(2));
    writeFileSync(folder.at("sparse"), trace(200));
    const words = [
      "run",
      "--trace",
      "dense",
      "--trace",
      "sparse",
      "--cores",
      "3",
      "--wave",
      "none",
      "--report",
      "json",
    ];
    [alone, compared] = await sideBySide(
      [words, [...words, "--compare"]].map((given) => () => cipherline(given, folder.path)),
    );
  });
  const report = ({ stdout }: Ended) => JSON.parse(stdout);

  it("run a trace each, in turn, as tenants of their own, and every line is as it should be", () => {
    expect(alone).to.include({ exitCode: 0, stderr: "" });
    const { keyIds, verified, storedLines, mismatches, cores, latencyCycles } = report(alone);
    expect({ keyIds, verified, storedLines, mismatches }).to.deep.equal({
      keyIds: 3,
      verified: 360,
      storedLines: 360,
      mismatches: 0,
    });
    expect(cores.map(({ trace, instructions }: CoreReport) => [trace, instructions])).to.deep.equal([
      ["dense", 240],
      ["sparse", 24_000],
      ["dense", 240],
    ]);
    expect(latencyCycles.byKeyId.map(({ keyId }: { keyId: number }) => keyId)).to.deep.equal([1, 2, 3]);
  });

  it("take as long whether the run is compared or not", () => {
    const [one, other] = [report(alone), report(compared)];
    expect(other.cycles).to.equal(one.cycles);
    const timing = ({ cycles, instructions }: CoreReport) => [cycles, instructions];
    expect(other.cores.map(timing)).to.deep.equal(one.cores.map(timing));
  });

  it("lose to encryption what their reads take longer, and the run with the one that takes longest", () => {
    const { cores, overhead } = report(compared);
    const { ipc, ipcEngineOff }: CoreReport = cores[1];
    // 18 of 50 cycles for 200 instructions are not hidden by the window; a read takes 37 cycles of the bus at least, four
    // of the core's each, with the engine off 12 fewer, and one or two to and from the core: 126 of 174 cycles, 0.72.
    expect(ipc! / ipcEngineOff!).to.be.within(0.7, 0.8);
    expect(overhead.runTimePercent).to.be.closeTo(100 * (ipcEngineOff! / ipc! - 1), 1);
  });
});
