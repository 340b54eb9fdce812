import { accessSync, constants, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { EnvironmentError, systemReason } from "../host/user-error.ts";
import { refuse } from "./options.ts";

const ACCEPTED = "a folder, which is made if its parent is there";

/** Makes the folder that an option gives for files to be written to, or refuses it, before any work is done. */
export function makeFolder(option: string, path: string): void {
  const isFolder = (place: string): boolean =>
    statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (path.includes("\0")) throw refuse(option, path, "a NUL in the path", ACCEPTED);
  try {
    if (!isFolder(path)) {
      if (existsSync(path)) throw refuse(option, path, "not a folder", ACCEPTED);
      if (!isFolder(dirname(path))) throw refuse(option, path, "no such folder", ACCEPTED);
      mkdirSync(path);
    }
    accessSync(path, constants.W_OK);
  } catch (cause) {
    const reason = systemReason(cause);
    throw reason === undefined ? cause : refuse(option, path, reason, ACCEPTED);
  }
}

/** Writes files to a folder that `makeFolder` accepted. @throws EnvironmentError naming the file that cannot be written. */
export function writeFolder(
  path: string,
  files: readonly { readonly name: string; readonly text: string }[],
): void {
  let target = path;
  try {
    for (const { name, text } of files) {
      target = join(path, name);
      writeFileSync(target, text);
    }
  } catch (cause) {
    throw new EnvironmentError(`${target}: ${systemReason(cause) ?? String(cause)}`);
  }
}
