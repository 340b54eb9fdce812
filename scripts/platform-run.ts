import type { PlatformOptions } from "../host/platform/memory-platform.ts";
import { dramDevice } from "../host/platform/presets.ts";
import { tenantKeys } from "../host/platform/tenant-keys.ts";
import { LINE_BYTES } from "../host/workload/access.ts";
import { type CoreReport, coreOptions, coreReports } from "./core-report.ts";
import { dumpDram } from "./dram-dump.ts";
import type { Hardware, Platform } from "./hardware.ts";
import { overheadOf } from "./overhead.ts";
import { PlatformPlayer } from "./platform-player.ts";
import { type PlatformReport, platformText } from "./platform-report.ts";
import { play, type Stage } from "./play.ts";
import { jsonReport } from "./report.ts";
import { type RunChoices, type RunContext, type RunEnd, replayCommand } from "./run-choices.ts";
import { StageTable } from "./stage-table.ts";

/** Boots a platform and plays a trace through it; to compare, through a second one too, whose engine is off. */
export async function runPlatform(
  choices: RunChoices,
  mode: PlatformOptions["mode"],
  hardware: Hardware,
  context: RunContext,
): Promise<RunEnd> {
  const { seed, settings, wave, revealSecrets } = choices;
  const { onMismatch, interruption } = context;
  const keys = mode === "mktme" ? tenantKeys(seed, settings.keyids, settings.algorithm) : [];
  const { accesses, paths } = context.traces;
  const common = { ...platformOptions(choices), programs: accesses.length };
  const [lives, livesOff] = [new StageTable(), new StageTable()];
  let report: PlatformReport;
  let player: PlatformPlayer;
  {
    const own = { mode, keys, lives, revealSecrets, ...(wave && { wave }) };
    using platform = hardware.platform({ ...common, ...own });
    using bare = settings.compare
      ? hardware.platform({ ...common, mode: "off", keys: [], lives: livesOff })
      : undefined;
    const { programs } = common;
    player = new PlatformPlayer(platform, { keys, programs, seed, onMismatch });
    const off =
      bare &&
      new PlatformPlayer(bare, {
        keys: [],
        programs,
        seed,
        onMismatch: (problem) => onMismatch(`with the engine off: ${problem}`),
      });
    const players = off ? [player, off] : [player];
    await play(accesses, together(players), {
      lines: choices.lines,
      interruption,
      onProgress: () => context.onProgress(player.lines, player.cycles),
    });
    if (!interruption.reason) for (const one of players) one.finish();
    const cores = coreReports(paths, platform.cores, bare?.cores);
    report = reportOf(choices, { platform, player, lives, off, livesOff, cores });
    if (choices.dumpDram !== undefined) await dumpDram(choices.dumpDram, platform.cells);
  } // the waves are closed here, before the report says where they are
  const { mismatches, timePs } = report;
  const shown = { reads: player.all.read.ascending, saveFile: wave?.gtkw, isByKeyId: choices.isByKeyId };
  return { mismatches, timePs, json: jsonReport(report), text: platformText(report, shown) };
}

function platformOptions({ seed, engine, settings }: RunChoices): Omit<PlatformOptions, "mode" | "keys"> {
  const core = coreOptions(settings);
  return {
    ...(core && { core }),
    engine,
    algorithm: settings.algorithm,
    device: dramDevice(settings.dram),
    lanes: settings.lanes,
    roundKeys: settings["round-keys"],
    dataBits: settings["data-width"],
    slots: settings.slots,
    reads: settings.outstanding,
    writes: writesBeside(settings.outstanding),
    clockMhz: settings["clock-mhz"],
    seed: fold(seed),
  };
}

/** Half as many, and at least the two that the bus takes. */
const writesBeside = (reads: number): number => Math.max(2, Math.ceil(reads / 2));

/** Several players that play the same lines. */
function together(players: readonly PlatformPlayer[]): Stage {
  return {
    get waiting() {
      return Math.max(...players.map(({ waiting }) => waiting));
    },
    waitingOf(trace) {
      return Math.min(...players.map((player) => player.waitingOf(trace)));
    },
    submit(access, trace) {
      for (const player of players) player.submit(access, trace);
    },
    advance(waiting) {
      for (const player of players) player.advance(waiting);
    },
    drain() {
      for (const player of players) player.drain();
    },
  };
}

interface Played {
  readonly platform: Platform;
  readonly player: PlatformPlayer;
  readonly lives: StageTable;
  /** With the engine off. */
  readonly off: PlatformPlayer | undefined;
  readonly livesOff: StageTable;
  readonly cores: readonly CoreReport[];
}

function reportOf(
  choices: RunChoices,
  { platform, player, lives, off, livesOff, cores }: Played,
): PlatformReport {
  const { settings, seed, engine, wave } = choices;
  const { timePs, periodPs, commands } = platform;
  const { mode, outstanding } = settings;
  const { cycles, lines, moved, all } = player;
  const inLines = commands.RD + commands.WR;
  return {
    command: replayCommand(choices),
    seed,
    engine,
    mode,
    keyIds: mode === "mktme" ? settings.keyids : 0,
    algorithm: settings.algorithm,
    lanes: settings.lanes,
    roundKeys: settings["round-keys"],
    dataWidth: settings["data-width"],
    slots: settings.slots,
    outstanding: { reads: outstanding, writes: writesBeside(outstanding) },
    clockMhz: settings["clock-mhz"],
    core: coreOptions(settings) ?? null,
    cores,
    cycles,
    timePs,
    reads: moved.read,
    writes: moved.write,
    storedLines: player.stored,
    verified: player.verified,
    mismatches: player.mismatches + (off?.mismatches ?? 0),
    latencyCycles: {
      read: all.read.detail(),
      write: all.write.detail(),
      byKeyId: [...player.latencies]
        .sort(([a], [b]) => a - b)
        .map(([keyId, { read, write }]) => ({ keyId, read: read.detail(), write: write.detail() })),
    },
    latency: lives.latency,
    stalls: platform.stalls,
    occupancy: player.occupancy,
    linesPerCycle: cycles === 0 ? 0 : lines / cycles,
    dram: {
      name: settings.dram,
      commands,
      rowHits: Math.max(0, inLines - commands.ACT),
      bandwidthGBps: cycles === 0 ? 0 : (1000 * LINE_BYTES * lines) / (cycles * periodPs),
    },
    ...(off && { overhead: overheadOf(costOf(player, lives), costOf(off, livesOff), periodPs) }),
    wave: wave?.vcd ?? null,
  };
}

const costOf = ({ cycles, all }: PlatformPlayer, { latency }: StageTable) => ({
  cycles,
  reads: all.read,
  latency,
});

/** A seed of 53 bits in the 32 that a simulation takes. */
const fold = (seed: number): number => ((seed % 2 ** 32) ^ Math.floor(seed / 2 ** 32)) >>> 0;
