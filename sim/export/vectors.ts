import type { Field, Track } from "./track.ts";

/** A field of a track where a word of a memory file holds it. */
export interface PackedField extends Field {
  /** Its lowest bit; a multiple of 4, so that each field has hex digits of its own. */
  readonly low: number;
}

/** One plane of a track as a memory in a testbench: a row only where it differs from the row before. */
export interface Column {
  /** Of the memory. */
  readonly name: string;
  /** Bits of a row. */
  readonly width: number;
  readonly rows: number;
  /** The steps at which the rows begin. */
  readonly steps: readonly number[];
  /** For `$readmemh`. */
  text(): string;
}

/** What a track recorded, as two memories of a testbench: its values, and which of their bits are unknown. */
export class Vectors {
  readonly name: string;
  readonly fields: readonly PackedField[];
  /** Bits of a row: the fields one above the other. */
  readonly width: number;
  readonly value: Column;
  readonly unknown: Column;

  constructor(name: string, track: Track) {
    let low = 0;
    this.name = name;
    this.fields = track.fields.map((field) => {
      const packed = { ...field, low };
      low += 4 * digits(field.width);
      return packed;
    });
    this.width = low;
    this.value = column(`${name}_value`, low, track, "value");
    this.unknown = column(`${name}_unknown`, low, track, "unknown");
  }
}

function column(name: string, width: number, track: Track, plane: "value" | "unknown"): Column {
  const rows: number[] = [];
  for (let row = 0; row < track.rows; row++) {
    const words = track.row(plane, row);
    const before = track.row(plane, rows.at(-1) ?? 0);
    if (row === 0 || words.some((word, i) => word !== before[i])) rows.push(row);
  }
  const fields = track.fields.toReversed();
  return {
    name,
    width,
    rows: rows.length,
    steps: rows.map((row) => track.stepOf(row)),
    text: () => rows.map((row) => `${hexRow(fields, track.row(plane, row))}\n`).join(""),
  };
}

function hexRow(fields: readonly Field[], words: Int32Array): string {
  let text = "";
  for (const { at, width } of fields) {
    const top = (width - 1) >> 5;
    text += hex(words[at + top], digits(width - 32 * top));
    for (let word = top - 1; word >= 0; word--) text += hex(words[at + word], 8);
  }
  return text;
}

const digits = (width: number): number => Math.ceil(width / 4);
const hex = (word: number, count: number): string => (word >>> 0).toString(16).padStart(count, "0");
