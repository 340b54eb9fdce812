import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { DesignError } from "../netlist/error.ts";
import { defaultLayout } from "./default-layout.ts";
import { fileError, reason } from "./file-sink.ts";
import type { Dumped, Marker, SaveFile } from "./save-file.ts";
import { type Rows, saveRows } from "./save-rows.ts";

const MARKERS = 26;
/** Times in the window at first: 16 cycles of one clock. */
const STEPS = 32;
/** About the width of the waves in a window of the size below; and the pixels that GTKWave's zoom counts in. */
const WAVE_PIXELS = 880;
const ZOOM_PIXELS = 200;

/** A save file as text. All paths in it are relative to its own folder, which is where GTKWave looks for them. */
export interface SaveFileText {
  readonly text: string;
  readonly filters: Rows["filters"];
}

/** The path of the save file beside a dump. */
const saveFilePath = (vcdPath: string): string => `${vcdPath.replace(/\.vcd$/, "")}.gtkw`;

/**
 * Renders the save file `NAME.gtkw` of the dump `NAME.vcd`; filter files are in the folder `NAME.gtkw.d`.
 * @throws DesignError WAVE for a path that the dump does not hold, and for too many markers.
 */
export function renderSaveFile(vcdName: string, dumped: Dumped, save: SaveFile): SaveFileText {
  const { markers = [] } = save;
  if (markers.length > MARKERS) {
    throw new DesignError(
      "WAVE",
      `the save file has ${markers.length} markers, and GTKWave has ${MARKERS}`,
      [],
      "leave some out",
    );
  }
  const name = saveFilePath(vcdName);
  const { lines, filters } = saveRows(save.groups, dumped, `${name}.d`);
  const { from, to } = save.window ?? firstWindow(dumped, markers);
  const zoom = -Math.log2((Math.max(1, to - from) * ZOOM_PIXELS) / WAVE_PIXELS);
  const times = Array.from({ length: MARKERS }, (_, i) => markers[i]?.time ?? -1);
  const text = [
    "[*] written by Cipherline",
    `[dumpfile] "${vcdName}"`,
    `[savefile] "${name}"`,
    `[timestart] ${from}`,
    "[size] 1440 860",
    "[pos] -1 -1",
    `*${zoom.toFixed(6)} ${times[0]} ${times.join(" ")}`,
    ...markers.map((marker, i) => `[markername_long] ${String.fromCharCode(65 + i)} ${marker.name}`),
    `[treeopen] ${dumped.netlist.scopes[0].name}.`,
    "[sst_width] 180",
    "[signals_width] 260",
    "[sst_expanded] 1",
    "[sst_vpaned_height] 300",
    ...lines,
    "[pattern_trace] 1",
    "[pattern_trace] 0",
  ];
  return { text: `${text.join("\n")}\n`, filters };
}

/** From shortly before the first marker, or the first text in a lane, or else from the start. */
function firstWindow({ first, last, steps, active }: Dumped, markers: readonly Marker[]) {
  const span = Math.ceil((Math.max(1, last - first) * STEPS) / Math.max(STEPS, steps));
  const start = markers[0]?.time ?? active ?? first;
  const from = Math.max(first, start - Math.ceil(span / 16));
  return { from, to: from + span };
}

/**
 * Writes `x.gtkw` beside `x.vcd`, and the filter files in `x.gtkw.d` where there are any. Open it with
 * `gtkwave x.gtkw` or `gtkwave x.vcd x.gtkw`, from any folder. Returns the path of the save file.
 * @throws DesignError WAVE as `renderSaveFile` does, and if a file cannot be written.
 */
export function writeSaveFile(
  vcdPath: string,
  dumped: Dumped,
  save: SaveFile = defaultLayout(dumped),
): string {
  const path = saveFilePath(vcdPath);
  const { text, filters } = renderSaveFile(basename(vcdPath), dumped, save);
  try {
    writeFileSync(path, text);
    if (filters.size > 0) mkdirSync(`${path}.d`, { recursive: true });
    for (const [file, content] of filters) writeFileSync(join(`${path}.d`, file), content);
  } catch (cause) {
    throw fileError(path, `cannot be written: ${reason(cause)}`);
  }
  return path;
}
