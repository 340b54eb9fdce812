/**
 * Captures the built-in trace (docs/traces.md): the lines that `sort LICENSE` moves between a small cache and memory.
 * Run as `npx tsx scripts/capture-trace.ts > host/workload/builtin.trace.gz`; needs valgrind.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { EnvironmentError, UserError } from "../host/user-error.ts";
import { type Access, instructionsOf, LINE_BYTES } from "../host/workload/access.ts";
import { CIPHERLINE_HEADER, formatCipherline } from "../host/workload/cipherline.ts";
import { parseTrace } from "../host/workload/trace.ts";
import { Cache, type LineAccess } from "./cache.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PROGRAM = ["sort", "LICENSE"];

/** Small, so that a short program overflows them: 16 KiB in 4 ways, 64 KiB in 8 ways. */
const LEVELS = [
  [16 * 1024, 4],
  [64 * 1024, 8],
] as const;

/** Runs a program under lackey and streams every access that it makes. */
async function* runUnderLackey(program: readonly string[]): AsyncGenerator<Access> {
  const valgrind = spawn("valgrind", ["--tool=lackey", "--trace-mem=yes", "--log-fd=3", ...program], {
    cwd: ROOT,
    env: { PATH: "/usr/bin:/bin", LC_ALL: "C" }, // the environment lies on the traced program's stack
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  const exit = new Promise<number | null>((resolve, reject) => {
    valgrind.on("close", resolve);
    valgrind.on("error", () => reject(new EnvironmentError("valgrind is missing: apt-get install valgrind")));
  });
  exit.catch(() => {}); // reported where it is awaited, once the stream has ended
  let code: number | null;
  try {
    yield* parseTrace(program.join(" "), valgrind.stdio[3] as Readable, "lackey");
  } finally {
    code = await exit;
  }
  if (code !== 0) throw new UserError(`valgrind ${program.join(" ")}: exit code ${code}`);
}

/** What passes the caches on its way to memory, and the instructions that ran meanwhile. */
async function* missesOf(accesses: AsyncIterable<Access>): AsyncGenerator<Access> {
  const levels = LEVELS.map(([bytes, ways]) => new Cache(bytes, ways));
  let instructions = 0;
  for await (const access of accesses) {
    instructions += instructionsOf(access);
    let moved: readonly LineAccess[] = [access];
    for (const level of levels) moved = moved.flatMap((line) => level.access(line));
    for (const line of moved) {
      yield { ...line, instructions };
      instructions = 0;
    }
  }
}

/** Gives lines the next 64 bytes of a text, over and over: when they are first read and when they are written. */
function withData(text: Uint8Array): (access: Access) => Access {
  const known = new Set<number>();
  let position = 0;
  return (access) => {
    const { op, address } = access;
    if (op === "read" && known.has(address)) return access;
    known.add(address);
    const data = Uint8Array.from({ length: LINE_BYTES }, (_, k) => text[(position + k) % text.length]);
    position += LINE_BYTES;
    return { ...access, data };
  };
}

const lines = [
  CIPHERLINE_HEADER,
  `# ${PROGRAM.join(" ")}, captured with valgrind --tool=lackey behind two LRU write-back caches (16 and 64 KiB)`,
  "# Addresses and operations are the program's; the data is the text of LICENSE (Apache-2.0), 64 bytes at a time.",
];
const dress = withData(readFileSync(`${ROOT}/LICENSE`));
for await (const access of missesOf(runUnderLackey(PROGRAM))) lines.push(formatCipherline(dress(access)));
process.stdout.write(gzipSync(`${lines.join("\n")}\n`, { level: 9 }));
