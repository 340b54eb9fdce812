import { DesignError } from "../netlist/error.ts";
import { callerPlace, type Place } from "../netlist/place.ts";
import type { Bits } from "./bits.ts";
import { type Context, context } from "./context.ts";
import { Lanes } from "./lanes.ts";
import { type Driven, declareRegister, declareWire } from "./signals.ts";
import type { Source } from "./stream.ts";
import { type Type, u, vec } from "./types.ts";
import type { Vec } from "./vec.ts";
import { when } from "./when.ts";
import { toBits, toWord, Word } from "./word.ts";

/** What a stage hands to the next one. */
export type Carried = Readonly<Record<string, Bits | Vec>>;

/** How the stages of a pipeline wait, and what a reset leaves in them. */
export interface PipelineOptions {
  /**
   * `elastic` (unless given): each stage moves when the next is empty or moves, so bubbles close up.
   * `lockstep`: all stages move together while the last is empty or taken; one enable for all.
   */
  readonly stall?: "elastic" | "lockstep";
  /** A reset clears the data registers too, not the valid bits alone: for what is not to stay behind. */
  readonly clears?: boolean;
}

/** The sink of a pipeline: a stream whose payload fields the last stage carries. */
interface Sink<P> {
  readonly valid: Driven<Bits<1>>;
  readonly ready: Bits<1>;
  readonly payload: P;
}

/**
 * A payload P whose fields all are in H, else a text that the editor shows. A word or vector is known by a method, not
 * as `Bits | Vec`: the compiler would put the choice off where the width is a parameter.
 */
type Carries<P, H> = H extends { not(): unknown }
  ? Driven<H>
  : { readonly [K in keyof P]: K extends keyof H ? Driven<H[K]> : `the last stage carries no ${K & string}` };

/**
 * A pipeline behind a stream, built stage by stage:
 *
 *     pipeline(up)
 *       .stage("whiten", ({ block, key }) => ({ state: block.xor(key) }))
 *       .stage("round1", ({ state }) => ({ state: round(state) }))
 *       .into(down);
 *
 * The record that a stage returns is its register set, so a later stage reads only what an earlier one carried, and
 * moving a stage boundary is moving a line. Each stage is one cycle; it has a `valid` bit, and its data registers
 * move only with a valid item. One item a cycle; an item waits where the next stage does not take it.
 */
export function pipeline<H>(up: Source<H>, options: PipelineOptions = {}): Pipeline<H> {
  const here = context("pipeline");
  const shared = { here, lockstep: options.stall === "lockstep", clears: options.clears === true };
  return new Pipeline(shared, up.payload, toWord(up.valid), (ready) => up.ready.drive(toBits(ready)), []);
}

interface Shared {
  readonly here: Context;
  readonly lockstep: boolean;
  readonly clears: boolean;
}

/** A stage as waves and reports see it. */
export interface Stage {
  readonly name: string;
  readonly valid: Bits<1>;
  /** The registers of the stage. */
  readonly values: Carried;
}

/** A pipeline under construction, made by `pipeline`: H is what its last stage carries. */
export class Pipeline<H> {
  readonly stages: readonly Stage[];
  private readonly shared: Shared;
  private readonly values: H;
  private readonly valid: Word;
  /** Tells the previous stage (or the source) whether this end takes its item. */
  private readonly accept: (ready: Word) => void;

  constructor(
    shared: Shared,
    values: H,
    valid: Word,
    accept: (ready: Word) => void,
    stages: readonly Stage[],
  ) {
    this.shared = shared;
    this.values = values;
    this.valid = valid;
    this.accept = accept;
    this.stages = stages;
  }

