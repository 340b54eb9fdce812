import type { Netlist } from "../netlist/netlist.ts";
import type { Agenda } from "./agenda.ts";
import { emitShape } from "./emit.ts";
import type { Groups } from "./groups.ts";
import { isInline } from "./inline.ts";
import type { Layout } from "./layout.ts";
import type { Planes } from "./planes.ts";
import { type Shape, shapeOf } from "./shape.ts";
import { tableWords } from "./table.ts";

/** Characters of code that a run generates at most; later groups share the shapes there are, or are interpreted. */
const CODE_LIMIT = 4_000_000;

/** Computes and publishes the group with these parameters; false, with nothing done, if it cannot. */
type Compiled = (parameters: readonly number[]) => boolean;

/** The functions of one shape: for known operands, and for all; the second is made once it is missed. */
interface Pair {
  readonly known: Compiled;
  mixed: Compiled | undefined;
}

/**
 * Makes JavaScript of the groups that are evaluated often, one function a shape, so that forty equal rounds run one
 * function that V8 optimises early, and a design that sleeps costs nothing.
 */
export class Compiler {
  readonly #netlist: Netlist;
  readonly #groups: Groups;
  readonly #layout: Layout;
  readonly #build: (body: string) => Compiled;
  readonly #shapes = new Map<string, Pair>();
  /** By group: undefined until it is hot. */
  readonly #pairs: (Pair | undefined)[];
  readonly #parameters: (readonly number[])[];
  /** By group: interpreted evaluations until the next step up. */
  readonly #patience: Float64Array;
  readonly #perStep: number;
  readonly #trap: boolean;
  #characters = 0;

  /**
   * A group gets its first function when it has been interpreted `patience` times, and its second after as many more;
   * no second where unknown selects must be told of, which only the interpreter does.
   */
  constructor(
    netlist: Netlist,
    groups: Groups,
    layout: Layout,
    planes: Planes,
    agenda: Agenda,
    { patience, trap }: { readonly patience: number; readonly trap: boolean },
  ) {
    this.#netlist = netlist;
    this.#groups = groups;
    this.#layout = layout;
    this.#pairs = new Array(groups.count).fill(undefined);
    this.#parameters = new Array(groups.count).fill(NONE);
    this.#patience = new Float64Array(groups.count).fill(patience);
    this.#perStep = patience;
    this.#trap = trap;
    const { value, unknown, mixed } = planes;
    const tables = netlist.tables.map(tableWords);
    const wake = (node: number): void => agenda.wake(node);
    this.#build = (body) =>
      new Function("v", "u", "x", "T", "wake", `return (o) => {\n${body}\n};`)(
        value,
        unknown,
        mixed,
        tables,
        wake,
      );
  }

  /** Runs the group's code, if it has code that can. */
  run(group: number): boolean {
    const pair = this.#pairs[group];
    if (pair === undefined) return false;
    const parameters = this.#parameters[group];
    return pair.known(parameters) === true || pair.mixed?.(parameters) === true;
  }

  /** Counts an interpreted evaluation, and makes the function that was missed when there have been many. */
  warm(group: number): void {
    if (this.#patience[group]-- > 0) return;
    this.#patience[group] = this.#perStep;
    const first = this.#netlist.nodes[this.#groups.nodes[this.#groups.starts[group]]];
    const pair = this.#pairs[group];
    const full = this.#characters > CODE_LIMIT || pair?.mixed || (pair && this.#trap);
    if (full || !isInline(this.#netlist, first)) {
      this.#patience[group] = Infinity;
      return;
    }
    const shape = shapeOf(this.#netlist, this.#groups, this.#layout, group);
    if (pair) pair.mixed = this.#compile(shape, true);
    else {
      this.#pairs[group] = this.#shapes.get(shape.key) ?? this.#pair(shape);
      this.#parameters[group] = shape.parameters;
    }
  }

  #pair(shape: Shape): Pair {
    const pair = { known: this.#compile(shape, false), mixed: undefined };
    this.#shapes.set(shape.key, pair);
    return pair;
  }

  #compile(shape: Shape, mixed: boolean): Compiled {
    const body = emitShape(this.#netlist, shape, mixed);
    this.#characters += body.length;
    return this.#build(body);
  }
}

const NONE: readonly number[] = [];
