/**
 * A pattern over dotted paths: `*` stands for any characters within one name, `**` for any number of names. A pattern
 * that matches a scope matches everything in it: `top.core` and `top.core.**` are the same, `**.valid` is every
 * signal named valid.
 */
export class PathPattern {
  readonly text: string;
  readonly #names: RegExp;

  constructor(text: string) {
    this.text = text;
    const names = text.split(".").map((name) => (name === "**" ? "(?:[^.]+\\.)*" : `${oneName(name)}\\.`));
    this.#names = new RegExp(`^${names.join("")}`);
  }

  matches(path: string): boolean {
    return this.#names.test(`${path}.`);
  }
}

const oneName = (name: string): string =>
  name
    .split("*")
    .map((text) => text.replace(/[\\^$+?()[\]{}|]/g, "\\$&"))
    .join("[^.]*");
