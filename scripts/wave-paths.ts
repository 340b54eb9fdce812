import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { WavePaths } from "../host/line-memory.ts";
import { EnvironmentError, systemReason } from "../host/user-error.ts";
import { type Given, text } from "./options.ts";
import { fileToWrite } from "./output-file.ts";

/** Where waves go when the user does not say; its folder is made when it is missing. */
export const DEFAULT_WAVE = "waves/out/run.vcd";

const ACCEPTED = 'the path of a VCD file in a folder that exists, or "none"';

/** The paths behind `--wave FILE|none`; undefined for none. GTKWave's save file lies beside a regular file. */
export function wavePaths(given: Given): WavePaths | undefined {
  const vcd = text("wave", given, ACCEPTED);
  if (vcd === "none") return undefined;
  if (vcd === DEFAULT_WAVE) makeFolder(dirname(vcd));
  const isRegular = fileToWrite("wave", vcd, ACCEPTED)?.isFile() ?? true;
  return isRegular ? { vcd, gtkw: `${vcd.replace(/\.vcd$/, "")}.gtkw` } : { vcd };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new EnvironmentError(`${folder}: cannot be made: ${systemReason(cause)}; give --wave FILE or none`);
  }
}
