import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type CaseOptions, caseOf } from "./case.ts";
import { asFile } from "./source.ts";

const options: CaseOptions = { seed: 11, kind: "both", vectors: 20 };
const sourceOf = (number: number, seed = 11): string =>
  asFile(caseOf({ ...options, seed }, number).rig.source);

describe("random modules", () => {
  it("are the same for the same seed and number", () => {
    const [one, two] = [caseOf(options, 7), caseOf(options, 7)];
    expect(asFile(two.rig.source)).to.equal(asFile(one.rig.source));
    expect(two.stimulus.value).to.deep.equal(one.stimulus.value);
    expect(sourceOf(8)).to.not.equal(sourceOf(7));
    expect(sourceOf(7, 12)).to.not.equal(sourceOf(7));
  });

  it("have state one time in four", () => {
    const kinds = Array.from({ length: 8 }, (_, number) => caseOf(options, number).kind);
    expect(kinds.filter((kind) => kind === "sequential")).to.have.length(2);
    expect(kinds.filter((kind) => kind === "combinational")).to.have.length(6);
  });

  it("use every operator of the netlist, every kind of state and every kind of clock between them", () => {
    const netlists = Array.from(
      { length: 160 },
      (_, k) => caseOf({ ...options, kind: "sequential" }, k).rig.netlist,
    );
    const ops = new Set(netlists.flatMap(({ nodes }) => nodes.map(({ op }) => op)));
    expect([...ops].sort()).to.deep.equal(
      (
        "add and cat clock const divide eq gate input le lookup lt mul mux ne not or permute pick read readport " +
        "redand redor redxor register sext shl shr sle slice slt sra sub wire xor zext"
      ).split(" "),
    );
    const domains = netlists.flatMap(({ domains }) => domains);
    expect(new Set(domains.map(({ edge }) => edge))).to.deep.equal(new Set(["rise", "fall"]));
    const resets = new Set(domains.map(({ reset }) => reset && `${reset.kind} ${reset.active}`));
    expect(resets).to.deep.equal(new Set([undefined, "sync 0", "sync 1", "async 0", "async 1"]));
    const reads = netlists.flatMap(({ memories }) => memories.flatMap((memory) => memory.reads));
    expect(new Set(reads.map(({ collision }) => collision))).to.deep.equal(new Set(["old", "new"]));
    const writes = netlists.flatMap(({ memories }) => memories.map((memory) => memory.writes));
    expect(writes.some((ports) => ports.length > 1 && ports.some(({ mask }) => mask !== undefined))).to.equal(
      true,
    );
    expect(netlists.some(({ scopes }) => scopes.filter(({ kind }) => kind === "module").length > 2)).to.equal(
      true,
    );
    expect(netlists.some(({ enums }) => enums.length > 1)).to.equal(true);
    const nodes = netlists.flatMap((netlist) => netlist.nodes);
    for (const width of [1, 31, 32, 33, 63, 64, 65, 127, 128, 129]) {
      expect(nodes.filter((node) => node.width === width).length, `${width} bits`).to.be.above(20);
    }
    expect(Math.max(...nodes.map(({ width }) => width))).to.be.within(250, 300);
  });

  it("are written as a file that elaborates them", () => {
    const folder = mkdtempSync(join(tmpdir(), "fuzz-file-"));
    try {
      const hdl = new URL("../../sim/hdl/index.ts", import.meta.url).href;
      const file = join(folder, "module.mts");
      writeFileSync(
        file,
        `${sourceOf(3).replace("../../sim/hdl/index.ts", hdl)}console.log("elaborated");\n`,
      );
      const output = execFileSync(process.execPath, ["--import", "tsx", file], { encoding: "utf8" });
      expect(output).to.equal("elaborated\n");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