  /** One more cycle: the record that `body` returns is held in registers `name.field`. */
  stage<const R extends Carried>(
    name: string,
    body: (values: H) => R,
  ): Pipeline<{ readonly [K in keyof R]: Plain<R[K]> }> {
    const { here, clears } = this.shared;
    const place = callerPlace();
    here.claim(name, place);
    const line = here.at(place);
    const scope = here.builder.scope({ name, parent: here.scope, kind: "stage", module: "", place: line });
    const computed = body(this.values);
    for (const field of Object.keys(computed)) checkField(here, name, field, place);
    const valid = declareRegister(here, "valid", u(1).init(0), place, { scope }) as Word;
    const ready = declareWire(here, "ready", u(1), place, { scope }) as Word;
    const moves = toBits<1>(ready);
    const arrives = this.valid;
    when(moves, () => {
      valid.next = arrives;
    });
    const carried: Record<string, unknown> = {};
    for (const [field, value] of Object.entries(computed)) {
      const type = typeOf(value, name, field);
      carried[field] = declareRegister(here, field, clears ? type.init(0) : type, place, { scope });
    }
    when(toBits<1>(ready.and(arrives)), () => {
      for (const [field, value] of Object.entries(computed)) {
        (carried[field] as { next: unknown }).next = value;
      }
    });
    this.accept(ready);
    const accept = this.shared.lockstep
      ? (end: Word) => ready.drive(end)
      : (next: Word) => ready.drive(valid.not().or(next));
    return new Pipeline(this.shared, carried as { readonly [K in keyof R]: Plain<R[K]> }, valid, accept, [
      ...this.stages,
      { name, valid: toBits(valid), values: carried as Carried },
    ]);
  }

  /** Combinational logic between two stages, without registers. */
  map<const R>(body: (values: H) => R): Pipeline<R> {
    return new Pipeline(this.shared, body(this.values), this.valid, this.accept, this.stages);
  }

  /** Ends the pipeline at a stream: every field of its payload is one that the last stage carries. */
  into<const P>(down: Sink<P & Carries<P, H>>): readonly Stage[] {
    const ready = toWord(down.ready);
    this.accept(this.shared.lockstep ? this.valid.not().or(ready) : ready);
    down.valid.drive(toBits(this.valid));
    const payload: unknown = down.payload;
    if (isHandle(payload)) (payload as Driven<unknown>).drive(this.values);
    else this.driveFields(payload as Record<string, Driven<Bits>>);
    return this.stages;
  }

  private driveFields(payload: Record<string, Driven<Bits>>): void {
    const values = this.values as Record<string, Bits>;
    for (const [field, sink] of Object.entries(payload)) {
      if (values[field] === undefined) {
        throw new DesignError(
          "UNDRIVEN",
          `the pipeline ends without ${field}, which its sink takes`,
          [{ what: "here", place: callerPlace() }],
          `carry ${field} through the stages`,
        );
      }
      sink.drive(values[field]);
    }
  }
}

/** A carried value is read, not assigned. */
type Plain<H> =
  H extends Bits<infer W>
    ? H extends { is(member: infer S): unknown }
      ? Bits<W> & { is(member: S): Bits<1> }
      : Bits<W>
    : H;

/** `valid` and `ready` are the stage's own; other names are the designer's. */
function checkField(here: Context, stage: string, field: string, place: Place): void {
  here.spell(field, place);
  if (field !== "valid" && field !== "ready") return;
  throw new DesignError(
    "NAME",
    `stage ${stage} carries a field ${field}, which is a name of the stage's own`,
    [{ what: "here", place }],
    "give the field another name",
  );
}

const isHandle = (value: unknown): value is Word | Lanes => value instanceof Word || value instanceof Lanes;

function typeOf(value: unknown, stage: string, field: string): Type {
  if (value instanceof Lanes) {
    return vec(value.lanes, value.width / value.lanes);
  }
  if (value instanceof Word) {
    value.flat(`stage ${stage}`);
    return value.enumeration?.type ?? u(value.width);
  }
  throw new DesignError(
    "SHAPE",
    `stage ${stage} carries ${field}, which is no word or vector`,
    [{ what: "here", place: callerPlace() }],
    "return a record of words and vectors",
  );
}
