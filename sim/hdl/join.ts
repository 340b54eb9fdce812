import { DesignError } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";
import type { Bits, Operand } from "./bits.ts";
import { context } from "./context.ts";
import { describe, pointers } from "./faults.ts";
import { Lanes, toLanes } from "./lanes.ts";
import { count, isLiteral, type Literal } from "./literal.ts";
import type { Vec } from "./vec.ts";
import type { Mul, SumWidths } from "./widths.ts";
import { type Side, toBits, toWord, Word } from "./word.ts";

/** Words joined to one, the first as the most significant. One or more. */
export function cat<const T extends readonly Bits[]>(...words: T): Bits<SumWidths<T>> {
  return toBits(join(words.map(toWord), "cat"));
}

/** The word repeated `times` times, 1 or more. */
export function repeat<const W extends number, const N extends number>(
  word: Bits<W>,
  times: N,
): Bits<Mul<N, W>> {
  const copies = Number.isInteger(times) && times > 0 ? times : 0;
  return toBits(join(new Array<Word>(copies).fill(toWord(word)), "repeat"));
}

/** Inside `map`, words of a single lane are repeated in every lane. */
export function join(words: readonly Word[], construct: string): Word {
  const here = context(construct);
  if (words.length === 0) {
    throw new DesignError(
      "SIZE",
      `${construct} joins no words`,
      [{ what: "here", place: callerPlace() }],
      "give one word or more",
    );
  }
  const lanes = words.reduce((most, word) => Math.max(most, word.lanes), 1);
  const spread = words.map((word) => word.broadcast(lanes));
  const width = spread.reduce((sum, word) => sum + word.width, 0);
  if (spread.length === 1) return spread[0];
  const args = spread.map((word) => word.use(construct));
  const node = here.node("cat", width * lanes, lanes, args, undefined);
  return new Word(node, width, lanes, here);
}

/**
 * `then` where `select` is 1, else `otherwise`. Constants take the width of the other side. A vector of bits selects
 * lane by lane.
 */
export function mux<N extends number, E extends Bits, W extends number>(
  select: Vec<N, Bits<1>>,
  then: Vec<N, E, W>,
  otherwise: NoInfer<Vec<N, E, W>>,
): Vec<N, E, W>;
export function mux<N extends number, E extends Bits, W extends number>(
  select: Bits<1>,
  then: Vec<N, E, W>,
  otherwise: NoInfer<Vec<N, E, W>>,
): Vec<N, E, W>;
export function mux<W extends number>(select: Bits<1>, then: Literal, otherwise: Bits<W>): Bits<W>;
export function mux<W extends number>(
  select: Bits<1>,
  then: Bits<W>,
  otherwise: Operand<NoInfer<W>>,
): Bits<W>;
export function mux(
  select: Bits<1> | Vec,
  then: Bits | Vec | Literal,
  otherwise: Bits | Vec | Literal,
): unknown {
  if (isVec(then) && isVec(otherwise)) {
    const [one, two] = [toLanes(then), toLanes(otherwise)];
    if (isVec(select)) return byLane(toLanes(select), one, two);
    return new Lanes(choose(toWord(select), one.bits, one.checked(two)), one.lanes);
  }
  return choose(toWord(select as Bits<1>), side(then), side(otherwise));
}

function byLane(select: Lanes, one: Lanes, two: Lanes): Lanes {
  select.matches(one, "mux");
  select.matches(two, "mux");
  return select.gather(choose(select.all("mux"), one.all("mux"), two.all("mux")), "mux");
}

function choose(select: Word, then: Side, otherwise: Side): Word {
  const [one, two] = sides(then, otherwise);
  if (select.width !== 1) {
    throw new DesignError(
      "WIDTH",
      `mux selects by 1 bit; ${describe(select)} is ${count(select.width, "bit")}`,
      pointers(select),
      "compare it with eq or ne, or reduce it with orR",
    );
  }
  const here = context("mux");
  const lanes = Math.max(select.lanes, one.lanes);
  if (select.lanes !== 1 && select.lanes !== lanes) {
    throw new DesignError(
      "SHAPE",
      `mux selects by ${count(select.lanes, "lane")} between words of ${count(one.lanes, "lane")}`,
      pointers(select, one, two),
      "select by one bit for all lanes or by one bit a lane",
    );
  }
  const args = [select.use("mux"), one.broadcast(lanes).use("mux"), two.broadcast(lanes).use("mux")];
  // A statement of its own: a run that traps unknown values names its line.
  const place = here.at(callerPlace());
  const node = here.node("mux", one.width * lanes, lanes, args, undefined, place);
  return new Word(node, one.width, lanes, here);
}

function sides(then: Side, otherwise: Side): [Word, Word] {
  if (!isLiteral(then)) return then.match("mux", otherwise);
  if (!isLiteral(otherwise)) return [otherwise.constant("mux", then), otherwise];
  throw new DesignError(
    "WIDTH",
    "mux of two constants has no width",
    [{ what: "here", place: callerPlace() }],
    "make one of them a word by constant(value, width)",
  );
}

const isVec = (value: Bits | Vec | Literal): value is Vec => value instanceof Lanes;
const side = (value: Bits | Vec | Literal): Side => (isLiteral(value) ? value : toWord(value as Bits));
