import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { RUN_OPTIONS } from "../../../scripts/run.ts";
import { cipherline, type Ended, scratchFolder, sideBySide } from "./process.ts";

const RAMULATOR = 'accepted: ramulator: "BUBBLES READ_ADDRESS [WRITEBACK_ADDRESS]" in decimal';
const CIPHERLINE = 'accepted: cipherline: "R|W 0xADDRESS [+INSTRUCTIONS] [128 HEX DIGITS]" or "# COMMENT"';
const FULL = "no space is left (ENOSPC); write to another place, or make room there";

/** Makes several times the 1 MiB of waves that is gathered before it is written. */
const LONG = Array.from({ length: 2000 }, (_, k) => `0 ${64 * k}\n`).join("");

/** What the user gives, and the exit code and lines on standard error that come of it. */
interface Case {
  readonly title: string;
  /** Default: line. */
  readonly mode?: string;
  readonly trace?: string | Uint8Array;
  readonly wave?: string;
  readonly more?: readonly string[];
  readonly exitCode: number;
  readonly lines: readonly string[];
}

const CASES: readonly Case[] = [
  {
    title: "an unknown option",
    more: ["--fast"],
    exitCode: 2,
    lines: [
      `unknown: --fast; accepted: ${Object.keys(RUN_OPTIONS)
        .map((name) => `--${name}`)
        .join(", ")}`,
    ],
  },
  {
    title: "a gzip stream that is cut short",
    trace: gzipSync("0 64\n0 128\n").subarray(0, -4),
    exitCode: 2,
    lines: ["t:3: byte 11: the gzip stream is cut short; nothing after this can be read"],
  },
  {
    title: "half a line",
    trace: "0 64\n0",
    exitCode: 2,
    lines: [`t:2: byte 5: not two or three decimal numbers: "0"; ${RAMULATOR}`],
  },
  {
    title: "NUL bytes",
    trace: "0 64\n\0\0\n",
    exitCode: 2,
    lines: ['t:2: byte 5: a NUL byte: this is no text file: "\\x00\\x00"'],
  },
  {
    title: "an address over 52 bits",
    trace: "R 0xfffffffffffc0\nR 0x10000000000000\n",
    exitCode: 2,
    lines: [
      `t:2: byte 18: address 0x10000000000000 has more than 52 bits: "R 0x10000000000000"; ${CIPHERLINE}`,
    ],
  },
  { title: "an empty trace", trace: "", exitCode: 2, lines: ["t: the trace is empty: no access in it"] },
  {
    title: "a disk that is full in the middle of the run",
    trace: LONG,
    wave: "/dev/full",
    exitCode: 3,
    lines: [`/dev/full is cut after 0 bytes: ${FULL}`],
  },
  {
    title: "a disk that is full at the end of the run",
    trace: "0 64\n",
    wave: "/dev/full",
    exitCode: 3,
    lines: [`/dev/full is cut after 0 bytes: ${FULL}`],
  },
  {
    title: "a wrong trace and a full disk",
    trace: "0 64\n0",
    wave: "/dev/full",
    exitCode: 2,
    lines: [
      `t:2: byte 5: not two or three decimal numbers: "0"; ${RAMULATOR}`,
      `/dev/full is cut after 0 bytes: ${FULL}`,
    ],
  },
  { title: "CR LF, and a last line without its end", trace: "0 64\r\n\r\n1 128 64", exitCode: 0, lines: [] },
  {
    title: "for a platform half a line",
    mode: "mktme",
    trace: "0 64\n0",
    exitCode: 2,
    lines: [`t:2: byte 5: not two or three decimal numbers: "0"; ${RAMULATOR}`],
  },
  {
    title: "for a platform a disk that is full in the middle of the run",
    mode: "mktme",
    trace: LONG.slice(0, 3000), // several times the 1 MiB too
    wave: "/dev/full",
    exitCode: 3,
    lines: [`/dev/full is cut after 0 bytes: ${FULL}`],
  },
  {
    title: "for a platform CR LF, and a last line without its end",
    mode: "mktme",
    trace: "0 64\r\n\r\n1 128 64",
    exitCode: 0,
    lines: [],
  },
];

describe("a run in a process, with the real hardware, that is given", () => {
  const folder = scratchFolder();
  let ends: Ended[];
  before(async function () {
    this.timeout(180_000);
    ends = await sideBySide(
      CASES.map(({ mode = "line", trace, wave = "none", more = [] }, k) => () => {
        const cwd = folder.at(`${k}`);
        mkdirSync(cwd);
        if (trace !== undefined) writeFileSync(`${cwd}/t`, trace);
        const input = trace === undefined ? [] : ["--trace", "t"];
        const words = ["run", "--mode", mode, ...input, "--wave", wave, "--report", "json", ...more];
        return cipherline(words, cwd);
      }),
    );
  });

  for (const [k, { title, exitCode, lines }] of CASES.entries()) {
    it(`${title} exits with ${exitCode}${exitCode === 0 ? "" : " and says why, without a stack"}`, () => {
      const { stdout, ...end } = ends[k];
      expect(end).to.deep.equal({ exitCode, stderr: lines.map((line) => `cipherline: ${line}\n`).join("") });
      if (exitCode === 0) expect(JSON.parse(stdout)).to.include({ reads: 2, writes: 1, verified: 3 });
      else expect(stdout).to.equal("");
    });
  }

  for (const mode of ["line", "mktme"]) {
    it(`a folder that cannot be written to exits with 3 in mode ${mode} and says why, without a stack`, async () => {
      let locked = folder.at(`locked-${mode}`);
      if (process.getuid?.() === 0)
        locked = "/proc"; // nothing else refuses root
      else mkdirSync(locked, { mode: 0o555 });
      const words = ["run", "--mode", mode, "--lines", "1", "--wave", `${locked}/a.vcd`];
      const { exitCode, stdout, stderr } = await cipherline(words, folder.path);
      expect({ exitCode, stdout }).to.deep.equal({ exitCode: 3, stdout: "" });
      expect(stderr).to.match(
        /^cipherline: \S+\/a\.vcd cannot be opened: [a-z -]+ \(E[A-Z]+\); write to another place, or make room there\n$/,
      );
    });
  }

  it("an unknown operation exits with 2 and says what docs/traces.md shows", async () => {
    const page = readFileSync(new URL("../../../docs/traces.md", import.meta.url), "utf8");
    const example = /^t\.trace:2: byte 12: .*$/m.exec(page)?.[0];
    writeFileSync(folder.at("t.trace"), "0x40 READ 1\n0x80 ERASE 2\n");
    const { exitCode, stderr } = await cipherline(
      ["run", "--trace", "t.trace", "--wave", "none"],
      folder.path,
    );
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 2, stderr: `cipherline: ${example}\n` });
  });
});
