import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect } from "chai";

const SOURCE = "tb/sim/hdl/must-not-compile.ts";
/** As deep below the root as the source, so that its imports lead to the same files. */
const COPY = "node_modules/.cache/must-not-compile";
const DIRECTIVE = /^ *\/\/ @ts-expect-error$/;

interface Mistake {
  readonly line: number;
  readonly error: string;
}

/** What the source says: the line under each directive, and the error above it. */
function promised(source: readonly string[]): Mistake[] {
  return source.flatMap((line, index) =>
    DIRECTIVE.test(line) ? [{ line: index + 2, error: source[index - 1].trim().replace("// ", "") }] : [],
  );
}

/** What the compiler says about the source without its directives. */
function found(source: readonly string[]): Mistake[] {
  mkdirSync(COPY, { recursive: true });
  try {
    writeFileSync(`${COPY}/copy.ts`, source.map((line) => line.replace(DIRECTIVE, "//")).join("\n"));
    const compilerOptions = { noUnusedLocals: false, types: ["node"], typeRoots: ["../../@types"] };
    writeFileSync(
      `${COPY}/tsconfig.json`,
      JSON.stringify({ extends: "../../../tsconfig.json", compilerOptions, include: ["copy.ts"] }),
    );
    return parse(compile());
  } finally {
    rmSync(COPY, { recursive: true });
  }
}

function compile(): string {
  const arguments_ = ["node_modules/typescript/bin/tsc", "-p", COPY, "--pretty", "false"];
  try {
    return execFileSync(process.execPath, arguments_, { encoding: "utf8" });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

/** The first line of an error has its place and code; the last of the indented ones goes deepest. */
function parse(output: string): Mistake[] {
  const mistakes: { line: number; code: string; last: string }[] = [];
  for (const line of output.split("\n")) {
    const first = /^\S*copy\.ts\((\d+),\d+\): error (TS\d+): (.*)$/.exec(line);
    if (first) mistakes.push({ line: Number(first[1]), code: first[2], last: first[3] });
    else if (line.startsWith(" ") && mistakes.length > 0) mistakes[mistakes.length - 1].last = line.trim();
    else if (line !== "") throw new Error(`the compiler says: ${line}`);
  }
  return mistakes.map(({ line, code, last }) => ({ line, error: `${code} ${last}` }));
}

describe("the mistakes in must-not-compile.ts", () => {
  const source = readFileSync(SOURCE, "utf8").split("\n");
  const mistakes = promised(source);
  let errors: Mistake[] = [];
  before(() => {
    errors = found(source);
  });

  it("are all the errors that the compiler finds", () => {
    expect(errors.map(({ line }) => line)).to.deep.equal(mistakes.map(({ line }) => line));
  });
  for (const { line, error } of mistakes) {
    const title = source
      .slice(0, line - 1)
      .findLast((text, index) => / *\/\/ [a-z]/.test(text) && !source[index].includes("@ts"));
    it(`${title?.trim().slice(3)}: ${error}`, () => {
      const said = errors.find((one) => one.line === line)?.error ?? "nothing";
      const whole = error.replace(/ …$/, "");
      expect(whole === error ? said : said.slice(0, whole.length)).to.equal(whole);
    });
  }
});
