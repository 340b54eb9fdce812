import { type TextLine, textLines } from "../host/workload/text-lines.ts";
import type { XtsUnits } from "../host/xts-unit.ts";
import { print, type Stdio } from "./stdio.ts";
import { parseRecord } from "./xts-record.ts";

/** Data units that enter the hardware together. */
const GROUP = 256;

/**
 * Reads data units as JSON lines and answers each with a JSON line, in order: its data, or the error in it. Answers what
 * has come when no more comes, so that a program can wait for each answer. Returns the exit code: 2 if a line was wrong.
 */
export async function batch({ stdin, stdout, stderr }: Stdio, units: XtsUnits): Promise<number> {
  let total = 0;
  let refused = 0;
  for await (const lines of groups(textLines("standard input", stdin), GROUP)) {
    const records = lines.filter(({ text }) => text.trim() !== "").map((line) => parseRecord(utf8(line)));
    const results = units
      .process(records.flatMap((record) => ("unit" in record ? [record.unit] : [])))
      .values();
    const answers = records.map((record) => {
      if ("error" in record) return record;
      return { id: record.id, data: Buffer.from(results.next().value!).toString("hex") };
    });
    await print(stdout, answers.map((answer) => `${JSON.stringify(answer)}\n`).join(""));
    total += records.length;
    refused += records.filter((record) => "error" in record).length;
  }
  if (refused === 0) return 0;
  stderr.write(`cipherline: ${refused} of ${total} data units were refused; each answer says why\n`);
  return 2;
}

/** Gathers what is there without waiting for more, at most `size` items at a time; before an error, what came first. */
async function* groups<T>(items: AsyncIterator<T>, size: number): AsyncGenerator<T[]> {
  let group: T[] = [];
  let next = items.next();
  for (;;) {
    const settled = group.length === 0 ? next : Promise.race([next, nothingCame()]);
    const item = await settled.catch(() => undefined);
    if (item && !item.done) {
      group.push(item.value);
      next = items.next();
      next.catch(() => {}); // thrown below, once the group is through
      if (group.length < size) continue;
    }
    if (group.length > 0) yield group;
    else await next; // throws where there is no item
    if (item?.done) return;
    group = [];
  }
}

/** Resolves when the event loop has looked at all its input once. */
function nothingCame(): Promise<undefined> {
  return new Promise((resolve) => setImmediate(resolve, undefined));
}

/** The line's bytes as the UTF-8 that JSON is written in. */
function utf8({ text }: TextLine): string {
  return Buffer.from(text, "latin1").toString("utf8");
}
