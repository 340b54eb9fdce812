import { DesignError, type Pointer } from "../netlist/error.ts";
import type { NodeId } from "../netlist/node.ts";
import type { Assign, Choose, Context, Statement, Target } from "./context.ts";
import { align, joined, type Piece, replace, untouched } from "./pieces.ts";

/**
 * Turns the statements of a module body into one driver for each of its targets: later statements win, a `when`
 * becomes multiplexers, disjoint parts of a net are joined. Registers that a path does not assign hold; wires that a
 * path does not assign are UNDRIVEN.
 */
export function lower(here: Context): void {
  const values = new Values();
  walk(here, here.statements, values, true);
  for (const target of here.targets) {
    const pieces = values.of(target);
    for (const piece of pieces) if (target.kind === "wire") demand(here, target, piece);
    target.settle(joined(here, target, pieces));
  }
}

/** What the targets have been given, on top of what they had where a branch begins. */
class Values {
  readonly own = new Map<Target, readonly Piece[]>();
  private readonly under: Values | undefined;

  constructor(under?: Values) {
    this.under = under;
  }

  of(target: Target): readonly Piece[] {
    for (let at: Values | undefined = this; at; at = at.under) {
      const pieces = at.own.get(target);
      if (pieces) return pieces;
    }
    return untouched(target);
  }
}

function walk(here: Context, statements: readonly Statement[], values: Values, always: boolean): void {
  for (const statement of statements) {
    if (statement.kind === "choose") choose(here, statement, values);
    else values.own.set(statement.target, put(here, statement, values.of(statement.target), always));
  }
}

function put(here: Context, assign: Assign, before: readonly Piece[], always: boolean): readonly Piece[] {
  const { low, width, value, place } = assign;
  return replace(here, before, { low, width, value, place, gap: 0 }, (hidden) => {
    if (always && hidden.place !== 0) conflict(here, assign, hidden);
  });
}

/** A branch of a `when` by its position, and what it makes of a target. */
interface Side<P> {
  readonly branch: number;
  readonly value: P;
}

function choose(here: Context, statement: Choose, values: Values): void {
  const bodies = statement.branches.map(({ body }) => body);
  if (statement.otherwise) bodies.push(statement.otherwise.body);
  const touched = new Map<Target, Side<readonly Piece[]>[]>();
  for (const [branch, body] of bodies.entries()) {
    const arm = new Values(values);
    walk(here, body, arm, false);
    for (const [target, value] of arm.own) {
      const sides = touched.get(target);
      if (sides) sides.push({ branch, value });
      else touched.set(target, [{ branch, value }]);
    }
  }
  for (const [target, sides] of touched) {
    const [before, ...after] = align(here, [values.of(target), ...sides.map(({ value }) => value)]);
    const merged = before.map((piece, index) => {
      const column = sides.map(({ branch }, side) => ({ branch, value: after[side][index] }));
      return merge(here, statement, target, piece, column);
    });
    values.own.set(target, merged);
  }
}

/** One piece of a target behind a `when`, of what it was before and what the branches that changed it make of it. */
function merge(
  here: Context,
  { branches, otherwise, place }: Choose,
  target: Target,
  before: Piece,
  column: readonly Side<Piece>[],
): Piece {
  const sides = column.filter(({ value }) => value.place !== before.place);
  if (sides.length === 0) return before;
  const { low, width } = before;
  const last = sides[sides.length - 1].value;
  const whole = otherwise !== undefined && sides.length === branches.length + 1;
  const open = !whole && before.value === undefined ? place : 0;
  const gap = sides.find(({ value }) => value.gap !== 0)?.value.gap ?? (whole ? 0 : before.gap || open);
  if (target.kind === "wire" && gap !== 0) return { ...last, gap };
  const held = (): NodeId =>
    low === 0 && width === target.width
      ? target.node
      : here.node("slice", width, 1, [target.node], { low }, place);
  let value = whole ? (last.value as NodeId) : (before.value ?? held());
  for (let index = sides.length - (whole ? 2 : 1); index >= 0; index--) {
    const { branch, value: side } = sides[index];
    const then = side.value as NodeId;
    if (then === value) continue;
    const taken = branches[branch] ?? { path: otherwise!.path, place };
    // Where every branch before this one is a multiplexer around it, its own condition is enough.
    const select = branch === index && branches[branch] ? branches[branch].condition : taken.path.node();
    value = here.node("mux", width, 1, [select, then, value], undefined, taken.place);
  }
  return { low, width, value, place: last.place, gap: 0 };
}

const bitsOf = ({ low, width }: Piece, { name, width: all }: Target): string =>
  width === all ? name : `${name}[${low + width - 1}${width > 1 ? `:${low}` : ""}]`;

function demand(here: Context, target: Target, piece: Piece): void {
  if (piece.value !== undefined && piece.gap === 0) return;
  const open = piece.gap !== 0;
  const pointers: Pointer[] = [{ what: `${target.name} declared`, place: target.place }];
  if (open) pointers.push({ what: "the when that leaves it open", place: here.builder.places[piece.gap] });
  throw new DesignError(
    "UNDRIVEN",
    `${bitsOf(piece, target)} of module ${here.module} has no driver${open ? " on some path through a when" : ""}`,
    pointers,
    open ? "drive a default before the when, or add otherwise" : "drive it, or remove it",
  );
}

function conflict(here: Context, { target, place: again }: Assign, piece: Piece): void {
  const { places } = here.builder;
  throw new DesignError(
    "MULTIDRIVEN",
    `${bitsOf(piece, target)} of module ${here.module} is driven twice`,
    [
      { what: "again", place: places[again] },
      { what: "first", place: places[piece.place] },
      { what: `${target.name} declared`, place: target.place },
    ],
    "keep one driver; put the exception inside a when after the default",
  );
}
