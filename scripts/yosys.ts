import { spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { EnvironmentError, systemReason } from "../host/user-error.ts";

/** Lines of what Yosys said that an error shows. */
const SHOWN = 3;
/** Characters of it that are kept meanwhile. */
const MOST_KEPT = 4000;

/** How Yosys is started: the program and the arguments before its own. */
export type YosysCommand = readonly [program: string, ...first: string[]];

/** The `yosys` of the machine, else the one of WebAssembly, if it is installed. @throws EnvironmentError without both. */
export function findYosys(path = process.env.PATH ?? "", hasPackage = isInstalled): YosysCommand {
  const native = path
    .split(delimiter)
    .map((folder) => join(folder, "yosys"))
    .find(isProgram);
  if (native !== undefined) return [native];
  if (hasPackage("@yowasp/yosys")) {
    return [process.execPath, fileURLToPath(new URL("../bin/yosys-wasm.js", import.meta.url))];
  }
  throw new EnvironmentError("no Yosys: install yosys (apt-get install yosys), or npm install @yowasp/yosys");
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

export interface YosysRun {
  /** What the script reads, by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly script: readonly string[];
  /** The names of the files that it writes. */
  readonly writes: readonly string[];
  /** After which it is ended. */
  readonly seconds: number;
  /** Ends it at once. */
  readonly signal: AbortSignal;
}

/**
 * Runs a script in a folder of its own. Returns the texts of the files that it wrote, or undefined where it was ended by
 * the signal. @throws EnvironmentError with Yosys' last words if it fails, cannot be started or takes too long.
 */
export async function runYosys(command: YosysCommand, run: YosysRun): Promise<readonly string[] | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "cipherline-"));
  try {
    for (const [name, text] of Object.entries(run.files)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, "run.ys"), run.script.map((line) => `${line}\n`).join(""));
    if (!(await ended(command, folder, run))) return undefined;
    return run.writes.map((name) => readFileSync(join(folder, name), "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether it came to its end; false where the signal ended it. */
async function ended([program, ...first]: YosysCommand, folder: string, run: YosysRun): Promise<boolean> {
  const late = AbortSignal.timeout(1000 * run.seconds);
  const stop = AbortSignal.any([run.signal, late]);
  if (stop.aborted) return false;
  const child = spawn(program, [...first, "-q", "-s", "run.ys"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // a group with the programs that it starts, so that all are ended; a terminal's SIGINT ends us alone
  });
  const end = () => void (child.pid !== undefined && process.kill(-child.pid, "SIGKILL"));
  stop.addEventListener("abort", end);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes: Buffer) => {
      said = (said + bytes).slice(-MOST_KEPT);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", (error) => {
      reject(new EnvironmentError(`${program}: ${systemReason(error) ?? error.message}`));
    });
    child.on("close", resolve);
  });
  stop.removeEventListener("abort", end);
  if (code === 0) return true;
  if (run.signal.aborted) return false;
  if (late.aborted)
    throw new EnvironmentError(`yosys: not done after ${run.seconds} s; --seconds gives it more`);
  const words = said.trim().split("\n").slice(-SHOWN).join(" ");
  throw new EnvironmentError(`yosys: failed with ${code ?? child.signalCode}: ${words}`);
}
