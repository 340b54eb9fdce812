import { Bytes } from "./bytes.ts";
import { Code } from "./code.ts";
import { TYPES, type Type } from "./opcodes.ts";

export interface Signature {
  readonly parameters: readonly Type[];
  readonly results: readonly Type[];
}

const NOTHING: Signature = { parameters: [], results: [] };

/** Sections by their numbers (Core Specification 2.0, 5.5). */
const SECTION = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
const FUNCTION_TYPE = 0x60;
const MEMORY = 2;
const FUNCTION = 0;

/** A module that imports one memory, `env.memory`, and exports functions by name. */
export class ModuleEncoder {
  readonly #pages: number;
  readonly #signatures: Signature[] = [];
  readonly #bodies: Bytes[] = [];
  readonly #exports: { readonly name: string; readonly index: number }[] = [];

  /** `pages`: of 64 KiB, that the memory has at least. */
  constructor(pages: number) {
    this.#pages = pages;
  }

  /** Adds a function and gives its index; `write` fills its body. */
  add(write: (code: Code) => void, signature = NOTHING): number {
    const code = new Code(signature.parameters.length);
    write(code);
    this.#signatures.push(signature);
    return this.#bodies.push(code.finish()) - 1;
  }

  export(name: string, index: number): void {
    this.#exports.push({ name, index });
  }

  encode(): Uint8Array<ArrayBuffer> {
    const module = new Bytes();
    module.append([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    const types = new Map<string, number>();
    const typeOf = this.#signatures.map((signature) => {
      const key = JSON.stringify(signature);
      if (!types.has(key)) types.set(key, types.size);
      return types.get(key)!;
    });
    section(module, SECTION.type, [...types.keys()], (bytes, key) => {
      const { parameters, results } = JSON.parse(key) as Signature;
      bytes.byte(FUNCTION_TYPE);
      for (const list of [parameters, results]) {
        bytes.unsigned(list.length);
        for (const type of list) bytes.byte(TYPES[type]);
      }
    });
    section(module, SECTION.import, [this.#pages], (bytes, pages) => {
      bytes.name("env");
      bytes.name("memory");
      bytes.byte(MEMORY);
      bytes.byte(0); // no maximum
      bytes.unsigned(pages);
    });
    section(module, SECTION.function, typeOf, (bytes, type) => bytes.unsigned(type));
    section(module, SECTION.export, this.#exports, (bytes, { name, index }) => {
      bytes.name(name);
      bytes.byte(FUNCTION);
      bytes.unsigned(index);
    });
    section(module, SECTION.code, this.#bodies, (bytes, body) => {
      bytes.unsigned(body.length);
      bytes.append(body.view);
    });
    return new Uint8Array(module.view);
  }
}

function section<T>(
  module: Bytes,
  id: number,
  entries: readonly T[],
  put: (bytes: Bytes, entry: T) => void,
): void {
  const bytes = new Bytes();
  bytes.unsigned(entries.length);
  for (const entry of entries) put(bytes, entry);
  module.byte(id);
  module.unsigned(bytes.length);
  module.append(bytes.view);
}
