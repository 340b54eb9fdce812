import { DesignError, type Pointer } from "../netlist/error.ts";
import type { NodeId, PlainOp } from "../netlist/node.ts";
import { callerPlace } from "../netlist/place.ts";
import { assign } from "./assign.ts";
import type { Bits } from "./bits.ts";
import { type Context, context, type Named, type Target } from "./context.ts";
import type { Enumeration } from "./enumeration.ts";
import { formatLiteral, isLiteral, type Literal, literalValue } from "./literal.ts";
import type { Rom } from "./rom.ts";

/** What a handle may carry beside its node. */
export interface Extras {
  readonly hidden?: boolean;
  readonly named?: Named | undefined;
  readonly target?: Target | undefined;
  /** Lowest bit of the target that the handle stands for. */
  readonly low?: number;
  readonly enumeration?: Enumeration | undefined;
}

/**
 * The run-time side of `Bits`: a node seen as `lanes` words of `width` bits each. One lane is a plain word; more
 * are what a function given to `Vec.map` works on.
 */
export class Word {
  readonly width: number;
  readonly node: NodeId;
  readonly lanes: number;
  readonly owner: Context;
  readonly hidden: boolean;
  readonly named: Named | undefined;
  readonly target: Target | undefined;
  readonly low: number;
  readonly enumeration: Enumeration | undefined;

  constructor(node: NodeId, width: number, lanes: number, owner: Context, extras: Extras = {}) {
    this.node = node;
    this.width = width;
    this.lanes = lanes;
    this.owner = owner;
    this.hidden = extras.hidden ?? false;
    this.named = extras.named;
    this.target = extras.target;
    this.low = extras.low ?? 0;
    this.enumeration = extras.enumeration;
  }

  add(other: Side): Word {
    return this.binary("add", other);
  }
  addc(other: Side): Word {
    const [left, right] = balance("addc", this, other);
    return left.zext(left.width + 1).binary("add", right.zext(right.width + 1));
  }
  sub(other: Side): Word {
    return this.binary("sub", other);
  }
  mul(other: Word): Word {
    const right = other;
    const width = this.width + right.width;
    return this.zext(width).binary("mul", right.zext(width));
  }
  and(other: Side): Word {
    return this.binary("and", other);
  }
  or(other: Side): Word {
    return this.binary("or", other);
  }
  xor(other: Side): Word {
    return this.binary("xor", other);
  }
  not(): Word {
    return this.derive("not", this.width, [this.use("not")]);
  }
  eq(other: Side): Word {
    return this.binary("eq", other, 1);
  }
  ne(other: Side): Word {
    return this.binary("ne", other, 1);
  }
  lt(other: Side): Word {
    return this.binary("lt", other, 1);
  }
  le(other: Side): Word {
    return this.binary("le", other, 1);
  }
  slt(other: Side): Word {
    return this.binary("slt", other, 1);
  }
  sle(other: Side): Word {
    return this.binary("sle", other, 1);
  }
  shl(amount: Word | number): Word {
    return this.shift("shl", amount);
  }
  shr(amount: Word | number): Word {
    return this.shift("shr", amount);
  }
  sra(amount: Word | number): Word {
    return this.shift("sra", amount);
  }
  andR(): Word {
    return this.derive("redand", 1, [this.use("andR")]);
  }
  orR(): Word {
    return this.derive("redor", 1, [this.use("orR")]);
  }
  xorR(): Word {
    return this.derive("redxor", 1, [this.use("xorR")]);
  }

  at(range: string): Word {
    const [high, low] = range.split(":").map(Number);
    return this.slice(high, low);
  }

  bit(index: number | Word): Word {
    if (typeof index === "number") return this.slice(index, index);
    const by = index;
    this.flat("bit by a signal");
    by.flat("bit by a signal");
    const here = context("bit");
    const node = here.node("pick", 1, 1, [this.use("bit"), by.use("bit")], { from: this.width });
    return new Word(node, 1, 1, here, { hidden: this.hidden });
  }

