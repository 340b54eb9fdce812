import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { main } from "../../scripts/cli.ts";
import { scratchFolder } from "./end-to-end/process.ts";
import { standInHardware } from "./stand-in.ts";
import { CapturedStdio } from "./streams.ts";

describe("cipherline export", () => {
  const folder = scratchFolder();
  const cli = async (words: string) => {
    const stdio = new CapturedStdio();
    const exitCode = await main(words.split(" "), stdio, standInHardware());
    return { exitCode, stdout: stdio.stdout.text, stderr: stdio.stderr.text };
  };

  it("writes a module as SystemVerilog, a file a module and a file list", async () => {
    const out = folder.at("fifo");
    expect(await cli(`export sv --top Queue --set width=9 --set depth=4 --out ${out}`)).to.deep.equal({
      exitCode: 0,
      stdout: "Queue: 2 files, 59 lines; compile with -f Queue.f in the folder\n",
      stderr: "",
    });
    expect(readdirSync(out).sort()).to.deep.equal(["Fifo.sv", "Queue.f", "Queue.sv"]);
    expect(readFileSync(`${out}/Queue.f`, "utf8")).to.equal("Fifo.sv\nQueue.sv\n");
    expect(readFileSync(`${out}/Fifo.sv`, "utf8")).to.contain("\n  logic [8:0] entries [0:3];");
  });

  it("writes a module as a netlist in the JSON of Yosys", async () => {
    const out = folder.at("json");
    const { exitCode, stdout, stderr } = await cli(`export json --top Fifo --set width=9 --out ${out}`);
    expect([exitCode, stderr]).to.deep.equal([0, ""]);
    expect(stdout).to.match(/^Fifo: Fifo\.json, \d+ bytes; Yosys reads it by read_json\n$/);
    const { modules } = JSON.parse(readFileSync(`${out}/Fifo.json`, "utf8"));
    expect(modules.Fifo.ports.down_payload.bits).to.have.length(9);
  });

  it("says which names are other ones there, and why", async () => {
    const { stdout } = await cli(`export sv --top OrderedSlots --out ${folder.at("slots")}`);
    expect(stdout).to.contain("  OrderedSlots.before is before_ (a keyword of SystemVerilog)\n");
  });

  it("lists the modules with their parameters", async () => {
    const { exitCode, stdout } = await cli("export --list");
    expect(exitCode).to.equal(0);
    expect(stdout).to.contain("\nFifo\n  width=64 (a whole number)\n  depth=16 (a whole number)\n");
    expect(stdout).to.contain("\nMemorySystem\n  keyBits=128 (128, 256)\n");
  });

  const out = `--out ${folder.at("none")}`;
  const wrong: readonly [words: string, line: string][] = [
    ["export", "no form of export; accepted: sv, json, or --list"],
    ["export vhdl", '"vhdl": no form of export; accepted: sv, json, or --list'],
    ["export sv", "--top: missing; accepted: a name of cipherline export --list"],
    [`export sv --top LineCiper ${out}`, '--top "LineCiper": no such module; near it: LineCipher'],
    [
      `export sv --top constructor ${out}`,
      '--top "constructor": no such module; see cipherline export --list',
    ],
    ["export sv --top Fifo", "--out: missing; accepted: the path of a folder"],
    [
      `export sv --top Fifo --set widht=3 ${out}`,
      '--set "widht=3": Fifo has no such parameter; accepted: width, depth',
    ],
    [`export sv --top TmeKey --set a=3 ${out}`, '--set "a=3": TmeKey has no such parameter; accepted: none'],
    [`export sv --top Fifo --set width ${out}`, '--set "width": no value; accepted: key=value'],
    [
      `export sv --top Fifo --set width=x ${out}`,
      '--set "width=x": not a value of it; accepted: a whole number',
    ],
    [
      `export sv --top LineCipher --set keyBits=192 ${out}`,
      '--set "keyBits=192": not a value of it; accepted: 128, 256',
    ],
    [
      `export sv --top Fifo --set depth=4 --set depth=8 ${out}`,
      '--set "depth=8": given twice; accepted: once',
    ],
    [`export sv --top Fifo --set depth=3 ${out}`, '--set: depth is "3"; give a power of two, 2 or more'],
    [
      "export sv --top Fifo --out /no/such/folder",
      '--out "/no/such/folder": no such folder; accepted: a folder, which is made if its parent is there',
    ],
  ];
  for (const [words, line] of wrong) {
    it(`exits with 2 and one line for "${words.replace(folder.path, "…")}"`, async () => {
      const stderr = `cipherline: ${line}\n`;
      expect(await cli(words)).to.deep.equal({ exitCode: 2, stdout: "", stderr });
      expect(existsSync(folder.at("none"))).to.equal(false);
    });
  }
});
