import { expect } from "chai";
import type { Code } from "../../../../sim/compiled/wasm/code.ts";
import { start } from "../../../../sim/compiled/wasm/host.ts";
import { ModuleEncoder } from "../../../../sim/compiled/wasm/module.ts";

type Binary = (a: number, b: number) => number;
const BINARY = { parameters: ["i32", "i32"], results: ["i32"] } as const;

/** Runs one function of two numbers, over a memory of one page. */
function binary(write: (code: Code) => void) {
  const module = new ModuleEncoder(1);
  module.export("f", module.add(write, BINARY));
  const { functions, memory } = start(module.encode(), 1);
  return { run: (functions as { f: Binary }).f, bytes: new Uint8Array(memory) };
}

describe("modules that are encoded", () => {
  it("compute with parameters, locals and constants", () => {
    const { run } = binary((code) => {
      const local = code.get(0, 1).op("i32.add").keep("i32");
      const wide = code.get(local).op("i64.extend_i32_u").i64(-7n).op("i64.mul").keep("i64");
      code.get(wide).op("i32.wrap_i64");
    });
    expect(run(2, 3)).to.equal(-35);
  });

  it("choose, and loop as long as there is something left", () => {
    const { run } = binary((code) => {
      const sum = code.i32(0).keep("i32");
      code.get(0).when(
        () =>
          code.repeat(() => {
            code.get(sum, 0).op("i32.add");
            code.set(sum);
            code.get(0).i32(1).op("i32.sub").tee(0);
          }),
        () => {
          code.get(1);
          code.set(sum);
        },
      );
      code.get(sum);
    });
    expect([run(4, 9), run(0, 9)]).to.deep.equal([10, 9]);
  });

  it("load and store at constant addresses, vectors too", () => {
    const { run, bytes } = binary((code) => {
      code.store("v128.store", 16, () => {
        code
          .load("v128.load", 0)
          .v128(0x0fn << 120n)
          .op("v128.xor");
      });
      code.store("i32.store8", 40, () => code.get(0));
      code.load("v128.load", 0).v128(0x0000_0000_0000_0000_0000_0000_0000_800fn).op("i8x16.swizzle");
      const swizzled = code.keep("v128");
      code.get(swizzled).lane("i64x2.extract_lane", 0).op("i32.wrap_i64");
    });
    bytes.set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    expect(run(77, 0) >>> 0).to.equal(0x0101_0010);
    expect([bytes[16], bytes[31], bytes[40]]).to.deep.equal([1, 16 ^ 15, 77]);
  });

  it("shuffle two vectors, the first below", () => {
    const { run } = binary((code) => {
      code
        .v128(0x11n)
        .v128(0x22n)
        .shuffle([16, 0, ...Array<number>(14).fill(1)]);
      const joined = code.keep("v128");
      code.get(joined).lane("i64x2.extract_lane", 0).op("i32.wrap_i64");
    });
    expect(run(0, 0)).to.equal(0x1122);
  });

  it("call each other", () => {
    const module = new ModuleEncoder(1);
    const twice = module.add((code) => code.get(0, 0).op("i32.add"), {
      parameters: ["i32"],
      results: ["i32"],
    });
    module.export(
      "f",
      module.add((code) => code.get(0).call(twice).call(twice), BINARY),
    );
    const { functions } = start(module.encode(), 1);
    expect((functions as { f: Binary }).f(5, 0)).to.equal(20);
  });

  it("are refused where WebAssembly or its vectors are missing", () => {
    const message =
      'ENGINE: the engine "compiled" needs WebAssembly with 128-bit vectors, which are missing here\n' +
      '  fix: run on Node.js 20 or a browser of 2023 or later, or on the engine "event"';
    const module = new ModuleEncoder(1).encode();
    expect(() => start(module, 1, {})).to.throw(message);
    expect(() => start(module, 1, { WebAssembly: { validate: () => false } })).to.throw(message);
  });
});
