import type { Text } from "./text.ts";

const COLUMNS = 100;

/** `left = value;` on one line where it fits, a chain of choices a line each, anything else broken at spaces. */
export function assignment(left: string, operator: string, value: Text, indent: string): string[] {
  const line = `${indent}${left} ${operator} ${value.code};`;
  if (line.length <= COLUMNS && (value.chain?.length ?? 0) <= 3) return [line];
  if (value.rows) {
    const rows = packed(value.rows, `${indent}  `);
    return [`${indent}${left} ${operator} {`, ...rows, `${indent}};`];
  }
  const lines = (value.chain ?? [value.code]).flatMap((row) => wrap(row, `${indent}  `));
  return [`${indent}${left} ${operator}`, ...lines.slice(0, -1), `${lines.at(-1)};`];
}

/** The parts of a concatenation, as many in a row as fit in all of them. */
function packed(parts: readonly string[], indent: string): string[] {
  const longest = parts.reduce((most, { length }) => Math.max(most, length), 0);
  const most = Math.max(1, Math.floor((COLUMNS - indent.length) / (longest + 2)));
  const each = most >= 16 ? 16 : most >= 8 ? 8 : Math.min(most, 4);
  const rows: string[] = [];
  for (let at = 0; at < parts.length; at += each) {
    const row = parts.slice(at, at + each).join(", ");
    rows.push(...wrap(at + each < parts.length ? `${row},` : row, indent));
  }
  return rows;
}

/** Breaks a text at spaces; what follows the first line stands further in. */
export function wrap(text: string, indent: string, further = `${indent}  `): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line === "") line = indent + word;
    else if (line.length + 1 + word.length <= COLUMNS) line += ` ${word}`;
    else {
      lines.push(line);
      line = further + word;
    }
  }
  return [...lines, line];
}
