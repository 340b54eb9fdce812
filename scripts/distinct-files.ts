import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { refuse } from "./options.ts";

/** A file that an option names. */
export interface NamedFile {
  readonly option: string;
  readonly path: string;
}

/**
 * Throws UserError where a file to be written is one that is read, or is written for another option too, by whatever
 * path. Devices and pipes may serve several.
 */
export function checkDistinct(inputs: readonly NamedFile[], outputs: readonly NamedFile[]): void {
  const owners = new Map<string, string>();
  for (const { option, path } of inputs) {
    const file = identity(path);
    if (file !== undefined) owners.set(file, `--${option}`);
  }
  for (const { option, path } of outputs) {
    const file = identity(path);
    if (file === undefined) continue;
    const owner = owners.get(file);
    if (owner !== undefined) throw refuse(option, path, `the file of ${owner}`, "a file of its own");
    owners.set(file, `--${option}`);
  }
}

/** What two paths of one file share, there already or not; undefined for what is no file. */
function identity(path: string): string | undefined {
  try {
    const existing = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (!existing) return join(realpathSync(dirname(path)), basename(path));
    return existing.isFile() ? `${existing.dev}:${existing.ino}` : undefined;
  } catch {
    return undefined; // whoever opens it says why it cannot be
  }
}
