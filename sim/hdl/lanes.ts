import { DesignError } from "../netlist/error.ts";
import type { Bits } from "./bits.ts";
import { context } from "./context.ts";
import { describe, pointers } from "./faults.ts";
import { count, isLiteral, type Literal } from "./literal.ts";
import type { Vec } from "./vec.ts";
import { Word } from "./word.ts";

/** The run-time side of `Vec`: a word whose bits are grouped in lanes. */
export class Lanes {
  readonly lanes: number;
  readonly bits: Word;

  constructor(bits: Word, lanes: number) {
    this.bits = bits;
    this.lanes = lanes;
  }

  get width(): number {
    return this.bits.width;
  }
  private get laneWidth(): number {
    return this.width / this.lanes;
  }

  map(body: (lane: Word) => Word): Lanes {
    return this.gather(body(this.all("map")), "map");
  }

  zip(other: Lanes, body: (one: Word, two: Word) => Word): Lanes {
    return this.pairwise("zip", other, body);
  }

  permute(index: readonly number[] | ((lane: number) => number)): Lanes {
    const source =
      typeof index === "function" ? Array.from({ length: this.lanes }, (_, lane) => index(lane)) : [...index];
    for (const lane of source) this.inside(lane, "permute");
    const width = this.laneWidth * source.length;
    const here = context("permute");
    const attr = { from: this.lanes, index: source };
    const node = here.node("permute", width, source.length, [this.bits.use("permute")], attr);
    return new Lanes(new Word(node, width, 1, here), source.length);
  }

  rotate(by: number): Lanes {
    const n = this.lanes;
    return this.permute((lane) => (((lane + by) % n) + n) % n);
  }

  and(other: Lanes): Lanes {
    return this.pairwise("and", other, (one, two) => one.and(two));
  }
  or(other: Lanes): Lanes {
    return this.pairwise("or", other, (one, two) => one.or(two));
  }
  xor(other: Lanes): Lanes {
    return this.pairwise("xor", other, (one, two) => one.xor(two));
  }
  add(other: Lanes): Lanes {
    return this.pairwise("add", other, (one, two) => one.add(two));
  }
  sub(other: Lanes): Lanes {
    return this.pairwise("sub", other, (one, two) => one.sub(two));
  }
  not(): Lanes {
    return new Lanes(this.bits.not(), this.lanes);
  }

  lane(index: number | Word): Word {
    const width = this.laneWidth;
    if (typeof index === "number") {
      this.inside(index, "lane");
      return this.bits.slice(index * width + width - 1, index * width);
    }
    index.flat("lane by a signal");
    const here = context("lane");
    const args = [this.bits.use("lane"), index.use("lane")];
    const node = here.node("pick", width, 1, args, { from: this.lanes });
    return new Word(node, width, 1, here);
  }

  regroup(lanes: number, width: number): Lanes {
    return group(this.bits, lanes, width);
  }

  drive(value: Lanes | Literal): void {
    this.bits.drive(isLiteral(value) ? value : this.checked(value));
  }
  get next(): Lanes {
    return this;
  }
  set next(value: Lanes | Literal) {
    this.bits.next = isLiteral(value) ? value : this.checked(value);
  }

  /** All lanes as what `map` hands to its body. */
  all(construct: string): Word {
    const { owner, named } = this.bits;
    return new Word(this.bits.use(construct), this.laneWidth, this.lanes, owner, { named });
  }

  /** What a body made of all lanes, as a vector. */
  gather(result: Word, construct: string): Lanes {
    const spread = result.broadcast(this.lanes);
    const { width, owner } = spread;
    return new Lanes(new Word(spread.use(construct), width * this.lanes, 1, owner), this.lanes);
  }

  private pairwise(construct: string, other: Lanes, body: (one: Word, two: Word) => Word): Lanes {
    this.matches(other, construct);
    return this.gather(body(this.all(construct), other.all(construct)), construct);
  }

  matches(other: Lanes, construct: string): void {
    if (other.lanes === this.lanes) return;
    throw new DesignError(
      "SHAPE",
      `${construct} needs as many lanes on both sides: left, ${describe(this.bits)}, has ${this.lanes}; right, ${describe(other.bits)}, has ${other.lanes}`,
      pointers(this.bits, other.bits),
      "permute or regroup one of them first",
    );
  }

  /** The value's bits, which have as many lanes as this. */
  checked(value: Lanes): Word {
    if (value.lanes === this.lanes) return value.bits;
    throw new DesignError(
      "SHAPE",
      `${describe(this.bits)} has ${count(this.lanes, "lane")} and takes ${describe(value.bits)}, which has ${value.lanes}`,
      pointers(this.bits, value.bits),
      "permute or regroup the value first",
    );
  }

  private inside(lane: number, construct: string): void {
    if (Number.isInteger(lane) && lane >= 0 && lane < this.lanes) return;
    throw new DesignError(
      "RANGE",
      `${construct} takes lane ${lane} of ${describe(this.bits)}, which has ${count(this.lanes, "lane")}`,
      pointers(this.bits),
      `use lanes 0 to ${this.lanes - 1}`,
    );
  }
}

export const toLanes = (vector: Vec): Lanes => vector as unknown as Lanes;
export const toVec = <N extends number, W extends number>(lanes: Lanes): Vec<N, Bits<W>> =>
  lanes as unknown as Vec<N, Bits<W>>;

/** The word's bits in lanes; no gates. */
export function group(word: Word, lanes: number, width: number): Lanes {
  word.flat("asVec");
  if (!Number.isInteger(lanes) || lanes < 1 || lanes * width !== word.width) {
    throw new DesignError(
      "SHAPE",
      `${describe(word)} is ${count(word.width, "bit")}, not ${count(lanes, "lane")} of ${width}`,
      pointers(word),
      `take lanes and width whose product is ${word.width}`,
    );
  }
  return new Lanes(word, lanes);
}
