import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { describeWith } from "../cosim/tools.ts";

/** Runs a command of this folder. */
function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const command = new URL(file, import.meta.url).pathname;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", command, ...args], {
    encoding: "utf8",
    env,
  });
  return { status, stdout, stderr };
}

describe("npm run fuzz", () => {
  it("plays random modules of all kinds on our engines and the plain models, and finds no difference", () => {
    for (const [kind, modules] of [
      ["both", 24],
      ["unknown", 8],
    ] as const) {
      const args = ["--tools", "none", "--modules", `${modules}`, "--vectors", "60", "--kind", kind];
      const { status, stdout, stderr } = run("main.ts", args);
      expect(stderr).to.equal("");
      expect(stdout).to.contain(
        `${modules} modules x 60 vectors, seed 1, ${kind}: 0 unexplained differences`,
      );
      expect(status).to.equal(0);
    }
  });

  it("refuses options in one line", () => {
    const refused = (...args: string[]) => run("main.ts", args);
    expect(refused("--modules", "0")).to.deep.equal({
      status: 2,
      stdout: "",
      stderr: '--modules "0": out of range; accepted: a whole number from 1 to 10000000\n',
    });
    expect(refused("--tools", "vcs").stderr).to.equal(
      '--tools "vcs": unknown; accepted: icarus, verilator, yosys, yosys-json\n',
    );
    expect(refused("--kind", "mixed").stderr).to.equal(
      '--kind "mixed": unknown; accepted: combinational, sequential, unknown, both\n',
    );
    expect(refused("--sed", "1").status).to.equal(2);
  });

  it("says which simulator is missing, and how to get it", () => {
    const { status, stderr } = run("main.ts", [], { ...process.env, PATH: "" });
    expect(status).to.equal(3);
    expect(stderr).to.equal(
      "the machine is without iverilog, vvp, verilator, yosys: install iverilog, verilator, yosys, or give --tools\n",
    );
  });

  describeWith(["iverilog", "vvp", "yosys", "verilator"], "with other simulators", () => {
    it("finds no difference between them and ours", () => {
      const { status, stdout } = run("main.ts", ["--modules", "12", "--vectors", "60", "--seed", "2"]);
      expect(stdout).to.contain("12 modules x 60 vectors, seed 2, both: 0 unexplained differences");
      expect(status).to.equal(0);
    });

    it("finds none in what is unknown", () => {
      const args = ["--modules", "8", "--vectors", "60", "--kind", "unknown", "--tools", "icarus"];
      const { status, stdout } = run("main.ts", args);
      expect(stdout).to.contain("8 modules x 60 vectors, seed 1, unknown: 0 unexplained differences");
      expect(status).to.equal(0);
    });
  });
});

describe("npm run fuzz:planted", () => {
  it("plants a bug in a copy of the sources, and says in which module it was found", () => {
    const { status, stdout } = run("planted/main.ts", ["--only", "addc extends by the sign"]);
    expect(stdout).to.match(/1 of 1: addc extends by the sign: module \d+\n/);
    expect(stdout).to.match(/\n1 of 1 planted bugs found\n$/);
    expect(status).to.equal(0);
  });

  it("refuses a part or a bug that there is not", () => {
    expect(run("planted/main.ts", ["--part", "wavs"])).to.deep.equal({
      status: 2,
      stdout: "",
      stderr: '--part "wavs": unknown; accepted: event, compiled, netlist, language, export\n',
    });
    expect(run("planted/main.ts", ["--only", "nothing"]).stderr).to.equal(
      '--only "nothing": no bug is described so; accepted: a part of a line of the list\n',
    );
  });
});
