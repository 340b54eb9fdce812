import type { Text } from "./text.ts";

const COLUMNS = 100;

/** `lhs = value;` on one line where it fits, a chain of choices a line each, anything else broken at spaces. */
export function assignment(left: string, operator: string, value: Text, indent: string): string[] {
  const line = `${indent}${left} ${operator} ${value.code};`;
  if (line.length <= COLUMNS && (value.chain?.length ?? 0) <= 2) return [line];
  const inner = `${indent}  `;
  const rows = value.chain ?? [value.code];
  const lines = rows.flatMap((row) => wrap(row, inner));
  lines[lines.length - 1] += ";";
  return [`${indent}${left} ${operator}`, ...lines];
}

/** Breaks a text at spaces; what follows stands two columns further in. */
export function wrap(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  let bare = true;
  for (const word of text.split(" ")) {
    if (!bare && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = `${indent}  `;
      bare = true;
    }
    line += bare ? word : ` ${word}`;
    bare = false;
  }
  return [...lines, line];
}
