import { laneWidth } from "../netlist/node.ts";
import type { Emitter } from "./emit.ts";
import { wordsOf } from "./planes.ts";
import type { Operand, ShapeStep } from "./shape.ts";
import { and, not, or, type Source, type Words, xor } from "./source.ts";

/** Choices, and words found by an index. */
export function emitSelect(emitter: Emitter, step: ShapeStep): Words {
  switch (step.node.op) {
    case "mux":
      return emitMux(emitter, step);
    case "pick":
      return emitPick(emitter, step);
    default:
      return emitFetch(emitter, step);
  }
}

function emitMux(emitter: Emitter, { node, args }: ShapeStep): Words {
  const { source } = emitter;
  const then = emitter.words(args[1]);
  const otherwise = emitter.words(args[2]);
  const select = selectMasks(emitter, args[0], node.width, laneWidth(node));
  const planes = then.words.map((tv, i) => {
    const [tu, ov, ou] = [then.unknown[i], otherwise.words[i], otherwise.unknown[i]];
    const mask = select.words[i];
    const open = select.unknown[i];
    const value = xor(ov, and(source.name(xor(tv, ov)), mask));
    const unknown = xor(ou, and(source.name(xor(tu, ou)), mask));
    if (open === "0") return [value, unknown];
    const same = source.name(and(not(xor(tv, ov)), not(or(tu, ou))));
    return [
      or(and(value, not(open)), and(and(tv, same), open)),
      or(and(unknown, not(open)), and(not(same), open)),
    ];
  });
  return source.names(
    node.width,
    planes.map(([value]) => value),
    planes.map(([, unknown]) => unknown),
  );
}

/** In both planes of the result's width: each lane all ones where its bit of the select is 1. */
function selectMasks(emitter: Emitter, select: Operand, width: number, lane: number): Words {
  const { source } = emitter;
  const from = topBitsOf(emitter, select, width, lane);
  if (from) {
    const spreadPlane = (plane: readonly string[]): string[] =>
      plane.map((word) => spread(source, word, from.bit, lane));
    return source.names(width, spreadPlane(from.vector.words), spreadPlane(from.vector.unknown));
  }
  const bits = emitter.words(select);
  const count = width / select.width;
  return source.assemble(
    width,
    Array.from({ length: select.width }, (_, i) => {
      const ones = source.repeat(bits, i, wordsOf(count));
      return { source: ones, from: 0, to: i * count, count };
    }),
  );
}

/** Where a select is one bit of each lane of a vector with lanes like the result's: that vector and the bit. */
function topBitsOf(emitter: Emitter, select: Operand, width: number, lane: number) {
  const step = emitter.step(select);
  if (step?.node.op !== "slice" || 32 % lane !== 0) return undefined;
  const [vector] = step.args;
  const { lanes, attr } = step.node;
  if (lanes * lane !== width || vector.width !== width) return undefined;
  return { vector: emitter.words(vector), bit: attr.low };
}

/** Makes every bit of a lane equal to one of them. */
function spread(source: Source, word: string, bit: number, lane: number): string {
  if (word === "0") return word;
  let lowest = 0;
  for (let at = 0; at < 32; at += lane) lowest |= 1 << at;
  const bits = source.name(`((${word} >>> ${bit}) & ${lowest})`);
  return source.name(lane === 32 ? `(-${bits} | 0)` : `(((${bits} << ${lane}) - ${bits}) | 0)`);
}

/** Leaves the function if an index of `width` bits can be, and is, `depth` or more. */
function guard(source: Source, index: string, width: number, depth: number): void {
  if (2 ** width > depth) source.line(`if ((${index} >>> 0) >= ${depth}) return false;`);
}

/** An index that is 0 where it is unknown, and the mask of where it is. */
function knownIndex(source: Source, index: Words): { readonly index: string; readonly open: string } {
  const open = source.openMask(index);
  return { index: source.name(and(index.words[0], not(open))), open };
}

function emitFetch(emitter: Emitter, step: ShapeStep): Words {
  const { node, args } = step;
  const { source } = emitter;
  const indices = emitter.words(args[0]);
  const width = indices.width / node.lanes;
  const lanes = Array.from({ length: node.lanes }, (_, i): Words => {
    const { index, open } = knownIndex(source, source.lane(indices, i, width));
    const word =
      node.op === "lookup" ? emitLookup(emitter, step, index, width) : emitRead(emitter, step, index, width);
    return source.poison(word, open);
  });
  return source.join(node.width, lanes);
}

function emitLookup(emitter: Emitter, { node }: ShapeStep, index: string, width: number): Words {
  if (node.op !== "lookup") throw new Error(`no code for a ${node.op} node`);
  const { source, netlist } = emitter;
  const { table } = node.attr;
  guard(source, index, width, netlist.tables[table].words.length);
  const name = emitter.table(table);
  const stride = wordsOf(laneWidth(node));
  const words = Array.from({ length: stride }, (_, k) =>
    stride === 1 ? `${name}[${index}]` : `${name}[${index} * ${stride} + ${k}]`,
  );
  return source.names(laneWidth(node), words);
}

function emitRead(emitter: Emitter, { node, memory }: ShapeStep, index: string, width: number): Words {
  const { source, netlist, mixed } = emitter;
  if (node.op !== "read") throw new Error(`no code for a ${node.op} node`);
  guard(source, index, width, netlist.memories[node.attr.memory].depth);
  const stride = wordsOf(laneWidth(node));
  const at = source.name(`(${emitter.parameter(memory!)} + ${index} * ${stride})`);
  if (!mixed) source.line(`if (x[${at}] !== 0) return false;`);
  const plane = (name: string): string[] => Array.from({ length: stride }, (_, k) => `${name}[${at} + ${k}]`);
  return source.names(laneWidth(node), plane("v"), mixed ? plane("u") : undefined);
}

function emitPick(emitter: Emitter, { node, args }: ShapeStep): Words {
  const { source } = emitter;
  if (node.op !== "pick") throw new Error(`no code for a ${node.op} node`);
  const { from } = node.attr;
  const vector = emitter.words(args[0]);
  const wanted = emitter.words(args[1]);
  const { index, open } = knownIndex(source, wanted);
  guard(source, index, wanted.width, from);
  const lanes = Array.from({ length: from }, (_, i) => source.lane(vector, i, node.width));
  const choose = (words: readonly string[]): string =>
    words.every((word) => word === words[0])
      ? words[0]
      : words.reduceRight((rest, word, i) => `(${index} === ${i} ? ${word} : ${rest})`);
  const each = Array.from({ length: wordsOf(node.width) }, (_, k) => k);
  const value = source.names(
    node.width,
    each.map((k) => choose(lanes.map(({ words }) => words[k]))),
    each.map((k) => choose(lanes.map(({ unknown }) => unknown[k]))),
  );
  return source.poison(value, open);
}
