import { DesignError } from "../netlist/error.ts";
import type { Enum } from "../netlist/netlist.ts";
import { PathPattern } from "./path-pattern.ts";
import type { Colour, Dumped, Group, Radix, Trace } from "./save-file.ts";
import type { WaveVariable } from "./variable.ts";

/** Trace flags of GTKWave's analyzer.h. */
const RADIX: Readonly<Record<Radix, string>> = {
  bit: "@28",
  binary: "@28",
  hex: "@22",
  decimal: "@24",
  signed: "@424",
  enum: "@2022",
};
const TEXT = "@2";
const OPEN = { begin: "@800200", end: "@1000200" };
const FOLDED = { begin: "@c00200", end: "@1401200" };

const COLOUR: Readonly<Record<Colour, number>> = {
  normal: 0,
  red: 1,
  orange: 2,
  yellow: 3,
  green: 4,
  blue: 5,
  indigo: 6,
  violet: 7,
};

/** The trace lines of a save file, and the filter files that they name. */
export interface Rows {
  readonly lines: readonly string[];
  /** Content by file name. */
  readonly filters: ReadonlyMap<string, string>;
}

/** @throws DesignError WAVE for a path that the dump does not hold: GTKWave would leave it out without a word. */
export function saveRows(groups: readonly Group[], dumped: Dumped, filterFolder: string): Rows {
  const lines: string[] = [];
  const filters = new Filters(dumped.netlist.enums, filterFolder);
  const byPath = new Map(dumped.variables.map((variable) => [variable.path, variable]));
  const todo: Array<Group | string[]> = [...groups].reverse();
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    if (Array.isArray(at)) {
      lines.push(...at);
      continue;
    }
    const { begin, end } = at.open ? OPEN : FOLDED;
    lines.push(begin, `-${at.title}`);
    for (const trace of at.traces) {
      for (const variable of find(trace, byPath, dumped)) {
        lines.push(...row(variable, { colour: at.colour ?? "normal", ...trace }, filters));
      }
    }
    todo.push([end, `-${at.title}`], ...[...(at.groups ?? [])].reverse());
  }
  return { lines, filters: filters.files };
}

function find({ path }: Trace, byPath: ReadonlyMap<string, WaveVariable>, { variables }: Dumped) {
  const exact = byPath.get(path);
  if (exact) return [exact];
  const pattern = new PathPattern(path);
  const found = variables.filter((variable) => pattern.matches(variable.path));
  if (found.length > 0) return found;
  throw new DesignError(
    "WAVE",
    `the save file shows ${path}, which the wave file does not hold`,
    [],
    "name a signal, lane or scope that is written, or let the selection include it",
  );
}

function row(variable: WaveVariable, { radix, alias, colour }: Trace, filters: Filters): string[] {
  const { path, width, kind, enumeration } = variable;
  const name = width > 1 ? `${path}[${width - 1}:0]` : path;
  const shown = alias === undefined ? name : `+{${alias}} ${name}`;
  const colours = colour && colour !== "normal" ? [`[color] ${COLOUR[colour]}`] : [];
  if (kind === "text") return [TEXT, ...colours, shown];
  const as = radix ?? (enumeration === undefined ? (width > 1 ? "hex" : "bit") : "enum");
  if (as !== "enum") return [RADIX[as], ...colours, shown];
  const filter = filters.reference(variable);
  // GTKWave draws one bit as a line whatever its filter, but writes out a group of one bit.
  return [RADIX.enum, filter, ...colours, width > 1 ? shown : `#{${alias ?? path}} ${path}`];
}

/** The files that turn values into names. Enumerations with equal members share one. */
class Filters {
  readonly files = new Map<string, string>();
  readonly #enums: readonly Enum[];
  readonly #folder: string;

  constructor(enums: readonly Enum[], folder: string) {
    this.#enums = enums;
    this.#folder = folder;
  }

  /** The line that puts the next trace through the filter of its enumeration. */
  reference({ path, width, enumeration }: WaveVariable): string {
    if (enumeration === undefined) {
      throw new DesignError(
        "WAVE",
        `the save file shows ${path} by names, but it is not of an enumeration`,
        [],
        "choose another radix, or declare the signal with the enumeration",
      );
    }
    const { name, members } = this.#enums[enumeration];
    const digits = Math.ceil(width / 4);
    const lines = members.map((member) => `${hex(member.value, digits)} ${member.name}\n`);
    return `^1 ${this.#folder}/${this.#file(name, lines.join(""))}`;
  }

  #file(name: string, content: string): string {
    for (let copy = 1; ; copy++) {
      const file = copy === 1 ? `${name}.filter` : `${name}_${copy}.filter`;
      const present = this.files.get(file);
      if (present === undefined) this.files.set(file, content);
      if (present === undefined || present === content) return file;
    }
  }
}

/** As GTKWave writes hex: the filter compares text. */
const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, "0");
