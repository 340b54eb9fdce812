import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the real GTKWave made of a wave file and its save file. */
export interface GtkWaveView {
  /** Names in the file, with ranges. */
  readonly names: readonly string[];
  /** Paths of the rows shown in open groups. */
  readonly shown: readonly string[];
  /** Rows in all, titles and ends of groups included. */
  readonly rows: number;
  /** First and last time of the file, in ps. */
  readonly span: readonly [number, number];
  /** First and last time in the window. */
  readonly window: readonly [number, number];
  /** The row texts at the times asked for: `name=value`. */
  readonly values: ReadonlyMap<number, readonly string[]>;
  /** Everything that GTKWave printed. */
  readonly output: string;
}

/** Tools of the Debian packages gtkwave, xvfb and xauth. */
const TOOLS = ["gtkwave", "xvfb-run", "xauth"];
const SECONDS = 60;

/** The tools that are not on the search path. */
export function missingTools(): string[] {
  const folders = (process.env.PATH ?? "").split(":");
  return TOOLS.filter((tool) => !folders.some((folder) => existsSync(join(folder, tool))));
}

const script = (times: readonly number[], picture: string | undefined): string => `
puts "ROWS [gtkwave::getTotalNumTraces]"
foreach name [gtkwave::getDisplayedSignals] { puts "SHOWN $name" }
for {set i 0} {$i < [gtkwave::getNumFacs]} {incr i} { puts "NAME [gtkwave::getFacName $i]" }
puts "SPAN [gtkwave::getMinTime] [gtkwave::getMaxTime]"
puts "WINDOW [gtkwave::getWindowStartTime] [gtkwave::getWindowEndTime]"
${picture ? `gtkwave::/File/Grab_To_File ${picture}` : ""}
foreach time {${times.join(" ")}} {
  gtkwave::setMarker $time
  for {set i 0} {$i < [gtkwave::getTotalNumTraces]} {incr i} {
    puts "VALUE $time [gtkwave::getTraceNameFromIndex $i]=[gtkwave::getTraceValueAtMarkerFromIndex $i]"
  }
}
gtkwave::/File/Quit
`;

/**
 * Opens files in GTKWave on a screen of its own: `x.gtkw` alone, or `x.vcd` with `x.gtkw`. `folder` keeps the script;
 * `from` is the working directory.
 */
export function openInGtkWave(
  files: { readonly vcd?: string; readonly save: string },
  options: { folder: string; from?: string; times?: readonly number[]; picture?: string },
): GtkWaveView {
  const check = join(options.folder, "check.tcl");
  writeFileSync(check, script(options.times ?? [], options.picture));
  const wave = files.vcd ? ["-f", files.vcd, "-a", files.save] : [files.save];
  const screen = ["-a", "-s", "-screen 0 1600x1000x24"];
  const { status, stdout, stderr, error } = spawnSync(
    "xvfb-run",
    [...screen, "gtkwave", ...wave, "-S", check],
    {
      cwd: options.from ?? options.folder,
      encoding: "utf8",
      timeout: SECONDS * 1000,
    },
  );
  const output = `${stdout}${stderr}`;
  if (error || status !== 0) throw new Error(`gtkwave ended with ${error?.message ?? status}: ${output}`);
  const lines = output.split("\n");
  const after = (word: string): string[] =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  const pair = (word: string): [number, number] => {
    const [from, to] = after(word)[0].split(" ").map(Number);
    return [from, to];
  };
  const values = new Map<number, string[]>((options.times ?? []).map((time) => [time, []]));
  for (const line of after("VALUE")) {
    const at = line.indexOf(" ");
    values.get(Number(line.slice(0, at)))!.push(line.slice(at + 1));
  }
  const [rows] = after("ROWS").map(Number);
  const shown = after("SHOWN");
  return { names: after("NAME"), shown, rows, span: pair("SPAN"), window: pair("WINDOW"), values, output };
}

/** The trace lines of a save file: no settings, flags, colours, filters and titles. */
export function traceNames(save: string): string[] {
  return readFileSync(save, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !/^[[*@^-]/.test(line))
    .map((line) => line.replace(/^[+#]\{[^}]*\} /, ""));
}
