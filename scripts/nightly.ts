/**
 * `npm run nightly -- TRACE…`: plays traces through platforms of every kind, under stress, and checks every line. Exits
 * with 1 if any is wrong.
 */
import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { argv, execArgv, execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import yargs from "yargs";
import { hideBin } from "yargs/helpers";
import { ENGINE_NAMES } from "../host/engines.ts";
import { MemoryPlatform, type PlatformOptions } from "../host/platform/memory-platform.ts";
import { dramDevice } from "../host/platform/presets.ts";
import { tenantKeys } from "../host/platform/tenant-keys.ts";
import { BUILTIN_TRACE, openTrace } from "../host/workload/trace.ts";
import { Interruption } from "./interruption.ts";
import { PlatformPlayer } from "./platform-player.ts";
import { play } from "./play.ts";
import { count, table } from "./table.ts";

type Case = readonly [
  mode: PlatformOptions["mode"],
  algorithm: "aes-xts-128" | "aes-xts-256",
  dram: "ddr4-3200" | "ddr5-4800",
  dataBits: PlatformOptions["dataBits"],
  lanes: PlatformOptions["lanes"],
  roundKeys?: PlatformOptions["roundKeys"],
  cores?: "two cores",
];

/** Each pair of values of two of the first columns stands in some row, as far as the columns allow. */
const CASES: readonly Case[] = [
  ["mktme", "aes-xts-128", "ddr4-3200", 512, 4],
  ["mktme", "aes-xts-256", "ddr5-4800", 512, 4],
  ["mktme", "aes-xts-256", "ddr4-3200", 256, 2],
  ["mktme", "aes-xts-128", "ddr5-4800", 256, 4],
  ["mktme", "aes-xts-128", "ddr5-4800", 128, 1],
  ["mktme", "aes-xts-256", "ddr4-3200", 128, 4],
  ["mktme", "aes-xts-128", "ddr4-3200", 512, 2],
  ["mktme", "aes-xts-256", "ddr5-4800", 512, 1],
  ["tme", "aes-xts-256", "ddr5-4800", 512, 4],
  ["tme", "aes-xts-128", "ddr4-3200", 128, 2],
  ["tme", "aes-xts-128", "ddr5-4800", 256, 1],
  ["off", "aes-xts-128", "ddr4-3200", 256, 4],
  ["off", "aes-xts-256", "ddr5-4800", 128, 2],
  ["off", "aes-xts-256", "ddr4-3200", 512, 1],
  ["mktme", "aes-xts-256", "ddr4-3200", 512, 4, "on-the-fly"],
  ["mktme", "aes-xts-128", "ddr5-4800", 512, 4, "stored", "two cores"],
];

const TENANTS = 5;
/** So fast that the lines keep the bus busy. */
const CORE = { clockMhz: 8000, issueWidth: 16, window: 512, misses: 16 };

const options = yargs(hideBin(argv))
  .usage("npm run nightly -- [--lines N] [--seed N] [--engine NAME] [TRACE…]")
  .option("lines", { type: "number", default: 20_000, describe: "Lines of each trace and platform" })
  .option("seed", { type: "number", default: 1, describe: "Of keys, data, pauses, IDs and key changes" })
  .option("engine", {
    choices: ENGINE_NAMES,
    default: "event" as const,
    describe: "What steps the platforms",
  })
  .option("case", { type: "number", hidden: true })
  .strictOptions()
  .parseSync();

/** What a case found. */
interface Outcome {
  readonly reads: number;
  readonly writes: number;
  readonly stored: number;
  readonly mismatches: number;
  readonly keyPrograms: number;
  readonly cycles: number;
}

const traces = options._.length > 0 ? options._.map(String) : [BUILTIN_TRACE];
if (options.case === undefined) process.exitCode = await all();
else console.log(JSON.stringify(await one(CASES[options.case], traces[0])));

/** Plays one trace through one platform, in this process. */
async function one(
  [mode, algorithm, dram, dataBits, lanes, roundKeys = "stored", cores]: Case,
  trace: string,
): Promise<Outcome> {
  const { seed, lines, engine } = options;
  const keys = mode === "mktme" ? tenantKeys(seed, TENANTS, algorithm) : [];
  const programs = cores ? 2 : 1;
  using interruption = new Interruption();
  using platform = new MemoryPlatform({
    engine,
    mode,
    algorithm,
    device: dramDevice(dram),
    lanes,
    roundKeys,
    dataBits,
    slots: 64,
    reads: 32,
    writes: 16,
    clockMhz: 800,
    seed,
    keys,
    isStressed: true,
    programs,
    ...(cores && { core: CORE }),
  });
  const player = new PlatformPlayer(platform, {
    keys,
    programs,
    seed,
    onMismatch: (problem) => console.error(problem),
  });
  const copies = Array.from({ length: programs }, () => openTrace(trace, "auto", interruption.signal));
  await play(await Promise.all(copies), player, { lines, interruption, onProgress: () => {} });
  player.finish();
  const { moved, stored, mismatches, cycles } = player;
  return {
    reads: moved.read,
    writes: moved.write,
    stored,
    mismatches,
    keyPrograms: platform.keyPrograms,
    cycles,
  };
}

/** Plays everything, a process for each case and trace, as many at once as there are cores. */
async function all(): Promise<number> {
  const jobs = traces.flatMap((trace) => CASES.map((_, index) => ({ trace, index })));
  const rows: string[][] = [];
  let wrong = 0;
  const worker = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const outcome = await apart(job.index, job.trace);
      wrong += outcome.mismatches;
      const { reads, writes, stored, mismatches, keyPrograms, cycles } = outcome;
      const figures = [reads, writes, stored, keyPrograms, cycles, mismatches].map(count);
      rows.push([job.trace.split("/").at(-1) ?? job.trace, CASES[job.index].join(" "), ...figures]);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  const head = ["trace", "platform", "reads", "writes", "stored lines", "PCONFIGs", "cycles", "mismatches"];
  console.log(
    table(
      head,
      rows.sort((a, b) => (a.join() < b.join() ? -1 : 1)),
    ),
  );
  console.log(`${count(wrong)} mismatches; seed ${options.seed}`);
  return wrong === 0 ? 0 : 1;
}

async function apart(index: number, trace: string): Promise<Outcome> {
  const words = [
    "--lines",
    `${options.lines}`,
    "--seed",
    `${options.seed}`,
    "--engine",
    options.engine,
    "--case",
    `${index}`,
    trace,
  ];
  const self = fileURLToPath(import.meta.url);
  const { stdout, stderr } = await promisify(execFile)(execPath, [...execArgv, self, ...words]);
  process.stderr.write(stderr);
  return JSON.parse(stdout) as Outcome;
}
