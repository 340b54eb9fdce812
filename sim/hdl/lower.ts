import { DesignError, type Pointer } from "../netlist/error.ts";
import type { NodeId } from "../netlist/node.ts";
import type { Place } from "../netlist/place.ts";
import type { Assign, Choose, Context, Statement, Target } from "./context.ts";

/** A part of a target and what it has been given so far: a driver, nothing, or nothing on some path. */
interface Piece {
  readonly low: number;
  readonly width: number;
  /** undefined: not assigned (a register holds, a wire has no driver). */
  readonly value: NodeId | undefined;
  /** The last statement that assigned it. */
  readonly place: Place | undefined;
  /** The `when` that leaves it without a driver on some path. */
  readonly gap: Place | undefined;
}

type Values = Map<Target, readonly Piece[]>;

/**
 * Turns the statements of a module body into one driver for each of its targets: later statements win, a `when`
 * becomes multiplexers, disjoint parts of a net are joined. Registers that a path does not assign hold; wires that a
 * path does not assign are UNDRIVEN.
 */
export function lower(here: Context): void {
  const values: Values = new Map();
  walk(here, here.statements, values, true);
  for (const target of here.targets) {
    const pieces = values.get(target) ?? untouched(target);
    for (const piece of pieces) if (target.kind === "wire") demand(here, target, piece);
    const parts = pieces.map(
      (piece) => piece.value ?? part(here, target.node, target.width, piece.low, piece.width),
    );
    target.settle(joined(here, parts, target.width));
  }
}

function walk(here: Context, statements: readonly Statement[], values: Values, always: boolean): void {
  for (const statement of statements) {
    if (statement.kind === "assign") put(here, statement, values, always);
    else choose(here, statement, values);
  }
}

function put(
  here: Context,
  { target, low, width, value, place }: Assign,
  values: Values,
  always: boolean,
): void {
  const pieces = cut(here, values.get(target) ?? untouched(target), [low, low + width]);
  const fresh: Piece[] = [];
  for (const piece of pieces) {
    const inside = piece.low >= low && piece.low < low + width;
    if (!inside) {
      fresh.push(piece);
      continue;
    }
    if (always && piece.place) conflict(here, target, piece, place);
    fresh.push({
      ...piece,
      value: part(here, value, width, piece.low - low, piece.width),
      place,
      gap: undefined,
    });
  }
  values.set(target, fresh);
}

function choose(here: Context, statement: Choose, values: Values): void {
  const arms = statement.branches.map(({ body }) => arm(here, body, values));
  const rest = arm(here, statement.otherwise ?? [], values);
  const touched = new Set<Target>();
  for (const one of [...arms, rest]) for (const target of one.keys()) touched.add(target);
  for (const target of touched) {
    const before = values.get(target) ?? untouched(target);
    const sides = [...arms, rest].map((one) => one.get(target) ?? before);
    const edges = [...new Set(sides.flatMap((side) => side.map(({ low }) => low)))];
    const aligned = sides.map((side) => cut(here, side, edges));
    values.set(
      target,
      aligned[0].map((_, index) =>
        merge(
          here,
          statement,
          target,
          aligned.map((side) => side[index]),
        ),
      ),
    );
  }
}

/** What one branch makes of the values before it, for the targets that it assigns only. */
function arm(here: Context, body: readonly Statement[], before: Values): Values {
  const overlay = new Overlay(before);
  walk(here, body, overlay, false);
  return overlay.own;
}

/** A map that reads through to another and writes to itself. */
class Overlay extends Map<Target, readonly Piece[]> {
  readonly own: Values = new Map();
  private readonly under: Values;

  constructor(under: Values) {
    super();
    this.under = under;
  }
  override get(target: Target): readonly Piece[] | undefined {
    return this.own.get(target) ?? this.under.get(target);
  }
  override set(target: Target, pieces: readonly Piece[]): this {
    this.own.set(target, pieces);
    return this;
  }
}

function merge(here: Context, statement: Choose, target: Target, sides: readonly Piece[]): Piece {
  const { low, width } = sides[0];
  const last = sides.findLast(({ place }) => place !== undefined);
  const gap = sides.find((side) => side.gap)?.gap;
  const empty = sides.some(({ value }) => value === undefined);
  if (sides.every(({ value }) => value === sides[0].value)) return { ...sides[0], place: last?.place, gap };
  if (empty && target.kind === "wire") {
    return { low, width, value: last?.value, place: last?.place, gap: gap ?? statement.place };
  }
  const hold = () => part(here, target.node, target.width, low, width);
  let value = sides[sides.length - 1].value ?? hold();
  for (let index = statement.branches.length - 1; index >= 0; index--) {
    const { condition, place } = statement.branches[index];
    const then = sides[index].value ?? hold();
    if (then === value) continue;
    here.at(place);
    value = here.node("mux", width, 1, [condition, then, value], undefined);
  }
  return { low, width, value, place: last?.place, gap };
}

const untouched = ({ width }: Target): readonly Piece[] => [
  { low: 0, width, value: undefined, place: undefined, gap: undefined },
];

/** The pieces, cut at these bits as well. */
function cut(here: Context, pieces: readonly Piece[], edges: readonly number[]): readonly Piece[] {
  const within = (piece: Piece) => edges.filter((edge) => edge > piece.low && edge < piece.low + piece.width);
  if (pieces.every((piece) => within(piece).length === 0)) return pieces;
  return pieces.flatMap((piece) => {
    const bounds = [piece.low, ...within(piece).sort((one, two) => one - two), piece.low + piece.width];
    return bounds.slice(1).map((end, index) => {
      const low = bounds[index];
      const width = end - low;
      const { value } = piece;
      return {
        ...piece,
        low,
        width,
        value: value === undefined ? undefined : part(here, value, piece.width, low - piece.low, width),
      };
    });
  });
}

function part(here: Context, value: NodeId, whole: number, low: number, width: number): NodeId {
  return width === whole ? value : here.node("slice", width, 1, [value], { low });
}

function joined(here: Context, parts: readonly NodeId[], width: number): NodeId {
  return parts.length === 1 ? parts[0] : here.node("cat", width, 1, [...parts].reverse(), undefined);
}

const bitsOf = ({ low, width }: Piece, target: Target): string =>
  width === target.width ? target.name : `${target.name}[${low + width - 1}${width > 1 ? `:${low}` : ""}]`;

function demand(here: Context, target: Target, piece: Piece): void {
  if (piece.value !== undefined && piece.gap === undefined) return;
  const pointers: Pointer[] = [{ what: `${target.name} declared`, place: target.place }];
  if (piece.gap) pointers.push({ what: "the when that leaves it open", place: piece.gap });
  throw new DesignError(
    "UNDRIVEN",
    `${bitsOf(piece, target)} of module ${here.module} has no driver${piece.gap ? " on some path through a when" : ""}`,
    pointers,
    piece.gap ? "drive a default before the when, or add otherwise" : "drive it, or remove it",
  );
}

function conflict(here: Context, target: Target, piece: Piece, again: Place): void {
  throw new DesignError(
    "MULTIDRIVEN",
    `${bitsOf(piece, target)} of module ${here.module} is driven twice`,
    [
      { what: "again", place: again },
      { what: "first", place: piece.place ?? target.place },
      { what: `${target.name} declared`, place: target.place },
    ],
    "keep one driver; put the exception inside a when after the default",
  );
}
