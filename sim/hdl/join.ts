import { DesignError } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";
import type { Bits, Operand } from "./bits.ts";
import { context } from "./context.ts";
import { Lanes, toLanes } from "./lanes.ts";
import { isLiteral, type Literal } from "./literal.ts";
import type { Vec } from "./vec.ts";
import type { SumWidths } from "./widths.ts";
import { balance, pointers, toBits, toWord, Word } from "./word.ts";

/** Words joined to one, the first as the most significant. */
export function cat<const T extends readonly [Bits, ...Bits[]]>(...words: T): Bits<SumWidths<T>> {
  return toBits(join(words.map(toWord), "cat"));
}

/** The word repeated `times` times. */
export function repeat(word: Bits, times: number): Bits {
  return toBits(join(new Array<Word>(times).fill(toWord(word)), "repeat"));
}

/** Inside `map`, words of a single lane are repeated in every lane. */
export function join(words: readonly Word[], construct: string): Word {
  const here = context(construct);
  const lanes = Math.max(...words.map((word) => word.lanes));
  const spread = words.map((word) => word.broadcast(lanes));
  const width = spread.reduce((sum, word) => sum + word.width, 0);
  if (spread.length === 1) return spread[0];
  const args = spread.map((word) => word.use(construct));
  const node = here.node("cat", width * lanes, lanes, args, undefined);
  return new Word(node, width, lanes, here, { hidden: spread.some(({ hidden }) => hidden) });
}

/** `then` where `select` is 1, else `otherwise`. Constants take the width of the other side. */
export function mux<W extends number>(select: Bits<1>, then: Bits<W>, otherwise: Operand<W>): Bits<W>;
export function mux<W extends number>(select: Bits<1>, then: Literal, otherwise: Bits<W>): Bits<W>;
export function mux<V extends Vec>(select: Bits<1>, then: V, otherwise: NoInfer<V>): V;
export function mux(select: Bits<1>, then: Bits | Vec | Literal, otherwise: Bits | Vec | Literal): unknown {
  if (isVec(then) && isVec(otherwise)) {
    const [one, two] = [toLanes(then), toLanes(otherwise)];
    return new Lanes(choose(toWord(select), one.bits, one.checked(two)), one.lanes);
  }
  return choose(toWord(select), side(then), side(otherwise));
}

function choose(select: Word, then: Word | Literal, otherwise: Word | Literal): Word {
  const [one, two] = balance("mux", then, otherwise);
  if (select.width !== 1) {
    throw new DesignError(
      "WIDTH",
      `mux selects by ${select.width} bits`,
      pointers(select),
      "select by one bit",
    );
  }
  const here = context("mux");
  const lanes = Math.max(select.lanes, one.lanes);
  if (select.lanes !== 1 && select.lanes !== lanes) {
    throw new DesignError(
      "SHAPE",
      `mux selects by ${select.lanes} lanes between words of ${one.lanes} lanes`,
      pointers(select, one, two),
      "select by one bit for all lanes or by one bit a lane",
    );
  }
  const args = [select.use("mux"), one.broadcast(lanes).use("mux"), two.broadcast(lanes).use("mux")];
  here.at(callerPlace());
  const node = here.node("mux", one.width * lanes, lanes, args, undefined);
  return new Word(node, one.width, lanes, here, { hidden: one.hidden || two.hidden });
}

const isVec = (value: Bits | Vec | Literal): value is Vec => value instanceof Lanes;
const side = (value: Bits | Vec | Literal): Word | Literal =>
  isLiteral(value) ? value : toWord(value as Bits);
