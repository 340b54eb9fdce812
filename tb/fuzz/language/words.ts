import type { World } from "./world.ts";

/** A constant beside a word. */
export type Literal = number | bigint;
export type Side = Word | Literal;

const mask = (width: number): bigint => (1n << BigInt(width)) - 1n;
const signed = (value: bigint, width: number): bigint => BigInt.asIntN(width, value);
const flag = (holds: boolean): bigint => (holds ? 1n : 0n);

/** What a word is a part of, where it may be assigned. */
export interface Place {
  readonly net: object;
  readonly low: number;
}

/** A word as a function of the state of its world: computed on demand, at most once between two changes. */
export class Word {
  readonly world: World;
  readonly width: number;
  readonly values: Readonly<Record<string, number>>;
  readonly place: Place | undefined;
  readonly #compute: () => bigint;
  #value = 0n;
  #epoch = -1;

  constructor(world: World, width: number, compute: () => bigint, place?: Place, values = {}) {
    this.world = world;
    this.width = width;
    this.place = place;
    this.values = values;
    this.#compute = compute;
  }

  get value(): bigint {
    if (this.#epoch !== this.world.epoch) {
      this.#value = this.#compute() & mask(this.width);
      this.#epoch = this.world.epoch;
    }
    return this.#value;
  }

  make(width: number, compute: () => bigint): Word {
    return new Word(this.world, width, compute);
  }

  #other(side: Side): () => bigint {
    return side instanceof Word ? () => side.value : () => BigInt(side);
  }

  add(side: Side): Word {
    const other = this.#other(side);
    return this.make(this.width, () => this.value + other());
  }
  addc(side: Side): Word {
    const other = this.#other(side);
    return this.make(this.width + 1, () => this.value + other());
  }
  sub(side: Side): Word {
    const other = this.#other(side);
    return this.make(this.width, () => this.value - other());
  }
  mul(side: Word): Word {
    return this.make(this.width + side.width, () => this.value * side.value);
  }
  and(side: Side): Word {
    const other = this.#other(side);
    return this.make(this.width, () => this.value & other());
  }
  or(side: Side): Word {
    const other = this.#other(side);
    return this.make(this.width, () => this.value | other());
  }
  xor(side: Side): Word {
    const other = this.#other(side);
    return this.make(this.width, () => this.value ^ other());
  }
  not(): Word {
    return this.make(this.width, () => ~this.value);
  }
  eq(side: Side): Word {
    const other = this.#other(side);
    return this.make(1, () => flag(this.value === other()));
  }
  ne(side: Side): Word {
    const other = this.#other(side);
    return this.make(1, () => flag(this.value !== other()));
  }
  lt(side: Side): Word {
    const other = this.#other(side);
    return this.make(1, () => flag(this.value < other()));
  }
  le(side: Side): Word {
    const other = this.#other(side);
    return this.make(1, () => flag(this.value <= other()));
  }
  slt(side: Side): Word {
    const other = this.#other(side);
    return this.make(1, () => flag(signed(this.value, this.width) < signed(other(), this.width)));
  }
  sle(side: Side): Word {
    const other = this.#other(side);
    return this.make(1, () => flag(signed(this.value, this.width) <= signed(other(), this.width)));
  }

  /** A shift by more than the width is one by the width. */
  #amount(by: Side): () => bigint {
    const amount = this.#other(by);
    return () => (amount() < BigInt(this.width) ? amount() : BigInt(this.width));
  }
  shl(by: Side): Word {
    const amount = this.#amount(by);
    return this.make(this.width, () => this.value << amount());
  }
  shr(by: Side): Word {
    const amount = this.#amount(by);
    return this.make(this.width, () => this.value >> amount());
  }
  sra(by: Side): Word {
    const amount = this.#amount(by);
    return this.make(this.width, () => signed(this.value, this.width) >> amount());
  }

  andR(): Word {
    return this.make(1, () => flag(this.value === mask(this.width)));
  }
  orR(): Word {
    return this.make(1, () => flag(this.value !== 0n));
  }
  xorR(): Word {
    return this.make(1, () => BigInt([...this.value.toString(2)].filter((bit) => bit === "1").length % 2));
  }

  at(range: string): Word {
    const [high, low] = range.split(":").map(Number);
    return this.part(low, high - low + 1);
  }
  bit(index: number | Word): Word {
    if (typeof index === "number") return this.part(index, 1);
    return this.make(1, () => (index.value < BigInt(this.width) ? this.value >> index.value : 0n));
  }
  part(low: number, width: number): Word {
    const { place } = this;
    if (place) return this.world.partOf(place.net, place.low + low, width);
    return this.make(width, () => this.value >> BigInt(low));
  }

  zext(width: number): Word {
    return this.make(width, () => this.value);
  }
  sext(width: number): Word {
    return this.make(width, () => signed(this.value, this.width));
  }
  lookup({ width, words }: { readonly width: number; readonly words: readonly bigint[] }): Word {
    return this.make(width, () => words[Number(this.value)]);
  }
  is(member: string): Word {
    return this.eq(this.values[member]);
  }

  drive(value: Side): void {
    this.world.assign(this, this.#other(value));
  }
  get next(): Word {
    return this;
  }
  set next(value: Side) {
    this.drive(value);
  }
}

