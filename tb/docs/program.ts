import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { format } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tsc = join(root, "node_modules/typescript/bin/tsc");

/** A folder of programs taken out of pages, which are checked and run as if they stood where the page stands. */
export class Programs implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "examples-"));
  readonly #waves = join(this.#folder, "waves/out");

  constructor() {
    mkdirSync(this.#waves, { recursive: true });
    const config = {
      extends: join(root, "tsconfig.json"),
      compilerOptions: {
        typeRoots: [join(root, "node_modules/@types")],
        types: ["node"],
        noUnusedLocals: false,
      },
      include: ["*.ts"],
    };
    writeFileSync(join(this.#folder, "tsconfig.json"), JSON.stringify(config));
    writeFileSync(join(this.#folder, "package.json"), '{ "type": "module" }');
  }

  /** Adds a program whose relative imports start from a folder of the project. */
  add(name: string, code: string, from: string): void {
    const local = code.replace(/from "(\.\.?\/[^"]+)"/g, (_, path: string) => {
      return `from ${JSON.stringify(resolve(root, from, path))}`;
    });
    writeFileSync(join(this.#folder, `${name}.ts`), `${local}export {};\n`);
  }

  /** What the type checker says; nothing if all is well. */
  typeErrors(): string {
    try {
      execFileSync(process.execPath, [tsc, "-p", this.#folder], { encoding: "utf8" });
      return "";
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  }

  /** Runs a program in a folder of its own; gives what it prints by `console.log`. */
  async run(name: string): Promise<string> {
    const { log } = console;
    const before = process.cwd();
    let printed = "";
    console.log = (...values: unknown[]) => {
      printed += `${format(...values)}\n`;
    };
    process.chdir(this.#folder);
    try {
      await import(pathToFileURL(join(this.#folder, `${name}.ts`)).href);
    } finally {
      console.log = log;
      process.chdir(before);
    }
    return printed;
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}
