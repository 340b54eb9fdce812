import { laneWidth } from "../netlist/node.ts";
import type { Emitter } from "./emit.ts";
import { wordsOf } from "./planes.ts";
import type { Operand, ShapeStep } from "./shape.ts";
import { and, type Source, type Words, xor } from "./source.ts";

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
  const then = emitter.words(args[1]).words;
  const otherwise = emitter.words(args[2]).words;
  const masks = selectMasks(emitter, args[0], node.width, laneWidth(node));
  return source.names(
    node.width,
    then.map((word, i) => xor(otherwise[i], and(source.name(xor(word, otherwise[i])), masks[i]))),
  );
}

/** By word of the result, ones where the select takes the first side. */
function selectMasks(emitter: Emitter, select: Operand, width: number, lane: number): readonly string[] {
  const { source } = emitter;
  const words = wordsOf(width);
  if (select.width === 1) {
    const mask = source.name(`(-${emitter.words(select).words[0]} | 0)`);
    return Array.from({ length: words }, () => mask);
  }
  const from = topBitsOf(emitter, select, lane);
  if (from) return from.words.map((word) => spread(source, word, from.bit, lane));
  const bits = emitter.words(select);
  const lanes = Array.from({ length: select.width }, (_, i): Words => {
    const mask = source.name(`(${bits.words[i >>> 5]} << ${31 - (i & 31)} >> 31)`);
    return { width: lane, words: Array.from({ length: wordsOf(lane) }, () => mask) };
  });
  let to = 0;
  const fields = lanes.map((mask) => ({
    source: { width: wordsOf(lane) * 32, words: mask.words },
    from: 0,
    to: (to += lane) - lane,
    count: lane,
  }));
  return source.assemble(width, fields).words;
}

/** Where a select is one bit of each lane of a vector with lanes like the result's: that vector and the bit. */
function topBitsOf(emitter: Emitter, select: Operand, lane: number) {
  const step = emitter.step(select);
  if (step?.node.op !== "slice" || 32 % lane !== 0) return undefined;
  const [vector] = step.args;
  const { lanes, attr } = step.node;
  if (lanes !== select.width || vector.width !== lanes * lane) return undefined;
  return { words: emitter.words(vector).words, bit: attr.low };
}

/** Makes every bit of a lane equal to one of them. */
function spread(source: Source, word: string, bit: number, lane: number): string {
  let lowest = 0;
  for (let at = 0; at < 32; at += lane) lowest |= 1 << at;
  const bits = source.name(`((${word} >>> ${bit}) & ${lowest})`);
  return source.name(lane === 32 ? `(-${bits} | 0)` : `(((${bits} << ${lane}) - ${bits}) | 0)`);
}

/** Leaves the function if an index of `width` bits can be, and is, `depth` or more. */
function guard(source: Source, index: string, width: number, depth: number): void {
  if (2 ** width > depth) source.line(`if ((${index} >>> 0) >= ${depth}) return false;`);
}

function emitFetch(emitter: Emitter, { node, args, memory }: ShapeStep): Words {
  const { source, netlist } = emitter;
  const indices = emitter.words(args[0]);
  const indexWidth = indices.width / node.lanes;
  const width = laneWidth(node);
  const stride = wordsOf(width);
  const lanes = Array.from({ length: node.lanes }, (_, i): Words => {
    const [index] = source.lane(indices, i, indexWidth).words;
    const word = (base: string, k: number): string => {
      const scaled = stride === 1 ? index : `${index} * ${stride}`;
      return [base, scaled, k === 0 ? "" : `${k}`].filter((part) => part !== "").join(" + ");
    };
    if (node.op === "lookup") {
      guard(source, index, indexWidth, netlist.tables[node.attr.table].words.length);
      const words = Array.from({ length: stride }, (_, k) => `T[${node.attr.table}][${word("", k)}]`);
      return source.names(width, words);
    }
    if (node.op !== "read") throw new Error(`no code for a ${node.op} node`);
    guard(source, index, indexWidth, netlist.memories[node.attr.memory].depth);
    const at = source.name(`(${word(emitter.parameter(memory!), 0)})`);
    source.line(`if (x[${at}] !== 0) return false;`);
    return source.names(
      width,
      Array.from({ length: stride }, (_, k) => `v[${at} + ${k}]`),
    );
  });
  return source.join(node.width, lanes);
}

function emitPick(emitter: Emitter, { node, args }: ShapeStep): Words {
  const { source } = emitter;
  if (node.op !== "pick") throw new Error(`no code for a ${node.op} node`);
  const vector = emitter.words(args[0]);
  const index = emitter.words(args[1]);
  const { from } = node.attr;
  guard(source, index.words[0], index.width, from);
  const choices = Array.from({ length: from }, (_, i) => source.lane(vector, i, node.width).words);
  const words = Array.from({ length: wordsOf(node.width) }, (_, k) => {
    let chosen = choices[from - 1][k];
    for (let i = from - 2; i >= 0; i--)
      chosen = `(${index.words[0]} === ${i} ? ${choices[i][k]} : ${chosen})`;
    return chosen;
  });
  return source.names(node.width, words);
}
