import type { Options } from "yargs";
import { UserError } from "../host/user-error.ts";
import type { XtsUnit } from "../host/xts-unit.ts";
import { batch } from "./batch.ts";
import type { Hardware } from "./hardware.ts";
import { choice, flag, type Given, hexBytes } from "./options.ts";
import { print, type Stdio } from "./stdio.ts";
import { DATA_BYTES, KEY_BYTES, OPS, TWEAK_BYTES } from "./xts-record.ts";

export const XTS_OPTIONS = {
  op: { describe: "encrypt or decrypt", type: "string" },
  key1: { describe: "Data key: 16 or 32 bytes in hex", type: "string" },
  key2: { describe: "Tweak key, as long as the data key", type: "string" },
  tweak: { describe: "The 16-byte initial value in hex", type: "string" },
  data: { describe: "16, 32, 48 or 64 bytes in hex", type: "string" },
  batch: { describe: "Read data units as JSON lines from standard input" },
} as const satisfies Record<string, Options>;

/** `cipherline xts`: runs one data unit, or a batch of them, through the line cipher. Returns the exit code. */
export async function xts(given: Record<string, Given>, stdio: Stdio, hardware: Hardware): Promise<number> {
  if (flag("batch", given.batch)) {
    refuseUnitOptions(given);
    using units = hardware.xtsUnits();
    return await batch(stdio, units);
  }
  const unit = parse(given);
  using units = hardware.xtsUnits();
  const [result] = units.process([unit]);
  await print(stdio.stdout, `${Buffer.from(result).toString("hex")}\n`);
  return 0;
}

function parse(given: Record<string, Given>): XtsUnit {
  const op = choice("op", given.op, OPS);
  const key1 = hexBytes("key1", given.key1, KEY_BYTES, true);
  const key2 = hexBytes("key2", given.key2, [key1.length], true);
  const tweak = hexBytes("tweak", given.tweak, TWEAK_BYTES);
  const data = hexBytes("data", given.data, DATA_BYTES);
  return { op, key1, key2, tweak, data };
}

function refuseUnitOptions(given: Record<string, Given>): void {
  for (const name of Object.keys(XTS_OPTIONS)) {
    if (name === "batch" || given[name] === undefined) continue;
    throw new UserError(`--${name}: given together with --batch; accepted: one or the other`);
  }
}
