/** How tightly an expression binds (IEEE 1800-2017, table 11-2), loosest first. */
export const COND = 1;
export const BINARY = 2;
export const UNARY = 3;
export const PRIMARY = 4;

/** An expression of SystemVerilog. */
export interface Text {
  readonly code: string;
  readonly binds: number;
  /** The operator of a binary one, and its sides. */
  readonly operator?: string;
  readonly sides?: readonly [string, string];
  /** A chain of choices, a line each, of a conditional one. */
  readonly chain?: readonly string[];
  /** The parts of a concatenation, and the same with runs as replications. */
  readonly parts?: readonly string[];
  readonly rows?: readonly string[] | undefined;
  /** Reads as a name, so that it may stand in several places. */
  readonly trivial: boolean;
}

export const primary = (code: string, trivial = false): Text => ({ code, binds: PRIMARY, trivial });
export const unary = (operator: string, { code, binds, trivial }: Text): Text => ({
  code: operator + (binds === PRIMARY ? code : `(${code})`),
  binds: UNARY,
  trivial: trivial && operator === "~" && binds === PRIMARY,
});

/** `a != b` for the opposite of `a == b`; unknown bits make the same of both. */
export function opposite(text: Text): Text {
  const { binds, operator, sides } = text;
  const other = operator === "==" ? "!=" : operator === "!=" ? "==" : undefined;
  if (binds !== BINARY || !sides || !other) return unary("~", text);
  return { code: `${sides[0]} ${other} ${sides[1]}`, binds, operator: other, sides, trivial: false };
}

const ASSOCIATIVE = new Set(["&", "|", "^", "+", "*"]);

/** Operators of different kinds are held apart by parentheses, whatever their precedence. */
export function binary(operator: string, left: Text, right: Text): Text {
  const one = side(left, operator, true);
  const two = side(right, operator, ASSOCIATIVE.has(operator));
  return { code: `${one} ${operator} ${two}`, binds: BINARY, operator, sides: [one, two], trivial: false };
}

function side({ code, binds, operator: inner }: Text, operator: string, same: boolean): string {
  if (binds === PRIMARY || (binds === UNARY && code[0] === "~" && code[1] !== "(")) return code;
  const joins = same && inner === operator && ASSOCIATIVE.has(operator);
  return joins ? code : `(${code})`;
}

export function conditional(select: Text, then: Text, otherwise: Text): Text {
  const plain = select.binds !== COND && !/ [&|^] /.test(select.code);
  const condition = plain ? select.code : `(${select.code})`;
  const first = `${condition} ? ${then.binds === COND ? `(${then.code})` : then.code} :`;
  const rest = otherwise.chain ?? [otherwise.code];
  return { code: `${first} ${otherwise.code}`, binds: COND, chain: [first, ...rest], trivial: false };
}

/** Parts joined, the first most significant; runs of one part as a replication. */
export function concatenation(operands: readonly Text[]): Text {
  const parts = operands.flatMap((operand) => operand.parts ?? [operand.code]);
  const joined: string[] = [];
  for (let at = 0; at < parts.length; ) {
    let end = at + 1;
    while (parts[end] === parts[at]) end++;
    joined.push(end - at === 1 ? parts[at] : `{${end - at}{${parts[at]}}}`);
    at = end;
  }
  const [only] = joined;
  const code = joined.length === 1 && only.startsWith("{") ? only : `{${joined.join(", ")}}`;
  return { code, binds: PRIMARY, parts, rows: joined.length > 1 ? joined : undefined, trivial: false };
}
