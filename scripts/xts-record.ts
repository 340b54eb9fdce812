import * as v from "valibot";
import type { XtsUnit } from "../host/xts-unit.ts";
import { hexProblem, orList } from "./options.ts";

export const OPS = ["encrypt", "decrypt"] as const;
export const KEY_BYTES = [16, 32];
export const TWEAK_BYTES = [16];
export const DATA_BYTES = [16, 32, 48, 64];

/** Names a data unit in a batch; comes back with its result. */
export type RecordId = string | number | null;

/** A line of a batch: the data unit in it, or why there is none. The id is null where it could not be read. */
export type XtsRecord =
  | { readonly id: RecordId; readonly unit: XtsUnit }
  | { readonly id: RecordId; readonly error: string };

/** Reads `{"id","op","key1","key2","tweak","data"}`. Errors name the field and what is accepted, and show no key. */
export function parseRecord(line: string): XtsRecord {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { id: null, error: "not JSON" };
  }
  const parsed = v.safeParse(Fields, json);
  if (parsed.success) {
    const { id, ...unit } = parsed.output;
    return { id, unit };
  }
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  const readable = v.safeParse(v.object({ id: Id }), json);
  return {
    id: readable.success ? readable.output.id : null,
    error: path ? `${path}: ${issue.message}` : issue.message,
  };
}

const Id = v.union([v.string(), v.number()], "accepted: a string or a number");

const Fields = v.pipe(
  v.strictObject(
    {
      id: Id,
      op: v.picklist(OPS, `accepted: ${orList(OPS)}`),
      key1: hex(KEY_BYTES),
      key2: hex(KEY_BYTES),
      tweak: hex(TWEAK_BYTES),
      data: hex(DATA_BYTES),
    },
    (issue) => (issue.expected === "Object" ? "accepted: an object" : objectProblem(issue)),
  ),
  v.forward(
    v.check(({ key1, key2 }) => key1.length === key2.length, "accepted: as many bytes as key1"),
    ["key2"],
  ),
);

function objectProblem({ expected }: { readonly expected: string | null }): string {
  return expected === "never" ? "unknown field; accepted: id, op, key1, key2, tweak, data" : "missing";
}

function hex(lengths: readonly number[]) {
  const accepted = `${orList(lengths)} bytes in hex`;
  return v.pipe(
    v.string(`accepted: ${accepted}`),
    v.check(
      (value) => hexProblem(value, lengths) === undefined,
      ({ input }) => `${hexProblem(input, lengths)}; accepted: ${accepted}`,
    ),
    v.transform((value) => new Uint8Array(Buffer.from(value, "hex"))),
  );
}
