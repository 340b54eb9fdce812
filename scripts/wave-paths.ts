import { mkdirSync, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";
import type { WavePaths } from "../host/line-memory.ts";
import { EnvironmentError, systemReason } from "../host/user-error.ts";
import { type Given, refuse, text } from "./options.ts";

/** Where waves go when the user does not say; its folder is made when it is missing. */
export const DEFAULT_WAVE = "waves/out/run.vcd";

const ACCEPTED = 'the path of a VCD file in a folder that exists, or "none"';

/** The paths behind `--wave FILE|none`; undefined for none. GTKWave's save file lies beside a regular file. */
export function wavePaths(given: Given): WavePaths | undefined {
  const vcd = text("wave", given, ACCEPTED);
  if (vcd === "none") return undefined;
  if (vcd.includes("\0")) throw refuse("wave", vcd, "a NUL in the path", ACCEPTED);
  if (vcd === DEFAULT_WAVE) makeFolder(dirname(vcd));

  const existing = stat(vcd, vcd);
  if (existing?.isDirectory()) throw refuse("wave", vcd, "a folder", ACCEPTED);
  if (!stat(dirname(vcd), vcd)?.isDirectory()) throw refuse("wave", vcd, "no such folder", ACCEPTED);
  const isRegular = existing?.isFile() ?? true;
  return isRegular ? { vcd, gtkw: `${vcd.replace(/\.vcd$/, "")}.gtkw` } : { vcd };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new EnvironmentError(`${folder}: cannot be made: ${systemReason(cause)}; give --wave FILE or none`);
  }
}

/** What is at a path; undefined for nothing. `vcd` is what the user gave. */
function stat(path: string, vcd: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    throw refuse("wave", vcd, systemReason(cause) ?? String(cause), ACCEPTED);
  }
}
