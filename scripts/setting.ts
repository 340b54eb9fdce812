/** What a parameter can be. */
export type Value = number | boolean | string | readonly string[];

/** A parameter of a generator of hardware, as a command takes it: `key=value`. */
export interface Setting<out T extends Value = Value> {
  readonly default: T;
  /** For people. */
  readonly accepted: string;
  /** The value that a text stands for; undefined if it is none. */
  parse(text: string): T | undefined;
}

/** A whole number; the generator refuses what is out of its range. */
export const whole = (value: number): Setting<number> => ({
  default: value,
  accepted: "a whole number",
  parse: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
});

/** One of a few numbers or words, the first one unless given. */
export const oneOf = <const T extends number | string>(...values: readonly [T, ...T[]]): Setting<T> => ({
  default: values[0],
  accepted: values.join(", "),
  parse: (text) => values.find((value) => `${value}` === text),
});

export const flag = (value: boolean): Setting<boolean> => ({
  default: value,
  accepted: "true, false",
  parse: (text) => (text === "true" ? true : text === "false" ? false : undefined),
});

/** Some of a few words, with commas between them. */
export const someOf = <const T extends string>(
  words: readonly T[],
  value: readonly T[],
): Setting<readonly T[]> => ({
  default: value,
  accepted: `some of ${words.join(", ")} with commas between them`,
  parse: (text) => {
    const given = text.split(",").map((word) => words.find((known) => known === word));
    return given.every((word) => word !== undefined) ? given : undefined;
  },
});
