import type { Unit } from "./hierarchy.ts";
import { KEYWORDS } from "./keywords.ts";
import { Names, type Why } from "./names.ts";

/** The modules of an export. Instances with the same content are instances of one module. */
export class Modules {
  /** Modules that have no name of their own as it stands in the design. */
  readonly renamed: { readonly from: string; readonly to: string; readonly why: Why }[] = [];
  readonly #seen = new Set<string>();
  readonly #names = new Names({ fileNames: true });
  readonly #byContent = new Map<string, string>();
  readonly #nameOf = new Map<Unit, string>();

  /** `taken`: a name that no module may have. */
  constructor(taken?: string) {
    if (taken !== undefined) this.#names.take(taken);
  }

  nameOf(unit: Unit): string {
    return this.#nameOf.get(unit) as string;
  }

  /** The name of the module that an instance is of, if its content is a new one; undefined where it is known. */
  add(unit: Unit, module: string, content: string): string | undefined {
    const key = `${module} ${content}`;
    const known = this.#byContent.get(key);
    const name = known ?? this.#names.take(module);
    if (name !== module && !this.#seen.has(module)) {
      this.renamed.push({ from: module, to: name, why: KEYWORDS.has(module) ? "keyword" : "case" });
    }
    this.#seen.add(module);
    this.#nameOf.set(unit, name);
    this.#byContent.set(key, name);
    return known === undefined ? name : undefined;
  }
}
