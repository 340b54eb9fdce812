import { laneWidth } from "../netlist/node.ts";
import type { Emitter } from "./emit.ts";
import { lowMask, wordsOf } from "./planes.ts";
import type { ShapeStep } from "./shape.ts";
import { and, type Field, type Words } from "./source.ts";

/** What only moves bits, and shifts. */
export function emitMove(emitter: Emitter, step: ShapeStep): Words {
  const { node, args } = step;
  const amount = args[1];
  if (node.op === "shl" || node.op === "shr" || node.op === "sra") {
    if (amount.kind !== "constant") return emitShift(emitter, step);
  }
  return emitter.source.assemble(node.width, [...fields(emitter, step)]);
}

function* fields(emitter: Emitter, { node, args }: ShapeStep): Generator<Field> {
  const { source } = emitter;
  const width = laneWidth(node);
  const operands = args.map((arg) => emitter.words(arg));
  const [a] = operands;
  const from = a.width / node.lanes;
  for (let i = 0; i < node.lanes; i++) {
    const low = i * width;
    switch (node.op) {
      case "slice":
        yield { source: a, from: i * from + node.attr.low, to: low, count: width };
        break;
      case "permute":
        yield { source: a, from: node.attr.index[i] * width, to: low, count: width };
        break;
      case "cat": {
        let to = low;
        for (const part of operands.toReversed()) {
          const count = part.width / node.lanes;
          yield { source: part, from: i * count, to, count };
          to += count;
        }
        break;
      }
      case "zext":
        yield { source: a, from: i * from, to: low, count: from };
        break;
      case "sext":
        yield { source: a, from: i * from, to: low, count: from };
        yield {
          source: source.repeat(a, (i + 1) * from - 1, wordsOf(width)),
          from: 0,
          to: low + from,
          count: width - from,
        };
        break;
      case "shl": {
        const by = constantAmount(args[1], width);
        yield { source: a, from: low, to: low + by, count: width - by };
        break;
      }
      case "shr":
      case "sra": {
        const by = constantAmount(args[1], width);
        yield { source: a, from: low + by, to: low, count: width - by };
        if (node.op === "shr" || by === 0) break;
        yield {
          source: source.repeat(a, low + width - 1, wordsOf(width)),
          from: 0,
          to: low + width - by,
          count: by,
        };
        break;
      }
    }
  }
}

function constantAmount(amount: ShapeStep["args"][number], width: number): number {
  return amount.kind === "constant" && amount.value < BigInt(width) ? Number(amount.value) : width;
}

/** One lane of at most 32 bits, by an amount known only at run time. */
function emitShift(emitter: Emitter, { node, args }: ShapeStep): Words {
  const { source } = emitter;
  const { width } = node;
  const { words, unknown } = emitter.words(args[0]);
  const amount = emitter.words(args[1]);
  const [by, ...above] = amount.words;
  const over = [`(${by} >>> 0) >= ${width}`, ...above.map((word) => `${word} !== 0`)].join(" || ");
  const mask = `${lowMask(width)}`;
  const shifted = (word: string): string => {
    if (word === "0") return word;
    if (node.op === "shl") return `(${over} ? 0 : ${and(`(${word} << ${by})`, mask)})`;
    if (node.op === "shr") return `(${over} ? 0 : ((${word} >>> ${by}) | 0))`;
    const signed = `(${word} << ${32 - width} >> ${32 - width})`;
    return and(`(${signed} >> (${over} ? 31 : ${by}))`, mask);
  };
  return source.poison(
    source.names(width, [shifted(words[0])], [shifted(unknown[0])]),
    source.openMask(amount),
  );
}
