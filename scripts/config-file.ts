import { closeSync, openSync, readSync } from "node:fs";
import { printable, systemReason, UserError } from "../host/user-error.ts";
import { SETTING_NAMES } from "./platform-settings.ts";

/** A configuration has a few hundred bytes. */
const MAX_BYTES = 65_536;

/** The settings in a JSON file, not checked yet but for their names. Throws UserError with the file and the problem. */
export function readConfig(path: string): ReadonlyMap<string, unknown> {
  const file = printable(path, 200);
  let json: unknown;
  try {
    json = JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = systemReason(error);
    throw new UserError(
      `${file}: ${reason ? `cannot be read: ${reason}` : "not JSON"}; accepted: ${ACCEPTED}`,
    );
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new UserError(`${file}: not an object; accepted: ${ACCEPTED}`);
  }
  const settings = new Map(Object.entries(json));
  for (const name of settings.keys()) {
    if (SETTING_NAMES.some((known) => known === name)) continue;
    throw new UserError(`${file}: ${printable(name)}: unknown; accepted: ${SETTING_NAMES.join(", ")}`);
  }
  return settings;
}

const ACCEPTED = `a JSON object of at most ${MAX_BYTES} bytes with settings (docs/configuration.md)`;

function readText(path: string): string {
  const bytes = Buffer.alloc(MAX_BYTES + 1);
  let length = 0;
  const fd = openSync(path, "r");
  try {
    for (let read = 1; read > 0 && length < bytes.length; length += read) {
      read = readSync(fd, bytes, length, bytes.length - length, null);
    }
  } finally {
    closeSync(fd);
  }
  if (length > MAX_BYTES) throw new UserError(`${printable(path, 200)}: too long; accepted: ${ACCEPTED}`);
  return bytes.toString("utf8", 0, length);
}
