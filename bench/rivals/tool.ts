import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Everything takes less, a build on a loaded machine included. */
const LIMIT = 900_000;

export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** Which of these tools the machine lacks. */
export function missing(tools: readonly string[]): readonly string[] {
  return tools.filter((tool) => spawnSync("sh", ["-c", 'command -v "$0"', tool]).status !== 0);
}

/** Where rivals are built, until it is disposed. */
export class Workshop implements Disposable {
  private readonly path = mkdtempSync(join(tmpdir(), "cipherline-bench-"));

  folder(files: readonly SourceFile[]): WorkFolder {
    return new WorkFolder(mkdtempSync(join(this.path, "design-")), files);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A folder that holds some sources and what tools make of them. */
export class WorkFolder {
  private readonly path: string;

  constructor(path: string, files: readonly SourceFile[]) {
    this.path = path;
    for (const { name, text } of files) writeFileSync(join(path, name), text);
  }

  /** What a tool prints, run in the folder. @throws Error with it, if the tool fails. */
  run(tool: string, args: readonly string[]): string {
    const { status, stdout, stderr, error } = spawnSync(tool, args, {
      cwd: this.path,
      encoding: "utf8",
      timeout: LIMIT,
      maxBuffer: 2 ** 28,
    });
    if (error) throw error;
    if (status !== 0) throw new Error(`${tool} failed with ${status}:\n${stderr}${stdout}`);
    return stdout;
  }

  /** The same, and the seconds of processor time that the tool took, its children included. */
  time(tool: string, args: readonly string[]): { readonly output: string; readonly seconds: number } {
    const timed = `TIMEFORMAT='%U %S'; { time "$0" "$@" 2>&3; } 3>&2 2> processor-time`;
    const output = this.run("bash", ["-c", timed, tool, ...args]);
    const [user, system] = this.run("cat", ["processor-time"]).split(" ").map(Number);
    return { output, seconds: user + system };
  }
}
