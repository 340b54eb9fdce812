import { derived, literal, type Ref, spell } from "./draw.ts";

/** Something that operands may be: a word or a vector of the module that is being written. */
export interface Value {
  /** How the source names it. */
  readonly text: string;
  /** Bits in all. */
  readonly width: number;
  /** 0 for a word. */
  readonly lanes: number;
  /** Its place on the ring of `Ref`. */
  readonly tag: number;
  /** The family of clocks that it follows; undefined where it follows none, as inputs. */
  readonly family: number | undefined;
  /** Register, and so what a synchroniser may take. */
  readonly isRegister: boolean;
}

/** A clock domain that the module's source can name; `text` undefined is the one that the body is in. */
export interface BodyDomain {
  readonly text: string | undefined;
  readonly tag: number;
  readonly family: number;
  /** Registers with a reset value have it without an edge: by an asynchronous reset, or at power-up. */
  readonly isKnownAtOnce: boolean;
  /** Clocked by a register. */
  readonly isDerived: boolean;
}

export interface BodyOptions {
  /** Values may be unknown: state without reset value, indexes beyond the end. */
  readonly unknown: boolean;
  readonly domain: BodyDomain;
  /** Name of the module; nested modules and enumerations take it as their prefix. */
  readonly name: string;
  /** Modules around this one. */
  readonly depth: number;
  /** The module has state, and a port `live` that is 0 until the resets are over. */
  readonly isClocked: boolean;
}

/** What one step of a random module adds to its body. `tag` is the place of what it makes on the ring. */
export type Step = (body: Body, tag: number) => void;

/** The body of a random module while its steps write it: its source, and the values that operands are taken from. */
export class Body {
  readonly options: BodyOptions;
  /** In front of the module: roms, enumerations, the modules of instances. */
  readonly before: string[] = [];
  readonly lines: string[] = [];
  readonly values: Value[] = [];
  readonly domains: BodyDomain[];
  readonly #used = new Set<Value>();
  /** What waits for all values to be there, as the next value of a register does. */
  readonly #later: (() => void)[] = [];
  #indent = "";
  #names = 0;
  #domain: BodyDomain;
  #reads = false;

  constructor(options: BodyOptions) {
    this.options = options;
    this.#domain = options.domain;
    this.domains = [options.domain];
  }

  get domain(): BodyDomain {
    return this.#domain;
  }

  /** Begins a step in the domain nearest to `home`: operands are of its family of clocks, or of none. */
  enter(home: Ref): void {
    this.within(nearest(this.domains, home));
  }

  within(domain: BodyDomain): void {
    this.#domain = domain;
    this.#reads = false;
  }

  name(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  line(text: string): void {
    this.lines.push(`${this.#indent}${text}`);
  }

  indented(write: () => void): void {
    const outer = this.#indent;
    this.#indent = `${outer}  `;
    write();
    this.#indent = outer;
  }

  later(write: () => void): void {
    const { domain } = this;
    this.#later.push(() => {
      this.within(domain);
      write();
    });
  }

  finish(): void {
    for (const write of this.#later) write();
  }

  /** What no operand is, with some of the others; one value at least: the module's outputs. */
  get loose(): Value[] {
    const loose = this.values.filter((value) => !this.#used.has(value) || derived(value.tag, 1, 8) === 0);
    return loose.length > 0 ? loose : this.values.slice(-1);
  }

  add(value: Omit<Value, "family" | "isRegister"> & Partial<Value>): Value {
    const family = this.#reads ? this.#domain.family : undefined;
    const added = { family, isRegister: false, ...value };
    this.values.push(added);
    return added;
  }

  /** Names an expression; `lanes` 0 for a word. */
  define(expression: string, width: number, tag: number, lanes = 0): void {
    const text = this.name(lanes === 0 ? "w" : "v");
    this.line(`const ${text} = ${expression};`);
    this.add({ text, width, lanes, tag });
  }

  /** A word of this width: a value that has it, or one cut or extended to it. */
  word(from: Ref, width: number): string {
    const here = this.#reachable();
    const exact = here.filter((value) => value.width === width);
    const value = nearest(exact.length > 0 && derived(from, 2, 4) > 0 ? exact : here, from);
    if (value === undefined) return `constant(${spell(literal(from, width))}, ${width})`;
    this.#use(value);
    return fitted(bitsOf(value), value.width, width, from);
  }

  /** A word, or now and then a constant that takes its width from the other side. */
  operand(from: Ref, width: number): string {
    return derived(from, 3, 6) === 0 ? spell(literal(from, width)) : this.word(from, width);
  }

  vector(from: Ref, lanes: number, each: number): string {
    const exact = this.#reachable().filter((value) => value.lanes === lanes && value.width === lanes * each);
    const value = nearest(exact, from);
    if (value === undefined || derived(from, 4, 4) === 0) {
      return `asVec(${this.word(from, lanes * each)}, ${lanes}, ${each})`;
    }
    this.#use(value);
    return value.text;
  }

  /**
   * A word that is below `count`, to index what ends there: where a value may not be unknown, an index that could be
   * beyond the end is 0.
   */
  index(from: Ref, width: number, count: number): string {
    const text = this.word(from, width);
    if (this.options.unknown || count >= 2 ** width) return text;
    return `mux(${text}.lt(${count}), ${text}, 0)`;
  }

  /** A register of the step's family of clocks, if there is one. */
  register(from: Ref): Value | undefined {
    return this.#registerWhere(({ family }) => family === this.#domain.family, from);
  }

  /** A register of another family of clocks, if there is one. */
  foreign(from: Ref): Value | undefined {
    return this.#registerWhere(({ family }) => family !== this.#domain.family, from);
  }

  #registerWhere(fits: (value: Value) => boolean, from: Ref): Value | undefined {
    const value = nearest(
      this.values.filter((each) => each.isRegister && fits(each)),
      from,
    );
    if (value !== undefined) this.#used.add(value);
    return value;
  }

  /** A family of clocks that no domain is of so far. */
  newFamily(): number {
    return Math.max(...this.domains.map(({ family }) => family)) + 1;
  }

  /** What the step makes is state of its domain. */
  clocked(expression: string): string {
    this.#reads = true;
    return this.#domain.text === undefined
      ? expression
      : `clocked(${this.#domain.text}, () => ${expression})`;
  }

  #reachable(): Value[] {
    return this.values.filter(({ family }) => family === undefined || family === this.#domain.family);
  }

  #use(value: Value): void {
    this.#used.add(value);
    if (value.family !== undefined) this.#reads = true;
  }
}

/** The next on the ring after `from`. */
export function nearest<T extends { readonly tag: number }>(list: readonly T[], from: Ref): T {
  let best = list[0];
  for (const each of list) if ((each.tag - from) >>> 0 < (best.tag - from) >>> 0) best = each;
  return best;
}

export const bitsOf = ({ text, lanes }: Value): string => (lanes === 0 ? text : `${text}.bits`);

function fitted(text: string, width: number, wanted: number, from: Ref): string {
  if (width === wanted) return text;
  // Copies of few bits take long in Icarus, which makes one port of each.
  const copies = derived(from, 5, wanted > 16 * width ? 16 : 2) === 0;
  if (width < wanted) return `${text}.${copies ? "sext" : "zext"}(${wanted})`;
  const most = width - wanted;
  const low = [0, most, derived(from, 6, most + 1)][derived(from, 7, 3)];
  return wanted === 1 ? `${text}.bit(${low})` : `${text}.at("${low + wanted - 1}:${low}")`;
}
