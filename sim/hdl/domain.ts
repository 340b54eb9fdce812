import { DesignError } from "../netlist/error.ts";
import type { DomainId } from "../netlist/netlist.ts";
import { callerPlace, type Place } from "../netlist/place.ts";
import type { Bits } from "./bits.ts";
import { type Context, context } from "./context.ts";
import { checkCondition, describe, pointers } from "./faults.ts";
import { count } from "./literal.ts";
import { addSignal, declareRegister } from "./signals.ts";
import { type Type, u } from "./types.ts";
import { toBits, toWord, type Word } from "./word.ts";

/** The active edge and the reset of a clock domain. */
export interface DomainOptions {
  /** Active clock edge; rise unless given. */
  readonly edge?: "rise" | "fall";
  /** How `init` values are applied; sync unless given. `none`: they are power-up values. */
  readonly reset?: "sync" | "async" | "none";
  /** The level that resets; high unless given. */
  readonly active?: "high" | "low";
}

/** A clock with its reset. What is declared under `clocked(domain, …)` belongs to it. */
export interface ClockDomain {
  readonly name: string;
  /** @internal */
  readonly id: DomainId;
}

/**
 * A clock domain of its own at the top of the design: a clock `name` and, unless it has no reset, a reset
 * `name_rst`, both driven by the bench's clock generator. Hand it to other modules as a generator's parameter.
 */
export function clockDomain(name: string, options: DomainOptions = {}): ClockDomain {
  return rootDomain(context("clockDomain"), name, `${name}_rst`, options, callerPlace());
}

/** Declares what the body declares in the domain instead of the module's. */
export function clocked<T>(domain: ClockDomain, body: () => T): T {
  const here = context("clocked");
  const outer = here.domain;
  here.domain = domain.id;
  try {
    return body();
  } finally {
    here.domain = outer;
  }
}

/** The domain that the module body is in. */
export function currentDomain(): ClockDomain {
  const here = context("currentDomain");
  return { name: here.builder.domains[here.domain].name, id: here.domain };
}

/** The current clock divided by an even number: edges coincide with the root clock's, so no crossing. Same reset. */
export function dividedClock(name: string, by: number): ClockDomain {
  const here = context("dividedClock");
  const place = callerPlace();
  if (!Number.isSafeInteger(by) || by < 2 || by % 2 !== 0) {
    throw new DesignError(
      "CLOCK",
      `clock ${name} divides by ${by}`,
      [{ what: "here", place }],
      "divide by an even number, 2 or more",
    );
  }
  const { clock } = here.builder.domains[here.domain];
  return derive(here, name, here.node("divide", 1, 1, [clock], { by }), "kin", place);
}

/** The current clock, passed only where `enable` was 1 before the edge (an integrated clock gate). Same reset. */
export function gatedClock(name: string, enable: Bits<1>): ClockDomain {
  const here = context("gatedClock");
  const { clock } = here.builder.domains[here.domain];
  const word = toWord(enable);
  checkCondition(word, "gatedClock");
  const node = here.node("gate", 1, 1, [clock, word.use("gatedClock")], undefined);
  return derive(here, name, node, "kin", callerPlace());
}

/** A signal as a clock: its edges come a delta after the edge that moved it, and reading across is a crossing. */
export function derivedClock(name: string, clock: Bits<1>): ClockDomain {
  const here = context("derivedClock");
  const word = toWord(clock);
  checkCondition(word, "derivedClock");
  return derive(here, name, word.use("derivedClock"), "stranger", callerPlace());
}

/**
 * A signal of another domain made safe to read in this one: a chain of `stages` registers (2 or more) behind the
 * source register. One bit, or a word that changes one bit at a time (Gray code) where `gray` is set.
 */
export function synchronise<W extends number>(
  name: string,
  signal: Bits<W>,
  options: { readonly stages?: number; readonly gray?: boolean; readonly init?: number | bigint } = {},
): Bits<W> {
  const here = context("synchronise");
  const word = toWord(signal);
  const place = callerPlace();
  const { stages = 2, gray = false, init } = options;
  if (!Number.isSafeInteger(stages) || stages < 2) {
    throw new DesignError(
      "CROSSING",
      `${name} synchronises with ${count(stages, "stage")}`,
      pointers(word),
      "use 2 stages or more",
    );
  }
  if (word.width !== 1 && !gray) {
    throw new DesignError(
      "CROSSING",
      `${describe(word)} is ${count(word.width, "bit")}; its bits would arrive at different edges`,
      pointers(word),
      "cross one bit, a Gray-coded word with { gray: true }, or a handshake",
    );
  }
  const type: Type = init === undefined ? u(word.width) : u(word.width).init(init);
  let last: Word = word;
  for (let stage = 1; stage <= stages; stage++) {
    const flop = declareRegister(here, `${name}_sync${stage}`, type, place, {
      synchroniser: stage === 1,
    }) as Word;
    flop.next = last;
    last = flop;
  }
  return toBits(last);
}

/** Declares a clock at the pins of the top and its reset. */
export function rootDomain(
  here: Context,
  name: string,
  resetName: string,
  { edge = "rise", reset = "sync", active = "high" }: DomainOptions,
  place: Place,
): ClockDomain {
  const { builder } = here;
  const line = here.at(place);
  const pin = (label: string, op: "clock" | "input", kind: "clock" | "reset") => {
    here.top.claim(label, place);
    const node = builder.node(op, 1, 1, [], undefined, line, 0);
    builder.signal({
      name: label,
      scope: 0,
      node,
      kind,
      lanes: 1,
      enumeration: undefined,
      secret: false,
      place: line,
    });
    return node;
  };
  const id = builder.domains.length;
  builder.domain({
    name,
    clock: pin(name, "clock", "clock"),
    edge,
    reset:
      reset === "none"
        ? undefined
        : { node: pin(resetName, "input", "reset"), kind: reset, active: active === "high" ? 1 : 0 },
    family: id,
    place: line,
  });
  return { name, id };
}

function derive(
  here: Context,
  name: string,
  clock: number,
  relation: "kin" | "stranger",
  place: Place,
): ClockDomain {
  const { builder } = here;
  here.claim(name, place);
  const parent = builder.domains[here.domain];
  const id = builder.domains.length;
  const line = here.at(place);
  addSignal(here, name, u(1), clock, place, { kind: "wire" });
  builder.domain({ ...parent, name, clock, family: relation === "kin" ? parent.family : id, place: line });
  return { name, id };
}