  slice(high: number, low: number): Word {
    if (!(Number.isInteger(low) && Number.isInteger(high) && low >= 0 && high >= low && high < this.width)) {
      throw new DesignError(
        "RANGE",
        `bits ${high}:${low} of ${describe(this)}, which is ${this.width} bits`,
        pointers(this),
        `take bits from ${this.width - 1}:0, the high one first`,
      );
    }
    const width = high - low + 1;
    if (width === this.width) return this;
    const here = context("slice");
    const node = here.node("slice", width * this.lanes, this.lanes, [this.use("slice")], { low });
    return new Word(node, width, this.lanes, here, {
      hidden: this.hidden,
      target: this.lanes === 1 ? this.target : undefined,
      low: this.low + low,
    });
  }

  zext(width: number): Word {
    return this.extend("zext", width);
  }
  sext(width: number): Word {
    return this.extend("sext", width);
  }

  as(width: number): Word {
    if (width !== this.width) {
      throw new DesignError(
        "WIDTH",
        `${describe(this)} is ${this.width} bits, not ${width}`,
        pointers(this),
        `extend it by zext(${width}) or take a slice, or mend the width`,
      );
    }
    return this;
  }

  lookup(table: Rom): Word {
    const here = context("lookup");
    let id = here.shared.tables.get(table);
    if (id === undefined) {
      const { name, width, words, place } = table;
      id = here.builder.table({ name, width, words, place: here.builder.place(place) });
      here.shared.tables.set(table, id);
    }
    const node = here.node("lookup", table.width * this.lanes, this.lanes, [this.use("lookup")], {
      table: id,
    });
    return new Word(node, table.width, this.lanes, here);
  }

  is(member: string): Word {
    const value = this.enumeration?.values[member];
    if (value === undefined) {
      throw new DesignError(
        "STATE",
        `${describe(this)} has no member ${member}`,
        pointers(this),
        `use one of ${Object.keys(this.enumeration?.values ?? {}).join(", ")}`,
      );
    }
    return this.eq(value);
  }

  drive(value: Side): void {
    assign(this, value, "drive");
  }
  get next(): Word {
    return this;
  }
  set next(value: Side) {
    assign(this, value, "next");
  }

  /** The node as an operand in the module that is being elaborated, or an error if the word is another module's. */
  use(operator: string): NodeId {
    const here = context(operator);
    if (here !== this.owner) {
      throw new DesignError(
        "CONTEXT",
        `${describe(this)} of module ${this.owner.module} is used inside module ${here.module}`,
        pointers(this),
        "bring it in through a port",
      );
    }
    return this.node;
  }

  /** Refuses a word that stands for the lanes of a vector. */
  flat(construct: string): void {
    if (this.lanes === 1) return;
    throw new DesignError(
      "SHAPE",
      `${construct} takes a word, and this is ${this.lanes} lanes of ${this.width} bits`,
      pointers(this),
      "work on the vector's lanes inside map, and on words outside",
    );
  }

  /** The word repeated in every lane. */
  broadcast(lanes: number): Word {
    if (this.lanes === lanes) return this;
    const here = context("map");
    const index = new Array<number>(lanes).fill(0);
    const node = here.node("permute", this.width * lanes, lanes, [this.use("map")], { from: 1, index });
    return new Word(node, this.width, lanes, here, { hidden: this.hidden });
  }

  private binary(op: PlainOp, other: Side, width?: number): Word {
    const [left, right] = balance(op, this, other);
    return left.derive(op, width ?? left.width, [left.use(op), right.use(op)]);
  }

  private derive(op: PlainOp, width: number, args: readonly NodeId[]): Word {
    const here = context(op);
    return new Word(here.node(op, width * this.lanes, this.lanes, args, undefined), width, this.lanes, here);
  }

