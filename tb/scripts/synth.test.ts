import { existsSync } from "node:fs";
import { expect } from "chai";
import { main } from "../../scripts/cli.ts";
import type { Synthesis } from "../../scripts/synthesis-report.ts";
import { describeWith } from "../cosim/tools.ts";
import { standInHardware } from "./stand-in.ts";
import { CapturedStdio } from "./streams.ts";

const isInstalled = existsSync(new URL("../../node_modules/@yowasp/yosys", import.meta.url));

const cli = async (words: string) => {
  const stdio = new CapturedStdio();
  const exitCode = await main(words.split(" "), stdio, standInHardware());
  return { exitCode, stdout: stdio.stdout.text, stderr: stdio.stderr.text };
};
const facts = async (words: string): Promise<Synthesis> =>
  JSON.parse((await cli(`synth ${words} --report json`)).stdout);

describe("cipherline synth", () => {
  const wrong: readonly [words: string, line: string][] = [
    ["", "--top: missing; accepted: a name of cipherline export --list"],
    ["--top Fifoo", '--top "Fifoo": no such module; near it: Fifo'],
    ["--top Fifo --seconds 0", '--seconds "0": out of range; accepted: a whole number from 1 to 86400'],
    ["--top Fifo --report svg", '--report "svg": unknown; accepted: text, json'],
    ["--top Fifo --gates=yes", '--gates "yes": takes no value; accepted: --gates'],
  ];
  for (const [words, line] of wrong) {
    it(`refuses ${words || "no top"}`, async () => {
      const { exitCode, stderr } = await cli(`synth ${words}`.trim());
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 2, stderr: `cipherline: ${line}\n` });
    });
  }
});

describeWith(["yosys"], "what Yosys makes of the hardware", () => {
  it("is a table of modules and one of cells", async () => {
    const { exitCode, stdout } = await cli("synth --top Queue --set width=9 --set depth=4");
    expect(exitCode).to.equal(0);
    expect(stdout.replace(/Yosys \S+/, "Yosys …")).to.equal(`Queue, in Yosys …

┌────────┬───────────┬────────────┬────────────┬─────────────┬──────────┬───────┐
│ module │ instances │ flip-flops │ as written │ memory bits │ ROM bits │ cells │
├────────┼───────────┼────────────┼────────────┼─────────────┼──────────┼───────┤
│ Queue  │         1 │          6 │          6 │          36 │        0 │    10 │
│   Fifo │         1 │          6 │          6 │          36 │        0 │    10 │
└────────┴───────────┴────────────┴────────────┴─────────────┴──────────┴───────┘

┌─────────┬────────┐
│ cells   │ number │
├─────────┼────────┤
│ $add    │      2 │
│ $and    │      2 │
│ $ne     │      2 │
│ $sdffe  │      2 │
│ $mem_v2 │      1 │
│ $sub    │      1 │
└─────────┴────────┘
`);
  });

  it("is for a keyID CAM a valid bit, a keyID and a mode a slot", async () => {
    const { left } = await facts("--top KeyIdCam --set slots=16");
    expect(left.KeyIdCam.total).to.deep.include({ flops: 16 * (1 + 15 + 2), memoryBits: 0, romBits: 0 });
  });

  it("is for a key schedule of AES-128 its window, counters and state, and four S-boxes", async () => {
    const { left } = await facts("--top KeySchedule");
    const [window, rcon, round, slot, unclear, control] = [128, 8, 4, 2, 2, 2];
    const flops = window + rcon + round + slot + unclear + control;
    expect(left.KeySchedule.total).to.deep.include({ flops, memoryBits: 0, romBits: 4 * 256 * 8 });
  });

  it("is for AES-128 eleven stages, a slot less: the last one's is read by nothing", async () => {
    const { described, left } = await facts("--top AesPipeline");
    const [valid, block, slot, tag] = [1, 128, 2, 8];
    const flops = 11 * (valid + block + slot + tag);
    const memories = { memoryBits: 11 * 128 * 4, romBits: 10 * 16 * 256 * 8 };
    expect(described.AesEncrypt.total).to.deep.include({ flops, ...memories });
    expect(left.AesEncrypt.total).to.deep.include({ flops: flops - slot, ...memories });
  });

  it("has gates on demand: for a register slice a choice a bit, and its handshake", async () => {
    const gates = async (width: number) => {
      const { left } = await facts(`--top Skid --set width=${width} --gates`);
      return left.Skid.total.gates as number;
    };
    const [narrow, wide] = [await gates(8), await gates(9)];
    expect(wide - narrow).to.equal(1);
    expect(narrow).to.be.above(8);
    const { left } = await facts("--top Queue --gates");
    expect(left.Queue.own.gates).to.equal(0);
    expect(left.Queue.total.gates).to.equal(left.Fifo.own.gates);
  });

  (isInstalled ? it : it.skip)("is the same in the Yosys of WebAssembly", async () => {
    const { PATH } = process.env;
    const native = await facts("--top KeyIdCam --set slots=4 --gates");
    process.env.PATH = "";
    try {
      const { yosys, ...rest } = await facts("--top KeyIdCam --set slots=4 --gates");
      expect(yosys).to.match(/^Yosys 0\.\d+/);
      expect(rest.left.KeyIdCam.total.flops).to.equal(native.left.KeyIdCam.total.flops);
      expect(rest.left.KeyIdCam.total.gates).to.be.above(500);
      expect(rest.described).to.deep.equal(native.described);
    } finally {
      process.env.PATH = PATH;
    }
  });
});
