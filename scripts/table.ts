import Table from "cli-table3";

/** A table for a terminal: names on the left, figures on the right. */
export function table(head: string[], rows: readonly string[][]): string {
  const columns = head.map((_, k) => (k === 0 ? "left" : "right") as "left" | "right");
  const made = new Table({ head, colAligns: columns, style: { head: [], border: [], compact: true } });
  made.push(...rows);
  return made.toString();
}

/** "12,345". */
export function count(number: number): string {
  return number.toLocaleString("en-US");
}
