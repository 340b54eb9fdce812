import type { VcdHeader, VcdScope, VcdSignal } from "./vcd-tree.ts";

type Grown<T> = { -readonly [K in keyof T]: T[K] extends ReadonlyArray<infer E> ? E[] : T[K] };

type Texts = Pick<VcdHeader, "timescale" | "version" | "date" | "comment">;

/** Widest value that is taken: 2^20 bits. */
const WIDEST = 1 << 20;

/**
 * Builds the header from its commands, one call of `command` a `$command ... $end`. Every fault comes back as text,
 * for the reader to place.
 */
export class VcdDeclarations {
  readonly header: VcdHeader;
  readonly #texts: Record<string, string> & Texts = { timescale: "", version: "", date: "", comment: "" };
  readonly #root: Grown<VcdScope> = { type: "", name: "", scopes: [], variables: [] };
  readonly #signals: Array<Grown<VcdSignal>> = [];
  readonly #byCode = new Map<string, Grown<VcdSignal>>();
  readonly #open: Array<Grown<VcdScope>> = [this.#root];

  constructor() {
    this.header = Object.assign(this.#texts, { root: this.#root, signals: this.#signals });
  }

  /** `keyword` with its `$`; words up to `$end`. Commands that this format does not know are passed over. */
  command(keyword: string, words: readonly string[]): string | undefined {
    switch (keyword) {
      case "$timescale":
      case "$version":
      case "$date":
      case "$comment":
        this.#texts[keyword.slice(1)] = words.join(" ");
        return undefined;
      case "$scope":
        return this.#scope(words);
      case "$upscope":
        if (this.#open.length === 1) return "$upscope without a scope";
        this.#open.pop();
        return undefined;
      case "$var":
        return this.#variable(words);
      default:
        return undefined;
    }
  }

  #scope([type, name]: readonly string[]): string | undefined {
    if (name === undefined) return "$scope without a type and a name";
    const scope: Grown<VcdScope> = { type, name, scopes: [], variables: [] };
    this.#open.at(-1)!.scopes.push(scope);
    this.#open.push(scope);
    return undefined;
  }

  #variable([type, size, code, ...rest]: readonly string[]): string | undefined {
    const name = rest.join("").replace(/\[[-\d:]*\]$/, "");
    const width = Number(size);
    if (name === "") return "$var without type, size, code and name";
    if (!Number.isInteger(width) || width < 0 || width > WIDEST) return `$var ${name} with ${size} bits`;
    const path = [...this.#open.slice(1).map((scope) => scope.name), name].join(".");
    let signal = this.#byCode.get(code);
    if (signal && signal.width !== width) {
      return `code ${code} is ${signal.names[0]} with ${signal.width} bits and ${path} with ${width}`;
    }
    if (!signal) {
      signal = { code, width, type, names: [], index: this.#signals.length };
      this.#byCode.set(code, signal);
      this.#signals.push(signal);
    }
    signal.names.push(path);
    this.#open.at(-1)!.variables.push({ name, signal });
    return undefined;
  }
}
