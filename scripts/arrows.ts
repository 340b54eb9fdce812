/** Checks that imports run one way through the rooms of the house (`npm run arrows`). */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { argv, stderr, stdout } from "node:process";
import { fileURLToPath } from "node:url";

/** A room is a folder, here with those that it may import from besides itself. The longest name that fits counts. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  "sim/netlist": [],
  "sim/hdl": ["sim/netlist"],
  "sim/engine": ["sim/netlist"],
  "sim/event": ["sim/netlist", "sim/engine"],
  "sim/compiled": ["sim/netlist", "sim/engine"],
  "sim/waves": ["sim/netlist"],
  "sim/export": ["sim/netlist"],
  "sim/bench": [
    "sim/hdl",
    "sim/netlist",
    "sim/engine",
    "sim/event",
    "sim/compiled",
    "sim/waves",
    "sim/export",
  ],
  rtl: ["sim/hdl"],
  host: ["rtl", "sim/hdl", "sim/netlist", "sim/bench", "sim/waves"], // netlist: the stages of what it runs
  scripts: ["host", "rtl", "sim/hdl", "sim/export", "sim/netlist", "tb/reference"], // the reference models check what a command ran
  bin: ["scripts"],
  bench: ["sim/*", "rtl", "host", "tb/reference"],
  tb: ["sim/*", "rtl", "host", "scripts", "bench", "tb/reference"],
  "tb/reference": ["sim/netlist", "sim/hdl", "rtl"], // rtl: its options, no hardware
};

/** Packages that a room may import; a room that is not here is free. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  sim: ["node:*"],
  rtl: [],
};

/** The simulators know nothing of memory encryption: words that no file in sim/ has, in code or in comments. */
const FOREIGN_WORDS =
  /^(aes|xts|t?mktme|tme|sme|sev|tdx|s ?box(es)?|key ?ids?|cipher|ciphers|ciphertexts?|plaintexts?|(en|de)crypt\w*|tweaks?|mixcolumns|subbytes|shiftrows|pconfig)$/;

export interface SourceFile {
  /** From the root of the project, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What is wrong in these files, one line each with its place, what was found and what is allowed. */
export function checkArrows(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => [...checkImports(file), ...checkWords(file)]);
}

function* checkImports({ path, text }: SourceFile): Generator<string> {
  const room = roomOf(path);
  if (room === undefined) {
    yield `${path}:1: in no room; allowed: ${Object.keys(ROOMS).join(", ")}`;
    return;
  }
  for (const { specifier, line } of importsIn(text)) {
    const isOurs = specifier.startsWith(".");
    const target = isOurs ? roomOf(join(dirname(path), specifier)) : specifier;
    const allowed = isOurs ? [room, ...ROOMS[room]] : (PACKAGES[path.split("/")[0]] ?? ["*"]);
    if (target !== undefined && allowed.some((pattern) => matches(pattern, target))) continue;
    yield `${path}:${line}: ${room} -> ${target ?? specifier}; allowed: ${allowed.join(", ") || "no package"}`;
  }
}

function* checkWords({ path, text }: SourceFile): Generator<string> {
  if (!path.startsWith("sim/")) return;
  for (const [k, line] of text.split("\n").entries()) {
    const foreign = wordsIn(line).find((word) => FOREIGN_WORDS.test(word));
    if (foreign) yield `${path}:${k + 1}: "${foreign}"; allowed: nothing of memory encryption in sim/`;
  }
}

function roomOf(path: string): string | undefined {
  const rooms = Object.keys(ROOMS).filter((room) => path.startsWith(`${room}/`));
  return rooms.sort((a, b) => b.length - a.length)[0];
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

const IMPORTS = [
  /^\s*(?:import|export)\b[^"';]*?\bfrom\s*["']([^"']+)["']/gm,
  /^\s*import\s*["']([^"']+)["']/gm,
  /\bimport\(\s*["']([^"']+)["']/g,
];

function importsIn(text: string): { readonly specifier: string; readonly line: number }[] {
  return IMPORTS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => {
      const end = text.slice(0, match.index + match[0].length);
      return { specifier: match[1], line: end.split("\n").length };
    }),
  );
}

/** The words in names too, in lower case: `roundKeyId` and `round_key_id` are each round, key id, key, id. */
function wordsIn(line: string): string[] {
  const words = line
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[-_]/g, " ")
    .toLowerCase();
  const single = words.match(/[a-z]+/g) ?? [];
  const pairs = words.match(/\b(?:key ids?|s box(?:es)?)\b/g) ?? [];
  return [...single, ...pairs];
}

function readSources(root: string): SourceFile[] {
  const folders = new Set(Object.keys(ROOMS).map((room) => room.split("/")[0]));
  return [...folders].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.[jt]s$/.test(name))
      .map((name) => ({ path: join(folder, name), text: readFileSync(join(root, folder, name), "utf8") })),
  );
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const problems = checkArrows(readSources(fileURLToPath(new URL("..", import.meta.url))));
  for (const problem of problems) stderr.write(`${problem}\n`);
  stdout.write(problems.length === 0 ? "Imports run one way.\n" : `${problems.length} wrong.\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
