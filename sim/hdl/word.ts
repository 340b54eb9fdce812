import { DesignError } from "../netlist/error.ts";
import type { NodeId, PlainOp } from "../netlist/node.ts";
import { assign } from "./assign.ts";
import type { Bits } from "./bits.ts";
import { type Context, context, type Named, type Target } from "./context.ts";
import type { Enumeration } from "./enumeration.ts";
import { describe, pointers } from "./faults.ts";
import { count, formatLiteral, isLiteral, type Literal, literalValue } from "./literal.ts";
import type { Rom } from "./rom.ts";

/** A word, or a constant that takes the width of the other operand. */
export type Side = Word | Literal;

/** What a handle may carry beside its node. */
export interface Extras {
  readonly named?: Named | undefined;
  /** The net that the holder may assign. */
  readonly target?: Target | undefined;
  /** Lowest bit of the signal that the handle stands for. */
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
  readonly named: Named | undefined;
  readonly target: Target | undefined;
  readonly low: number;
  readonly enumeration: Enumeration | undefined;

  constructor(node: NodeId, width: number, lanes: number, owner: Context, extras: Extras = {}) {
    this.node = node;
    this.width = width;
    this.lanes = lanes;
    this.owner = owner;
    this.named = extras.named;
    this.target = extras.target;
    this.low = extras.low ?? 0;
    this.enumeration = extras.enumeration;
  }

  add(other: Side): Word {
    return this.binary("add", other);
  }
  addc(other: Side): Word {
    const [left, right] = this.match("addc", other);
    return left.zext(left.width + 1).binary("add", right.zext(right.width + 1));
  }
  sub(other: Side): Word {
    return this.binary("sub", other);
  }
  mul(other: Word): Word {
    const width = this.width + other.width;
    return this.zext(width).binary("mul", other.zext(width));
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
    this.flat("bit by a signal");
    index.flat("bit by a signal");
    const here = context("bit");
    const node = here.node("pick", 1, 1, [this.use("bit"), index.use("bit")], { from: this.width });
    return new Word(node, 1, 1, here);
  }

  slice(high: number, low: number): Word {
    if (!(Number.isInteger(low) && Number.isInteger(high) && low >= 0 && high >= low && high < this.width)) {
      throw new DesignError(
        "RANGE",
        `bits ${high}:${low} of ${describe(this)}, which is ${count(this.width, "bit")}`,
        pointers(this),
        `take bits from ${this.width - 1}:0, the high one first`,
      );
    }
    const width = high - low + 1;
    if (width === this.width) return this;
    const here = context("slice");
    const node = here.node("slice", width * this.lanes, this.lanes, [this.use("slice")], { low });
    if (this.lanes > 1) return new Word(node, width, this.lanes, here);
    const { named, target } = this;
    return new Word(node, width, 1, here, { named, target, low: this.low + low });
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
        `${describe(this)} is ${count(this.width, "bit")}, not ${width}`,
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
      `${construct} takes a word, and this is ${count(this.lanes, "lane")} of ${count(this.width, "bit")}`,
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
    return new Word(node, this.width, lanes, here);
  }

  /** A constant of this word's width. */
  constant(operator: string, literal: Literal): Word {
    const value = literalValue(literal, this.width);
    if (value === undefined) {
      throw new DesignError(
        "LITERAL",
        `${operator}: the constant ${formatLiteral(literal)} does not fit ${describe(this)}, which is ${count(this.width, "bit")}`,
        pointers(this),
        `give a whole number from 0 to 2^${this.width} - 1`,
      );
    }
    const here = context(operator);
    return new Word(here.constant(value, this.width), this.width, 1, here);
  }

  /** Both sides in one width and one number of lanes. */
  match(operator: string, other: Side): [Word, Word] {
    const right = isLiteral(other) ? this.constant(operator, other) : other;
    if (this.width !== right.width) {
      throw new DesignError(
        "WIDTH",
        `${operator} needs one width: left, ${describe(this)}, is ${count(this.width, "bit")}; right, ${describe(right)}, is ${count(right.width, "bit")}`,
        pointers(this, right),
        this.width < right.width
          ? `extend the left side by zext(${right.width}) or take bits ${this.width - 1}:0 of the right`
          : `extend the right side by zext(${this.width}) or take bits ${right.width - 1}:0 of the left`,
      );
    }
    if (this.lanes === right.lanes) return [this, right];
    if (this.lanes === 1) return [this.broadcast(right.lanes), right];
    if (right.lanes === 1) return [this, right.broadcast(this.lanes)];
    throw new DesignError(
      "SHAPE",
      `${operator} needs as many lanes on both sides: left has ${this.lanes}, right has ${right.lanes}`,
      pointers(this, right),
      "permute or regroup one of them first",
    );
  }

  private binary(op: PlainOp, other: Side, width?: number): Word {
    const [left, right] = this.match(op, other);
    return left.derive(op, width ?? left.width, [left.use(op), right.use(op)]);
  }

  private derive(op: PlainOp, width: number, args: readonly NodeId[]): Word {
    const here = context(op);
    return new Word(here.node(op, width * this.lanes, this.lanes, args, undefined), width, this.lanes, here);
  }

  private shift(op: PlainOp, amount: Word | number): Word {
    if (typeof amount !== "number") {
      amount.flat(`the amount of ${op}`);
      return this.derive(op, this.width, [this.use(op), amount.use(op)]);
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
        `${op} of ${describe(this)} from ${this.width} to ${count(width, "bit")} would lose bits`,
        pointers(this),
        `extend to ${count(this.width, "bit")} or more, or take a slice`,
      );
    }
    if (width === this.width) return this;
    const here = context(op);
    const node = here.node(op, width * this.lanes, this.lanes, [this.use(op)], undefined);
    return new Word(node, width, this.lanes, here);
  }
}

/** The two views of one handle: what a designer holds, and what the language works on. */
export const toWord = (bits: Bits): Word => bits as unknown as Word;
export const toBits = <W extends number>(word: Word): Bits<W> => word as unknown as Bits<W>;
