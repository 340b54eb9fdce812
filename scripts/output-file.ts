import { type Stats, statSync } from "node:fs";
import { dirname } from "node:path";
import { systemReason } from "../host/user-error.ts";
import { refuse } from "./options.ts";

/**
 * What is at the path that an option gives for a file to be written; undefined for nothing yet. Throws UserError where
 * no file can be.
 */
export function fileToWrite(option: string, path: string, accepted: string): Stats | undefined {
  const stat = (place: string): Stats | undefined => {
    try {
      return statSync(place, { throwIfNoEntry: false });
    } catch (cause) {
      throw refuse(option, path, systemReason(cause) ?? String(cause), accepted);
    }
  };
  if (path.includes("\0")) throw refuse(option, path, "a NUL in the path", accepted);
  const existing = stat(path);
  if (existing?.isDirectory()) throw refuse(option, path, "a folder", accepted);
  if (!stat(dirname(path))?.isDirectory()) throw refuse(option, path, "no such folder", accepted);
  return existing;
}
