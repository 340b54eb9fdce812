/**
 * Arithmetic on literal widths, in the type system: numbers as tuples, built digit by digit, so that the depth of
 * recursion is the number of digits. Good to 9,999; a width that is not a literal gives `number`, which is checked
 * at elaboration instead.
 */
type Ten<T extends 0[]> = [...T, ...T, ...T, ...T, ...T, ...T, ...T, ...T, ...T, ...T];
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
type Tuple<S extends string, A extends 0[] = []> = S extends `${infer D extends keyof Digits}${infer Rest}`
  ? Tuple<Rest, [...Ten<A>, ...Digits[D]]>
  : A;
type Length<T> = T extends { length: infer L extends number } ? L : never;

export type Add<A extends number, B extends number> = number extends A | B
  ? number
  : Length<[...Tuple<`${A}`>, ...Tuple<`${B}`>]>;

/** A - B, or `never` where B is the larger. */
export type Sub<A extends number, B extends number> = number extends A | B
  ? number
  : Tuple<`${A}`> extends [...Tuple<`${B}`>, ...infer Rest]
    ? Length<Rest>
    : never;

/** A * B for a small A (lanes) by its digits. */
export type Mul<A extends number, B extends number> = number extends A | B
  ? number
  : Length<Times<`${A}`, Tuple<`${B}`>>>;
type Times<
  S extends string,
  B extends 0[],
  Sum extends 0[] = [],
> = S extends `${infer D extends keyof Digits}${infer Rest}`
  ? Times<Rest, B, [...Ten<Sum>, ...Copies<Digits[D], B>]>
  : Sum;
type Copies<N extends 0[], B extends 0[]> = N extends [0, ...infer Rest extends 0[]]
  ? [...B, ...Copies<Rest, B>]
  : [];

export type SumWidths<T extends readonly { readonly width: number }[]> = T extends readonly [
  infer H extends { readonly width: number },
  ...infer R extends readonly { readonly width: number }[],
]
  ? Add<H["width"], SumWidths<R>>
  : T extends readonly []
    ? 0
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
      : [RangeWidth<S>] extends [never]
        ? `bits ${S}: the high bit comes first`
        : S
    : never;

/** V itself where V >= W, else a text that the editor shows. */
export type AtLeast<W extends number, V extends number> = number extends W | V
  ? V
  : [Sub<V, W>] extends [never]
    ? `${W} bits do not fit in ${V}`
    : V;
