import { DesignError } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";
import type { Bits, EnumBits } from "./bits.ts";
import type { Enumeration } from "./enumeration.ts";
import { count, formatLiteral, type Literal, literalValue } from "./literal.ts";
import type { Vec } from "./vec.ts";

/** The widest word, in bits. */
export const MAX_WIDTH = 65_536;

/** What a signal carries: its shape, its reset value, whether it is secret. */
export interface Type<H = unknown> {
  /** Bits a lane. */
  readonly width: number;
  /** 1 for a word. */
  readonly lanes: number;
  readonly vector: boolean;
  readonly initial: bigint | undefined;
  readonly hidden: boolean;
  readonly enumeration: Enumeration | undefined;
  /** Value at reset, or at power-up in a domain without reset. */
  init(value: Literal): Type<H>;
  /** Waves and logs do not show the value. */
  secret(): Type<H>;
  /** The handle's type; nothing at run time. */
  readonly handle?: H;
}

/** A width stands for a word of that width, an enumeration for a word that carries it. */
export type TypeLike = number | Type | Enumeration;

/** What a designer holds of a signal of the type. */
export type Handle<T> = T extends number
  ? Bits<T>
  : T extends Enumeration<infer S, infer W>
    ? EnumBits<S, W>
    : T extends Type<infer H>
      ? H
      : never;

class TypeImpl<H> implements Type<H> {
  readonly width: number;
  readonly lanes: number;
  readonly vector: boolean;
  readonly enumeration: Enumeration | undefined;
  readonly initial: bigint | undefined;
  readonly hidden: boolean;

  constructor(shape: Omit<Type, "init" | "secret" | "handle">) {
    this.width = shape.width;
    this.lanes = shape.lanes;
    this.vector = shape.vector;
    this.enumeration = shape.enumeration;
    this.initial = shape.initial;
    this.hidden = shape.hidden;
  }

  init(value: Literal): Type<H> {
    const bits = this.width * this.lanes;
    const initial = literalValue(value, bits);
    if (initial === undefined) {
      throw new DesignError(
        "LITERAL",
        `the reset value ${formatLiteral(value)} does not fit ${count(bits, "bit")}`,
        [{ what: "here", place: callerPlace() }],
        `give a value from 0 to 2^${bits} - 1`,
      );
    }
    return new TypeImpl<H>({ ...this, initial });
  }

  secret(): Type<H> {
    return new TypeImpl<H>({ ...this, hidden: true });
  }
}

const PLAIN = { vector: false, initial: undefined, hidden: false, enumeration: undefined };

/** An unsigned word of `width` bits, 1 to 65,536. */
export function u<const W extends number>(width: W): Type<Bits<W>> {
  checkSize(width, "width");
  return new TypeImpl({ ...PLAIN, width, lanes: 1 });
}

/** `lanes` words of `width` bits that stay together: one node of the netlist an operator. Lane 0 is least significant. */
export function vec<const N extends number, const W extends number>(
  lanes: N,
  width: W,
): Type<Vec<N, Bits<W>>> {
  checkSize(lanes, "number of lanes");
  checkSize(lanes * width, "total width");
  return new TypeImpl({ ...PLAIN, width, lanes, vector: true });
}

export function enumType<S extends string, W extends number>(
  enumeration: Enumeration<S, W>,
): Type<EnumBits<S, W>> {
  checkSize(enumeration.width, "width");
  return new TypeImpl({ ...PLAIN, width: enumeration.width, lanes: 1, enumeration });
}

export function toType(type: TypeLike): Type {
  return typeof type === "number" ? u(type) : "type" in type ? type.type : type;
}

function checkSize(size: number, what: string): void {
  if (Number.isInteger(size) && size >= 1 && size <= MAX_WIDTH) return;
  throw new DesignError(
    "SIZE",
    `a ${what} of ${size}`,
    [{ what: "here", place: callerPlace() }],
    `give a whole number from 1 to ${MAX_WIDTH}`,
  );
}
