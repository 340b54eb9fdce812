/**
 * Arithmetic on literal widths, in the type system: decimal digits, the least significant first, each digit a tuple
 * as long as its value. A width that is not a literal gives `number`, which is checked at elaboration instead.
 */
type Digits = {
  "0": [];
  "1": [0];
  "2": [0, 0];
  "3": [0, 0, 0];
  "4": [0, 0, 0, 0];
  "5": [0, 0, 0, 0, 0];
  "6": [0, 0, 0, 0, 0, 0];
  "7": [0, 0, 0, 0, 0, 0, 0];
  "8": [0, 0, 0, 0, 0, 0, 0, 0];
  "9": [0, 0, 0, 0, 0, 0, 0, 0, 0];
};
type Digit = keyof Digits;

type Reverse<S extends string, R extends string = ""> = S extends `${infer H}${infer T}`
  ? Reverse<T, `${H}${R}`>
  : R;
type Low<N extends number> = Reverse<`${N}`>;
type Value<S extends string> = Canonical<Reverse<S>> extends `${infer N extends number}` ? N : never;
type Canonical<S extends string> = S extends `0${infer T}` ? (T extends "" ? "0" : Canonical<T>) : S;

/** Digit sums run to 19: "1" and the digit, or the digit alone. */
type Plus<
  A extends string,
  B extends string,
  Carry extends 0[] = [],
> = A extends `${infer D extends Digit}${infer AT}`
  ? B extends `${infer E extends Digit}${infer BT}`
    ? PlusRest<`${[...Digits[D], ...Digits[E], ...Carry]["length"] & number}`, AT, BT>
    : PlusRest<`${[...Digits[D], ...Carry]["length"] & number}`, AT, "">
  : B extends ""
    ? Carry extends []
      ? ""
      : "1"
    : Plus<B, "", Carry>;
type PlusRest<
  Sum extends string,
  A extends string,
  B extends string,
> = Sum extends `1${infer D extends Digit}` ? `${D}${Plus<A, B, [0]>}` : `${Sum}${Plus<A, B>}`;

type Minus<
  A extends string,
  B extends string,
  Borrow extends 0[] = [],
> = A extends `${infer D extends Digit}${infer AT}`
  ? B extends `${infer E extends Digit}${infer BT}`
    ? MinusDigit<Digits[D], [...Digits[E], ...Borrow], AT, BT>
    : MinusDigit<Digits[D], Borrow, AT, "">
  : B extends ""
    ? Borrow extends []
      ? ""
      : never
    : never;
type MinusDigit<D extends 0[], E extends 0[], A extends string, B extends string> = D extends [
  ...E,
  ...infer R,
]
  ? `${R["length"]}${Minus<A, B>}`
  : [0, ...Digits["9"], ...D] extends [...E, ...infer R]
    ? `${R["length"]}${Minus<A, B, [0]>}`
    : never;

/** The digits of S, most significant first, times B. */
type Times<
  S extends string,
  B extends string,
  Sum extends string = "",
> = S extends `${infer D extends Digit}${infer T}`
  ? Times<T, B, PlusTimes<Digits[D], B, Sum extends "" ? "" : `0${Sum}`>>
  : Sum;
type PlusTimes<N extends 0[], B extends string, Sum extends string> = N extends [0, ...infer T extends 0[]]
  ? PlusTimes<T, B, Plus<Sum, B>>
  : Sum;

export type Add<A extends number, B extends number> = number extends A | B
  ? number
  : Value<Plus<Low<A>, Low<B>>>;

/** A - B, or `never` where B is the larger. */
export type Sub<A extends number, B extends number> = number extends A | B
  ? number
  : Value<Minus<Low<A>, Low<B>>>;

export type Mul<A extends number, B extends number> = number extends A | B
  ? number
  : Value<Times<`${A}`, Low<B>>>;

export type SumWidths<
  T extends readonly { readonly width: number }[],
  Sum extends number = 0,
> = T extends readonly [
  infer H extends { readonly width: number },
  ...infer R extends readonly { readonly width: number }[],
]
  ? SumWidths<R, Add<Sum, H["width"]>>
  : T extends readonly []
    ? Sum
    : number;

/** `"7:0"`: high and low bit, both inclusive. */
export type Range = `${number}:${number}`;

/** Bits in a range: 8 for `"7:0"`; `never` if it is upside down. */
export type RangeWidth<S extends Range> = S extends `${infer H extends number}:${infer L extends number}`
  ? Sub<Add<H, 1>, L>
  : never;

/** S itself where it is a range inside W bits, else a text that the editor shows. */
export type InRange<W extends number, S extends Range> = number extends W
  ? S
  : S extends `${infer H extends number}:${number}`
    ? [Sub<W, Add<H, 1>>] extends [never]
      ? `no bits ${S} in a word of ${W} bits`
      : [RangeWidth<S>] extends [never] | [0]
        ? `bits ${S}: the high bit comes first`
        : S
    : never;

/** V itself where V >= W, else a text that the editor shows. */
export type AtLeast<W extends number, V extends number> = number extends W | V
  ? V
  : [Sub<V, W>] extends [never]
    ? `${W} bits do not fit in ${V}`
    : V;
