import { assignment } from "./layout.ts";
import { literal } from "./literal.ts";
import type { Nets } from "./nets.ts";
import { primary, type Text } from "./text.ts";

/** `logic [7:0] ` before a name. */
export const vector = (width: number): string => (width === 1 ? "logic " : `logic [${width - 1}:0] `);

/** The tables that a module reads, and the words of its memories. */
export function arrayText(nets: Nets, comment: (place: number) => string): string[] {
  const { tables, memories } = nets.netlist;
  const roms = [...nets.tables].flatMap(([id, name]) => {
    const { width, words, place } = tables[id];
    return ["", ...oneArray(nets, name, { width, depth: words.length, init: words }, comment(place))];
  });
  const rams = nets.unit.memories.flatMap((id) =>
    oneArray(nets, nets.memoryVariable(id), memories[id], comment(memories[id].place)),
  );
  return rams.length === 0 ? roms : [...roms, "", ...rams];
}

const rows = (words: readonly string[]): Text => ({ ...primary(`{${words.join(", ")}}`), rows: words });

interface Words {
  readonly width: number;
  readonly depth: number;
  readonly init: readonly bigint[];
}

/** An array filled from a constant that lists its words, the first one first. */
function oneArray(nets: Nets, name: string, { width, depth, init }: Words, comment: string): string[] {
  const lines = [`  ${vector(width)}${name}${depth === 1 ? "" : ` [0:${depth - 1}]`};${comment}`];
  if (init.length === 0) return lines;
  if (depth === 1) return [...lines, `  initial ${name} = ${literal(init[0], width)};`];
  const digits = Math.ceil(width / 4);
  const words = init.map((word) => `${width}'h${word.toString(16).padStart(digits, "0")}`);
  const list = nets.names.take(`${name}_words`);
  const from = `${width} * (${init.length - 1} - i)`;
  return [
    ...lines,
    ...assignment(`localparam logic [${width * init.length - 1}:0] ${list}`, "=", rows(words), "  "),
    `  initial for (int i = 0; i < ${init.length}; i++) ${name}[i] = ${list}[${from} +: ${width}];`,
  ];
}
