import { DesignError } from "../../netlist/error.ts";

/** The part of the WebAssembly JavaScript interface that is used; TypeScript knows it only as part of a browser. */
interface Host {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

/** (func (drop (v128.const 0))) with nothing around it. */
const VECTORS = [
  ...[
    0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x03, 0x02, 0x01,
    0x00,
  ],
  ...[0x0a, 0x17, 0x01, 0x15, 0x00, 0xfd, 0x0c, ...Array<number>(16).fill(0), 0x1a, 0x0b],
];

export interface Running {
  readonly memory: ArrayBuffer;
  readonly functions: object;
}

/**
 * Makes a module run over a memory of its own of so many pages.
 * @throws DesignError ENGINE where the machine lacks WebAssembly or its vectors.
 */
export function start(module: Uint8Array<ArrayBuffer>, pages: number, host: unknown = globalThis): Running {
  const { WebAssembly } = host as { readonly WebAssembly?: Host };
  if (!WebAssembly?.validate(Uint8Array.from(VECTORS))) {
    throw new DesignError(
      "ENGINE",
      'the engine "compiled" needs WebAssembly with 128-bit vectors, which are missing here',
      [],
      'run on Node.js 20 or a browser of 2023 or later, or on the engine "event"',
    );
  }
  const memory = new WebAssembly.Memory({ initial: pages });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), { env: { memory } });
  return { memory: memory.buffer, functions: exports };
}
