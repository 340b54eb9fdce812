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

/**
 * Makes JavaScript of the groups that are evaluated often, one function a shape, so that forty equal rounds run one
 * function that V8 optimises early, and a design that sleeps costs nothing.
 */
export class Compiler {
  readonly #netlist: Netlist;
  readonly #groups: Groups;
  readonly #layout: Layout;
  readonly #build: (body: string) => Compiled;
  readonly #shapes = new Map<string, Compiled>();
  /** By group; undefined while it is interpreted. */
  readonly #compiled: (Compiled | undefined)[];
  readonly #parameters: (readonly number[])[];
  /** By group: evaluations until it is hot, then 0; -1 once it has been looked at. */
  readonly #cold: Float64Array;
  #characters = 0;

  /** A group is hot once it has been interpreted `patience` times. */
  constructor(
    netlist: Netlist,
    groups: Groups,
    layout: Layout,
    planes: Planes,
    agenda: Agenda,
    patience: number,
  ) {
    this.#netlist = netlist;
    this.#groups = groups;
    this.#layout = layout;
    this.#compiled = new Array(groups.count).fill(undefined);
    this.#parameters = new Array(groups.count).fill(NONE);
    this.#cold = new Float64Array(groups.count).fill(patience);
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

  /** Runs the group's code, if it has any. */
  run(group: number): boolean {
    const compiled = this.#compiled[group];
    return compiled?.(this.#parameters[group]) === true;
  }

  /** Counts an interpreted evaluation, and compiles the group when it has become hot. */
  warm(group: number): void {
    if (this.#cold[group] < 0 || this.#cold[group]-- > 0) return;
    const first = this.#netlist.nodes[this.#groups.nodes[this.#groups.starts[group]]];
    if (!isInline(this.#netlist, first)) return;
    const shape = shapeOf(this.#netlist, this.#groups, this.#layout, group);
    this.#compiled[group] = this.#shapes.get(shape.key) ?? this.#compile(shape);
    this.#parameters[group] = shape.parameters;
  }

  #compile(shape: Shape): Compiled | undefined {
    if (this.#characters > CODE_LIMIT) return undefined;
    const body = emitShape(this.#netlist, shape);
    this.#characters += body.length;
    const compiled = this.#build(body);
    this.#shapes.set(shape.key, compiled);
    return compiled;
  }
}

const NONE: readonly number[] = [];
