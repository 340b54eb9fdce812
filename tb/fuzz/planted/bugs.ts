import { readFileSync } from "node:fs";
import type { Kind } from "../module.ts";

/** A bug to be planted in a copy of the sources, which random modules must find. */
export interface Bug {
  /** What goes wrong with it. */
  readonly breaks: string;
  readonly file: string;
  /** A text that stands in the file once, and what is put in its place. */
  readonly find: string;
  readonly replace: string;
  /** The modules that can show it; `both` unless said otherwise. */
  readonly kind?: Kind | "both";
}

/** The tables beside this file, `event.json` and so on, each of the bugs of one part of the simulators. */
export const PARTS = ["event", "compiled", "netlist", "language", "export"] as const;
export type Part = (typeof PARTS)[number];

export const bugsOf = (part: Part): readonly Bug[] =>
  JSON.parse(readFileSync(new URL(`${part}.json`, import.meta.url), "utf8")) as Bug[];

/** The text with the bug. @throws Error where it is not to be planted, since the text has changed. */
export function plant({ file, find, replace, breaks }: Bug, text: string): string {
  const times = text.split(find).length - 1;
  if (times === 1) return text.replace(find, () => replace);
  throw new Error(`${file}: the text of "${breaks}" stands there ${times} times, not once: ${find}`);
}