  private shift(op: PlainOp, amount: Word | number): Word {
    if (typeof amount !== "number") {
      const by = amount;
      by.flat(`the amount of ${op}`);
      return this.derive(op, this.width, [this.use(op), by.use(op)]);
    }
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new DesignError(
        "LITERAL",
        `${op} by ${amount}`,
        pointers(this),
        "shift by a whole number, 0 or more; shift the other way for a negative one",
      );
    }
    if (amount === 0) return this;
    const by = context(op).constant(BigInt(amount), amount.toString(2).length);
    return this.derive(op, this.width, [this.use(op), by]);
  }

  private extend(op: "zext" | "sext", width: number): Word {
    if (!(Number.isInteger(width) && width >= this.width)) {
      throw new DesignError(
        "WIDTH",
        `${op} of ${describe(this)} from ${this.width} to ${width} bits would lose bits`,
        pointers(this),
        `extend to ${this.width} bits or more, or take a slice`,
      );
    }
    if (width === this.width) return this;
    const here = context(op);
    const node = here.node(op, width * this.lanes, this.lanes, [this.use(op)], undefined);
    return new Word(node, width, this.lanes, here, { hidden: this.hidden });
  }
}

type Side = Word | Literal;

/** The two views of one handle: what a designer holds, and what the language works on. */
export const toWord = (bits: Bits): Word => bits as unknown as Word;
export const toBits = <W extends number>(word: Word): Bits<W> => word as unknown as Bits<W>;

/** Both sides in one width and one number of lanes; constants take the other side's width. */
export function balance(operator: string, one: Side, two: Side): [Word, Word] {
  if (isLiteral(one)) {
    if (isLiteral(two)) {
      throw new DesignError(
        "WIDTH",
        `${operator} of two constants has no width`,
        [{ what: "here", place: callerPlace() }],
        "make one of them a signal, or compute the value in TypeScript",
      );
    }
    return [constantLike(operator, one, two), two];
  }
  const left = one;
  const right = isLiteral(two) ? constantLike(operator, two, left) : two;
  if (left.width !== right.width) {
    throw new DesignError(
      "WIDTH",
      `${operator} needs one width: left, ${describe(left)}, is ${left.width} bits; right, ${describe(right)}, is ${right.width} bits`,
      pointers(left, right),
      left.width < right.width
        ? `extend the left side by zext(${right.width}) or take bits ${left.width - 1}:0 of the right`
        : `extend the right side by zext(${left.width}) or take bits ${right.width - 1}:0 of the left`,
    );
  }
  if (left.lanes === right.lanes) return [left, right];
  if (left.lanes === 1) return [left.broadcast(right.lanes), right];
  if (right.lanes === 1) return [left, right.broadcast(left.lanes)];
  throw new DesignError(
    "SHAPE",
    `${operator} needs as many lanes on both sides: left has ${left.lanes}, right has ${right.lanes}`,
    pointers(left, right),
    "permute or regroup one of them first",
  );
}

/** A constant as wide as `like`, one lane. */
export function constantLike(operator: string, literal: Literal, like: Word): Word {
  const value = literalValue(literal, like.width);
  if (value === undefined) {
    throw new DesignError(
      "LITERAL",
      `${operator}: the constant ${formatLiteral(literal)} does not fit ${describe(like)}, which is ${like.width} bits`,
      pointers(like),
      `give a whole number from 0 to 2^${like.width} - 1`,
    );
  }
  const here = context(operator);
  return new Word(here.constant(value, like.width), like.width, 1, here);
}

/** The signal's name, or what the handle is where it has none. */
export const describe = (word: Word): string => word.named?.name ?? "an expression";

/** The designer's line, and where the signals among the operands are declared. */
export function pointers(...words: readonly Word[]): Pointer[] {
  const declared = words.flatMap(({ named }) =>
    named ? [{ what: `${named.name} declared`, place: named.place }] : [],
  );
  return [{ what: "here", place: callerPlace() }, ...declared];
}
