import type { Unit } from "./hierarchy.ts";
import { Names } from "./names.ts";

/** The modules of an export. Instances with the same content are instances of one module. */
export class Modules {
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
    this.#nameOf.set(unit, name);
    this.#byContent.set(key, name);
    return known === undefined ? name : undefined;
  }
}
