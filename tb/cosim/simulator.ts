import type { SourceFile } from "./work-folder.ts";

export interface SimulatorOptions {
  /** For each of its processes. */
  readonly seconds?: number;
}

/**
 * Another simulator: runs modules without ports side by side until nothing moves any more, and gives what they print. The
 * files are in the folder in which it runs; those ending in `.sv` are compiled.
 * @throws Error with the tool's output, if it fails or takes too long.
 */
export type Simulator = (
  files: readonly SourceFile[],
  tops: readonly string[],
  options?: SimulatorOptions,
) => Promise<string>;