/** A word seen as lanes. */
export class Vector {
  readonly bits: Word;
  readonly lanes: number;

  constructor(bits: Word, lanes: number) {
    this.bits = bits;
    this.lanes = lanes;
  }

  get width(): number {
    return this.bits.width;
  }

  lane(index: number | Word): Word {
    const each = this.width / this.lanes;
    if (typeof index === "number") return this.bits.part(index * each, each);
    return this.bits.make(each, () => this.bits.value >> (index.value * BigInt(each)));
  }
  map(body: (lane: Word) => Word): Vector {
    return join(this.#all().map((lane) => body(lane)));
  }
  zip(other: Vector, body: (one: Word, two: Word) => Word): Vector {
    return join(this.#all().map((lane, index) => body(lane, other.lane(index))));
  }
  permute(index: readonly number[]): Vector {
    return join(index.map((lane) => this.lane(lane)));
  }
  rotate(by: number): Vector {
    return this.permute(this.#all().map((_, lane) => (((lane + by) % this.lanes) + this.lanes) % this.lanes));
  }
  and(other: Vector): Vector {
    return this.zip(other, (one, two) => one.and(two));
  }
  or(other: Vector): Vector {
    return this.zip(other, (one, two) => one.or(two));
  }
  xor(other: Vector): Vector {
    return this.zip(other, (one, two) => one.xor(two));
  }
  add(other: Vector): Vector {
    return this.zip(other, (one, two) => one.add(two));
  }
  sub(other: Vector): Vector {
    return this.zip(other, (one, two) => one.sub(two));
  }
  not(): Vector {
    return this.map((lane) => lane.not());
  }
  regroup(lanes: number): Vector {
    return new Vector(this.bits, lanes);
  }

  drive(value: Vector | Literal): void {
    this.bits.drive(value instanceof Vector ? value.bits : value);
  }
  get next(): Vector {
    return this;
  }
  set next(value: Vector | Literal) {
    this.drive(value);
  }

  #all(): Word[] {
    return Array.from({ length: this.lanes }, (_, lane) => this.lane(lane));
  }
}

/** Words as lanes, the first as lane 0. */
export function join(lanes: readonly Word[]): Vector {
  return new Vector(concatenate([...lanes].reverse()), lanes.length);
}

/** Words side by side, the first as the most significant. */
export function concatenate(words: readonly Word[]): Word {
  const width = words.reduce((sum, word) => sum + word.width, 0);
  return words[0].make(width, () =>
    words.reduce((sum, word) => (sum << BigInt(word.width)) | word.value, 0n),
  );
}
