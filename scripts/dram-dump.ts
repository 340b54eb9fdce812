import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { EnvironmentError, printable, systemReason } from "../host/user-error.ts";
import { type Given, text } from "./options.ts";
import { fileToWrite } from "./output-file.ts";

const ACCEPTED = "the path of a file in a folder that exists";

/** The path behind `--dump-dram FILE`; undefined where it is not given. Throws UserError. */
export function dumpPath(given: Given): string | undefined {
  if (given === undefined) return undefined;
  const path = text("dump-dram", given, ACCEPTED);
  fileToWrite("dump-dram", path, ACCEPTED);
  return path;
}

/** Writes what a memory's cells hold as JSON lines, by ascending physical address. Throws EnvironmentError. */
export async function dumpDram(path: string, cells: ReadonlyMap<number, Uint8Array>): Promise<void> {
  try {
    await pipeline(Readable.from(lines(cells)), createWriteStream(path));
  } catch (error) {
    throw new EnvironmentError(
      `${printable(path, 200)}: cannot be written: ${systemReason(error) ?? String(error)}`,
    );
  }
}

function* lines(cells: ReadonlyMap<number, Uint8Array>): Generator<string> {
  for (const physical of Float64Array.from(cells.keys()).sort()) {
    const data = Buffer.from(cells.get(physical)!).toString("hex");
    yield `{"pa":"0x${physical.toString(16)}","data":"${data}"}\n`;
  }
}
