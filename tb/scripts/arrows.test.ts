import { expect } from "chai";
import { checkArrows } from "../../scripts/arrows.ts";

const check = (path: string, ...lines: string[]) => checkArrows([{ path, text: lines.join("\n") }]);

describe("import arrows", () => {
  it("finds nothing wrong in imports along the arrows and within a room", () => {
    const allowed: readonly [path: string, specifier: string][] = [
      ["scripts/run.ts", "../host/memory.ts"],
      ["scripts/run.ts", "../tb/reference/xts.ts"],
      ["scripts/run.ts", "yargs"],
      ["host/memory.ts", "../rtl/xts/line-cipher.ts"],
      ["host/memory.ts", "node:fs"],
      ["rtl/xts/line-cipher.ts", "../aes/round.ts"],
      ["rtl/aes/round.ts", "../../sim/hdl/index.ts"],
      ["sim/hdl/bits.ts", "../netlist/node.ts"],
      ["sim/event/kernel.ts", "../netlist/node.ts"],
      ["sim/bench/simulate.ts", "../waves/vcd.ts"],
      ["sim/waves/file-sink.ts", "node:fs"],
      ["tb/sim/event/kernel.test.ts", "../../../sim/event/kernel.ts"],
      ["bench/main.ts", "../sim/event/kernel.ts"],
      ["bin/cipherline.js", "../scripts/start.ts"],
    ];
    for (const [path, specifier] of allowed) {
      expect(check(path, `import { a } from "${specifier}";`), path).to.deep.equal([]);
    }
  });

  const forbidden: readonly [path: string, specifier: string, problem: string][] = [
    ["rtl/aes/a.ts", "../../host/b.ts", "rtl -> host; allowed: rtl, sim/hdl"],
    ["rtl/aes/a.ts", "../../sim/netlist/b.ts", "rtl -> sim/netlist; allowed: rtl, sim/hdl"],
    ["rtl/aes/a.ts", "../../sim/event/b.ts", "rtl -> sim/event; allowed: rtl, sim/hdl"],
    ["rtl/aes/a.ts", "../../sim/bench/b.ts", "rtl -> sim/bench; allowed: rtl, sim/hdl"],
    ["rtl/aes/a.ts", "../../sim/waves/b.ts", "rtl -> sim/waves; allowed: rtl, sim/hdl"],
    ["rtl/aes/a.ts", "node:fs", "rtl -> node:fs; allowed: no package"],
    ["rtl/aes/a.ts", "valibot", "rtl -> valibot; allowed: no package"],
    ["sim/netlist/a.ts", "../hdl/b.ts", "sim/netlist -> sim/hdl; allowed: sim/netlist"],
    ["sim/event/a.ts", "../hdl/b.ts", "sim/event -> sim/hdl; allowed: sim/event, sim/netlist, sim/engine"],
    ["sim/waves/a.ts", "../event/b.ts", "sim/waves -> sim/event; allowed: sim/waves, sim/netlist"],
    ["sim/hdl/a.ts", "../../rtl/b.ts", "sim/hdl -> rtl; allowed: sim/hdl, sim/netlist"],
    ["sim/hdl/a.ts", "valibot", "sim/hdl -> valibot; allowed: node:*"],
    [
      "host/a.ts",
      "../scripts/b.ts",
      "host -> scripts; allowed: host, rtl, sim/hdl, sim/netlist, sim/bench, sim/waves",
    ],
    [
      "host/a.ts",
      "../tb/reference/b.ts",
      "host -> tb/reference; allowed: host, rtl, sim/hdl, sim/netlist, sim/bench, sim/waves",
    ],
    [
      "scripts/a.ts",
      "../tb/scripts/b.ts",
      "scripts -> tb; allowed: scripts, host, rtl, sim/hdl, sim/export, sim/netlist, tb/reference",
    ],
    ["sim/hdl/a.ts", "../other/b.ts", "sim/hdl -> ../other/b.ts; allowed: sim/hdl, sim/netlist"],
  ];
  for (const [path, specifier, problem] of forbidden) {
    it(`refuses ${path} importing ${specifier}`, () => {
      expect(check(path, "", `import { a } from "${specifier}";`)).to.deep.equal([`${path}:2: ${problem}`]);
    });
  }

  it("sees every form of import, at the line that names the file", () => {
    const problem = (line: number) => [`rtl/a.ts:${line}: rtl -> host; allowed: rtl, sim/hdl`];
    expect(check("rtl/a.ts", 'import type { A } from "../host/a.ts";')).to.deep.equal(problem(1));
    expect(check("rtl/a.ts", "import {", "  a,", '} from "../host/a.ts";')).to.deep.equal(problem(3));
    expect(check("rtl/a.ts", 'import * as a from "../host/a.ts";')).to.deep.equal(problem(1));
    expect(check("rtl/a.ts", 'import "../host/a.ts";')).to.deep.equal(problem(1));
    expect(check("rtl/a.ts", 'export { a } from "../host/a.ts";')).to.deep.equal(problem(1));
    expect(check("rtl/a.ts", 'export * from "../host/a.ts";')).to.deep.equal(problem(1));
    expect(check("rtl/a.ts", 'const a = await import("../host/a.ts");')).to.deep.equal(problem(1));
    expect(check("rtl/a.ts", 'type A = import("../host/a.ts").A;')).to.deep.equal(problem(1));
  });

  it("refuses a file in a room that the house does not have", () => {
    expect(check("sim/other/a.ts", "")).to.deep.equal([
      "sim/other/a.ts:1: in no room; allowed: sim/netlist, sim/hdl, sim/engine, sim/event, sim/compiled, sim/waves, " +
        "sim/export, sim/bench, rtl, host, scripts, bin, bench, tb, tb/reference",
    ]);
  });
});

describe("words of memory encryption", () => {
  for (const [line, word] of [
    ["const aesRound = 1;", "aes"],
    ["const AES = 1;", "aes"],
    ["// The XTS tweak", "xts"],
    ["const tweak_mask = 1;", "tweak"],
    ["decryptLine();", "decrypt"],
    ["interface KeyID {}", "key id"],
    ["let keyid;", "keyid"],
    ["// an S-box layer", "s box"],
    ["const sbox = [];", "sbox"],
    ["class MktmeEngine {}", "mktme"],
  ]) {
    it(`refuses ${JSON.stringify(line)} in sim/`, () => {
      expect(check("sim/hdl/a.ts", "", line)).to.deep.equal([
        `sim/hdl/a.ts:2: "${word}"; allowed: nothing of memory encryption in sim/`,
      ]);
    });
  }

  it("leaves alone the words that a language of hardware needs", () => {
    expect(check("sim/hdl/a.ts", "for (const key of Object.keys(ports)) memory(key);")).to.deep.equal([]);
    expect(check("sim/hdl/a.ts", "const v = 'Cipherline'; secret(states); boxes(extra);")).to.deep.equal([]);
  });

  it("leaves alone the other rooms", () => {
    expect(check("rtl/aes/a.ts", "const aes = 1;")).to.deep.equal([]);
  });
});
