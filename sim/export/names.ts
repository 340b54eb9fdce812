import { KEYWORDS } from "./keywords.ts";

/** Why a name of the design is another one in SystemVerilog. */
export type Why = "keyword" | "clash" | "case";

/** The identifiers of one name space of SystemVerilog, each taken once. */
export class Names {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();
  readonly #fold: (name: string) => string;

  /** `fileNames`: names that differ in case only are one, as on file systems that ignore case. */
  constructor(options: { readonly fileNames?: boolean } = {}) {
    this.#fold = options.fileNames ? (name) => name.toLowerCase() : (name) => name;
  }

  /** The name itself, or with a number or `_` behind it where it is taken or reserved. */
  take(wanted: string): string {
    const base = KEYWORDS.has(wanted) ? `${wanted}_` : wanted;
    let name = base;
    for (let k = this.#next.get(base) ?? 2; this.#taken.has(this.#fold(name)); k++) {
      name = `${base}_${k}`;
      this.#next.set(base, k + 1);
    }
    this.#taken.add(this.#fold(name));
    return name;
  }

  has(name: string): boolean {
    return this.#taken.has(this.#fold(name));
  }
}

/** Why `name` could not stay `wanted`; undefined where it did. */
export function renaming(wanted: string, name: string): Why | undefined {
  if (wanted === name) return undefined;
  return KEYWORDS.has(wanted) ? "keyword" : "clash";
}
