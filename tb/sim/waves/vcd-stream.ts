import { createRequire } from "node:module";
import type { Writable } from "node:stream";

interface StreamVar {
  readonly kind: "var";
  readonly type: string;
  readonly size: number;
  readonly link: string;
  readonly name: string;
}

/** A scope of vcd-stream's header tree. */
export interface StreamScope {
  readonly kind: "scope";
  readonly type: string;
  readonly name: string;
  readonly body: ReadonlyArray<StreamScope | StreamVar>;
}

interface Parser extends Writable {
  readonly info: { readonly wires: StreamScope; readonly timescale: string };
  readonly change: {
    any(take: (code: string, time: bigint, command: number, value?: bigint, mask?: bigint) => void): void;
  };
  getTime(): bigint;
}

/** The path without an addon: nothing is compiled at install. */
const require = createRequire(import.meta.url);
const createVcd: () => Promise<unknown> = require("vcd-stream/out/vcd.js");
const webVcdParser: (wasm: unknown) => Promise<Parser> = require("vcd-stream/lib/web-vcd-parser.js");

/**
 * The parser copies each chunk to its stack of 128 KiB. Chunks above half of that now and then lose a change in
 * silence; and a header that is not one chunk is damaged.
 */
const LARGEST_HEADER = 64 * 1024;
const CHUNK = 16 * 1024;
const SCALARS: Readonly<Record<number, string>> = { 14: "0", 15: "1", 16: "x", 17: "x", 18: "z", 19: "z" };
const VECTORS: ReadonlySet<number> = new Set([30, 31]);

export interface StreamEvent {
  readonly code: string;
  readonly time: number;
  /** All characters 0 1 x z, most significant first. */
  readonly value: string;
}

/**
 * Reads a VCD text with vcd-stream, which shares no line with our reader. It drops what it does not know without an
 * error, so the time that it came to is compared with the last `#` of the text. Times must be below 2^31, the header
 * below 64 KiB, and the text without strings and reals.
 */
export async function readWithVcdStream(text: string): Promise<{
  readonly events: readonly StreamEvent[];
  readonly root: StreamScope;
  readonly timescale: string;
}> {
  const parser = await webVcdParser(await createVcd());
  const events: StreamEvent[] = [];
  const widths = new Map<string, number>();
  parser.change.any((code, time, command, value = 0n, mask = 0n) => {
    if (widths.size === 0) collectWidths(parser.info.wires, widths);
    events.push({ code, time: Number(time), value: digits(command, value, mask, widths.get(code)!) });
  });
  const end = "$enddefinitions $end\n";
  const bodyAt = text.indexOf(end) + end.length;
  if (bodyAt > LARGEST_HEADER) throw new Error("the header does not fit one chunk");
  parser.write(Buffer.from(text.slice(0, bodyAt)));
  for (let at = bodyAt; at < text.length; at += CHUNK) {
    parser.write(Buffer.from(text.slice(at, at + CHUNK)));
  }
  await new Promise<void>((resolve) => parser.end(resolve));
  const last = /^\n#(\d+)\n/.exec(text.slice(text.lastIndexOf("\n#")))?.[1];
  if (last !== `${parser.getTime()}`)
    throw new Error(`vcd-stream came to ${parser.getTime()}, not to ${last}`);
  return { events, root: parser.info.wires, timescale: parser.info.timescale };
}

function collectWidths(root: StreamScope, widths: Map<string, number>): void {
  const todo: Array<StreamScope | StreamVar> = [root];
  for (let at = todo.pop(); at; at = todo.pop()) {
    if (at.kind === "var") widths.set(at.link, at.size);
    else todo.push(...at.body);
  }
}

function digits(command: number, value: bigint, mask: bigint, width: number): string {
  const scalar = SCALARS[command];
  if (scalar !== undefined) return scalar;
  if (!VECTORS.has(command)) throw new Error(`vcd-stream command ${command}`);
  const values = value.toString(2).padStart(width, "0");
  const masks = mask.toString(2).padStart(width, "0");
  return [...values].map((bit, i) => (masks[i] === "1" ? (bit === "1" ? "z" : "x") : bit)).join("");
}
