import type { NodeId, PlaceId } from "../netlist/node.ts";
import type { Context, Target } from "./context.ts";

/** A part of a target and what it has been given so far: a driver, nothing, or nothing on some path. */
export interface Piece {
  readonly low: number;
  readonly width: number;
  /** undefined: not assigned (a register holds, a wire has no driver). */
  readonly value: NodeId | undefined;
  /** The last statement that assigned it, or 0. */
  readonly place: PlaceId;
  /** The `when` that leaves it without a driver on some path, or 0. */
  readonly gap: PlaceId;
}

export const untouched = ({ width }: Target): readonly Piece[] => [
  { low: 0, width, value: undefined, place: 0, gap: 0 },
];

/** The pieces, low ones first, with a new one in the place of what it covers; `hide` sees the covered ones. */
export function replace(
  here: Context,
  pieces: readonly Piece[],
  fresh: Piece,
  hide: (piece: Piece) => void,
): readonly Piece[] {
  const end = fresh.low + fresh.width;
  const from = lastUpTo(pieces, fresh.low);
  const to = lastUpTo(pieces, end - 1);
  const [first, last] = [pieces[from], pieces[to]];
  const middle = [fresh];
  if (first.low < fresh.low) middle.unshift(part(here, first, first.low, fresh.low));
  if (last.low + last.width > end) middle.push(part(here, last, end, last.low + last.width));
  for (let index = from; index <= to; index++) {
    const { low, width } = pieces[index];
    const within = { low: Math.max(low, fresh.low), top: Math.min(low + width, end) };
    hide({ ...pieces[index], low: within.low, width: within.top - within.low });
  }
  return [...pieces.slice(0, from), ...middle, ...pieces.slice(to + 1)];
}

/** Several versions of one target's pieces, cut at the same bits. */
export function align(here: Context, versions: readonly (readonly Piece[])[]): (readonly Piece[])[] {
  const lows = new Set(versions.flatMap((pieces) => pieces.map(({ low }) => low)));
  const edges = [...lows].sort((one, two) => one - two);
  return versions.map((pieces) => (pieces.length === edges.length ? pieces : cut(here, pieces, edges)));
}

/** One driver of the pieces; what was not assigned holds. */
export function joined(here: Context, target: Target, pieces: readonly Piece[]): NodeId {
  const place = pieces.find((piece) => piece.place !== 0)?.place ?? 0;
  const hold = { low: 0, width: target.width, value: target.node, place, gap: 0 };
  const parts = pieces.map(
    ({ low, width, value }) => value ?? (part(here, hold, low, low + width).value as NodeId),
  );
  return parts.length === 1 ? parts[0] : here.node("cat", target.width, 1, parts.reverse(), undefined, place);
}

function cut(here: Context, pieces: readonly Piece[], edges: readonly number[]): readonly Piece[] {
  const cuts: Piece[] = [];
  let edge = 0;
  for (const piece of pieces) {
    const end = piece.low + piece.width;
    for (; edges[edge] < end; edge++) {
      cuts.push(part(here, piece, edges[edge], Math.min(end, edges[edge + 1] ?? end)));
    }
  }
  return cuts;
}

function part(here: Context, piece: Piece, low: number, end: number): Piece {
  const { value, place } = piece;
  const width = end - low;
  if (width === piece.width) return piece;
  const bits =
    value === undefined ? undefined : here.node("slice", width, 1, [value], { low: low - piece.low }, place);
  return { ...piece, low, width, value: bits };
}

/** Index of the last piece that begins at `bit` or below it. */
function lastUpTo(pieces: readonly Piece[], bit: number): number {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle].low <= bit) low = middle;
    else high = middle - 1;
  }
  return low;
}
