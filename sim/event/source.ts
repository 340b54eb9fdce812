import { lowMask, topMask, wordsOf } from "./planes.ts";

/**
 * A value in generated code: an expression a 32-bit word of each plane, each a variable or a number; bits above the width
 * are 0. Where it cannot be unknown, the unknown plane is all "0", and what is made of it folds away.
 */
export interface Words {
  readonly width: number;
  readonly words: readonly string[];
  readonly unknown: readonly string[];
}

/** Bits that go from one value to a place in another. */
export interface Field {
  readonly source: Words;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const isNumber = (text: string): boolean => /^-?\d+$/.test(text);

export function constantWords(value: bigint, width: number): Words {
  const words = Array.from({ length: wordsOf(width) }, (_, i) =>
    String(Number(BigInt.asIntN(32, value >> BigInt(32 * i)))),
  );
  return { width, words, unknown: words.map(() => "0") };
}

export const and = (a: string, b: string): string => {
  if (isNumber(a) && isNumber(b)) return `${Number(a) & Number(b)}`;
  if (a === "0" || b === "0") return "0";
  if (a === "-1") return b;
  return b === "-1" ? a : `(${a} & ${b})`;
};

export const or = (a: string, b: string): string => {
  if (isNumber(a) && isNumber(b)) return `${Number(a) | Number(b)}`;
  if (a === "-1" || b === "-1") return "-1";
  if (a === "0") return b;
  return b === "0" ? a : `(${a} | ${b})`;
};

export const xor = (a: string, b: string): string => {
  if (isNumber(a) && isNumber(b)) return `${Number(a) ^ Number(b)}`;
  if (a === "0") return b;
  if (b === "-1") return not(a);
  return b === "0" ? a : `(${a} ^ ${b})`;
};

export const not = (a: string): string => (isNumber(a) ? `${~Number(a)}` : `~${a}`);

export const shiftLeft = (a: string, by: number): string => {
  if (by === 0) return a;
  return isNumber(a) ? `${Number(a) << by}` : `(${a} << ${by})`;
};

export const shiftRight = (a: string, by: number): string => {
  if (by === 0) return a;
  return isNumber(a) ? `${(Number(a) >>> by) | 0}` : `(${a} >>> ${by})`;
};

export const anyOf = (words: readonly string[]): string => words.reduce(or, "0");

/** The body of a function that is being written. */
export class Source {
  readonly #lines: string[] = [];
  #variables = 0;

  /** A statement. */
  line(text: string): void {
    this.#lines.push(text);
  }

  /** A variable that holds the expression; variables and numbers stand for themselves. */
  name(expression: string): string {
    if (isNumber(expression) || /^\w+$/.test(expression)) return expression;
    const variable = `t${this.#variables++}`;
    this.line(`const ${variable} = ${expression};`);
    return variable;
  }

  /** A value whose words are in variables; known, where no unknown plane is given. */
  names(width: number, words: readonly string[], unknown: readonly string[] = words.map(() => "0")): Words {
    const name = (word: string): string => this.name(word);
    return { width, words: words.map(name), unknown: unknown.map(name) };
  }

  /** A variable that is all ones if any bit of the values is unknown, else 0. */
  openMask(...values: readonly Words[]): string {
    const any = anyOf(values.flatMap(({ unknown }) => unknown));
    return any === "0" ? any : this.name(`(${any} !== 0 ? -1 : 0)`);
  }

  /** The value, or all x where the mask is all ones. */
  poison({ width, words, unknown }: Words, mask: string): Words {
    if (mask === "0") return { width, words, unknown };
    const full = (i: number): string => `${i === words.length - 1 ? topMask(width) : -1}`;
    return this.names(
      width,
      words.map((word) => and(word, not(mask))),
      unknown.map((word, i) => or(and(word, not(mask)), and(mask, full(i)))),
    );
  }

  toString(): string {
    return this.#lines.join("\n");
  }

  /** A value put together from fields; bits of no field are 0. Bits that move alike move together. */
  assemble(width: number, fields: readonly Field[]): Words {
    const plane = (of: (source: Words) => readonly string[]): string[] => {
      const terms = Array.from({ length: wordsOf(width) }, () => new Map<string, Term>());
      for (const field of fields) {
        for (const piece of pieces(field, of(field.source))) addPiece(terms[piece.word], piece);
      }
      return terms.map((word) => anyOf([...word.values()].map(termExpression)));
    };
    return this.names(
      width,
      plane(({ words }) => words),
      plane(({ unknown }) => unknown),
    );
  }

  /** A value of `words` full words that repeats one bit of another. */
  repeat(value: Words, bit: number, words: number): Words {
    const plane = (from: readonly string[]): string[] => {
      const word = from[bit >>> 5];
      const all = word === "0" ? word : this.name(`(${word} << ${31 - (bit & 31)} >> 31)`);
      return Array.from({ length: words }, () => all);
    };
    return { width: words * 32, words: plane(value.words), unknown: plane(value.unknown) };
  }

  /** Lane `index` of a value, as a value. */
  lane(value: Words, index: number, width: number): Words {
    if (width === value.width) return value;
    return this.assemble(width, [{ source: value, from: index * width, to: 0, count: width }]);
  }

  /** A value from its lanes, the least significant first. */
  join(width: number, lanes: readonly Words[]): Words {
    if (lanes.length === 1) return lanes[0];
    let to = 0;
    const fields = lanes.map((source) => {
      to += source.width;
      return { source, from: 0, to: to - source.width, count: source.width };
    });
    return this.assemble(width, fields);
  }
}

/** A field's part within one word of each side: `mask` in the result, shifted left by `shift` (right if negative). */
interface Piece {
  readonly word: number;
  readonly text: string;
  readonly valid: number;
  readonly shift: number;
  readonly mask: number;
}

interface Term {
  readonly text: string;
  /** Bits of the source word that may be 1. */
  readonly valid: number;
  readonly shift: number;
  mask: number;
}

function* pieces({ source, from, to, count }: Field, words: readonly string[]): Generator<Piece> {
  for (let done = 0; done < count; ) {
    const fromBit = (from + done) & 31;
    const toBit = (to + done) & 31;
    const chunk = Math.min(32 - fromBit, 32 - toBit, count - done);
    const word = (from + done) >>> 5;
    const valid = word === words.length - 1 ? topMask(source.width) : -1;
    const mask = lowMask(chunk) << toBit;
    yield { word: (to + done) >>> 5, text: words[word], valid, shift: toBit - fromBit, mask };
    done += chunk;
  }
}

function addPiece(terms: Map<string, Term>, { text, valid, shift, mask }: Piece): void {
  const key = `${text} ${shift}`;
  const term = terms.get(key);
  if (term) term.mask |= mask;
  else terms.set(key, { text, valid, shift, mask });
}

function termExpression({ text, valid, shift, mask }: Term): string {
  const moved = shift < 0 ? shiftRight(text, -shift) : shiftLeft(text, shift);
  const survives = (shift < 0 ? valid >>> -shift : valid << shift) | 0;
  return (survives & ~mask) === 0 ? moved : and(moved, `${mask | 0}`);
}
