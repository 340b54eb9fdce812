import { count } from "./table.ts";

const ROWS = 12;
const BAR = 40;

/** Bars for a terminal: how often values fall into ranges of one width. */
export function histogram(
  title: string,
  ascending: readonly (readonly [value: number, count: number])[],
): string {
  if (ascending.length === 0) return `${title}: none`;
  const [[first], [last]] = [ascending[0], ascending[ascending.length - 1]];
  const width = roundedUp((last - first + 1) / ROWS);
  const start = first - (first % width);
  const rows = new Array<number>(Math.floor((last - start) / width) + 1).fill(0);
  for (const [value, times] of ascending) rows[Math.floor((value - start) / width)] += times;
  const most = Math.max(...rows);
  const digits = `${start + rows.length * width - 1}`.length;
  return [
    title,
    ...rows.map((times, k) => {
      const [low, high] = [start + k * width, start + (k + 1) * width - 1].map((n) =>
        `${n}`.padStart(digits),
      );
      const range = width === 1 ? low : `${low} to ${high}`;
      return `  ${range}  ${"█".repeat(Math.ceil((BAR * times) / most)).padEnd(BAR)} ${count(times)}`;
    }),
  ].join("\n");
}

/** The next of 1, 2, 5, 10, 20, 50, … */
function roundedUp(width: number): number {
  const decade = 10 ** Math.floor(Math.log10(Math.max(1, width)));
  return decade * ([1, 2, 5].find((step) => step * decade >= width) ?? 10);
}
