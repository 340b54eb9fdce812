import fc from "fast-check";
import type { Body, Step } from "../body.ts";
import { derived, literal, type Ref, refs, width } from "../draw.ts";

/** A memory with one to three write ports, and one to three that read. */
const memory = fc
  .record({
    width,
    addr: fc.integer({ min: 1, max: 5 }),
    missing: fc.constantFrom(0, 0, 1, 3),
    reads: fc.array(refs(4, 4), { minLength: 1, maxLength: 3 }),
    writes: fc.array(refs(6, 6), { minLength: 1, maxLength: 3 }),
    words: refs(1, 1),
  })
  .map(
    ({ width: bits, addr, missing, reads, writes, words: [words] }): Step =>
      (body, tag) => {
        const depth = Math.max(1, 2 ** addr - missing);
        const name = body.name("m");
        const given = body.options.unknown ? derived(words, 0, depth + 1) : depth;
        const factor = literal(words, bits) | 1n;
        const word = `BigInt.asUintN(${bits}, BigInt(i) * ${factor}n + ${literal(words ^ 0xa5, bits)}n)`;
        const init = given === 0 ? "" : `, init: Array.from({ length: ${given} }, (_, i) => ${word})`;
        body.line(
          `const { ${name} } = memories({ ${name}: sram({ data: ${bits}, addr: ${addr}, depth: ${depth}${init} }) });`,
        );
        const shape = { name, bits, addr, depth };
        for (const [index, from] of reads.entries())
          read(body, shape, from, (tag + index * 0x2545f491) >>> 0);
        for (const from of writes) {
          body.enter(from[0]);
          body.later(() => write(body, shape, from));
        }
      },
  );

interface Shape {
  readonly name: string;
  readonly bits: number;
  readonly addr: number;
  readonly depth: number;
}

/** Combinational, or registered with or without enable. Before its first read a registered port is not known. */
function read(body: Body, { name, bits, addr, depth }: Shape, from: readonly Ref[], tag: number): void {
  body.enter(from[0]);
  const address = body.index(from[1], addr, depth);
  if (derived(from[2], 0, 3) === 0) {
    body.define(`${name}.peek(${address})`, bits, tag);
    return;
  }
  const modes = body.options.unknown ? ["old", "new", "x"] : ["old", "new"];
  const collision = modes[derived(from[2], 1, modes.length)];
  const enable = derived(from[2], 2, 2) === 0 ? "constant(1, 1)" : body.word(from[3], 1);
  const given = enable === "constant(1, 1)" ? "" : `, enable: ${enable}`;
  const port = body.clocked(`${name}.read({ addr: ${address}${given}, collision: "${collision}" })`);
  if (body.options.unknown) {
    body.define(port, bits, tag);
    return;
  }
  const seen = body.name("seen");
  body.line(`const { ${seen} } = ${body.clocked(`regs({ ${seen}: u(1).init(0) })`)};`);
  body.line(`${seen}.next = ${seen}.or(${enable});`);
  body.define(`mux(${seen}, ${port}, 0)`, bits, tag);
}

/** With or without enable and mask, in or outside of a `when`; not before the registers have their reset values. */
function write(body: Body, { name, bits, addr }: Shape, from: readonly Ref[]): void {
  const divisors = Array.from({ length: bits }, (_, index) => index + 1).filter(
    (parts) => bits % parts === 0,
  );
  const fields = [`addr: ${body.word(from[1], addr)}`, `data: ${body.operand(from[2], bits)}`];
  if (derived(from[3], 0, 2) === 0) fields.push(`enable: ${body.word(from[3], 1)}`);
  if (derived(from[4], 0, 2) === 0) {
    fields.push(`mask: ${body.word(from[4], divisors[derived(from[4], 1, divisors.length)])}`);
  }
  const port = body.clocked(`${name}.write({ ${fields.join(", ")} })`);
  const isGuarded = !body.domain.isKnownAtOnce && !body.options.unknown;
  const conditions = [
    ...(isGuarded ? ["live"] : []),
    ...(derived(from[5], 0, 2) === 0 ? [body.word(from[5], 1)] : []),
  ];
  for (const condition of conditions) body.line(`when(${condition}, () => {`);
  body.line(`${"  ".repeat(conditions.length)}${port};`);
  for (const _ of conditions) body.line("});");
}

export const MEMORIES: readonly fc.WeightedArbitrary<Step>[] = [{ arbitrary: memory, weight: 4 }];
