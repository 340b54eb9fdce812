import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { WavePaths } from "../host/line-memory.ts";
import { type Given, refuse, text } from "./options.ts";

/** Where waves go when the user does not say; its folder is made when it is missing. */
export const DEFAULT_WAVE = "waves/out/run.vcd";

const ACCEPTED = 'the path of a VCD file in a folder that exists, or "none"';

/** The paths behind `--wave FILE|none`; undefined for none. GTKWave's save file lies beside a regular file. */
export function wavePaths(given: Given): WavePaths | undefined {
  const vcd = text("wave", given, ACCEPTED);
  if (vcd === "none") return undefined;
  if (vcd.includes("\0")) throw refuse("wave", vcd, "a NUL in the path", ACCEPTED);
  if (vcd === DEFAULT_WAVE) mkdirSync(dirname(vcd), { recursive: true });

  const existing = statSync(vcd, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw refuse("wave", vcd, "a folder", ACCEPTED);
  if (!statSync(dirname(vcd), { throwIfNoEntry: false })?.isDirectory()) {
    throw refuse("wave", vcd, "no such folder", ACCEPTED);
  }
  const isRegular = existing?.isFile() ?? true;
  return isRegular ? { vcd, gtkw: `${vcd.replace(/\.vcd$/, "")}.gtkw` } : { vcd };
}
