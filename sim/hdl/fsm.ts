import { DesignError } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";
import type { Bits, EnumBits } from "./bits.ts";
import { context } from "./context.ts";
import { enumeration } from "./enumeration.ts";
import { declareRegister } from "./signals.ts";
import { type Otherwise, when } from "./when.ts";
import { toBits, type Word } from "./word.ts";

/** A running state machine. */
export interface Fsm<S extends string> {
  /** The state register; waves show the names. */
  readonly state: EnumBits<S>;
  is(state: S): Bits<1>;
}

type Bodies<S extends string> = { readonly [K in S]: () => unknown };
/** Bodies of B that no state has are a text that the editor shows. */
type NoOther<B, S> = { readonly [K in Exclude<keyof B, S>]: `there is no state ${K & string}` };

/**
 * A state machine in the register `name`: one body a state, which runs while the machine is in it, and `go(target)`
 * for the next state; without `go` it stays. Reset leads to the first state. Missing, extra and misspelt states are
 * errors in the editor.
 */
export function fsm<const S extends string, B extends Bodies<S>>(
  name: string,
  states: readonly [S, ...S[]],
  bodies: (go: (target: NoInfer<S>) => void) => B & NoOther<B, S>,
): Fsm<S> {
  const here = context("fsm");
  const place = callerPlace();
  const fail = (problem: string, fix: string, at = place): never => {
    throw new DesignError("STATE", `FSM ${name} ${problem}`, [{ what: "here", place: at }], fix);
  };
  const twice = states.find((state, index) => states.indexOf(state) !== index);
  if (twice !== undefined) fail(`names state ${twice} twice`, "name each state once");
  const width = Math.max(1, Math.ceil(Math.log2(states.length)));
  const values = Object.fromEntries(states.map((state, index) => [state, index])) as Record<S, number>;
  const type = enumeration(name, width, values).type.init(0);
  const register = declareRegister(here, name, type, place) as Word;
  const go = (target: S) => {
    if (!states.includes(target)) {
      const fix = `go to one of ${states.join(", ")}`;
      fail(`goes to state ${target}, which it does not have`, fix, callerPlace());
    }
    register.next = values[target];
  };
  const body: Bodies<S> = bodies(go);
  const extra = Object.keys(body).find((state) => !states.includes(state as S));
  if (extra !== undefined)
    fail(
      `has a body for state ${extra}, which it does not have`,
      "name the state in the list or drop the body",
    );
  let chain: Otherwise | undefined;
  for (const state of states) {
    const run = body[state];
    if (!run)
      fail(
        `has no body for state ${state}`,
        "give each state a body, () => {} for a state with nothing to do",
      );
    const inside = toBits<1>(register.eq(values[state]));
    chain = chain ? chain.elsewhen(inside, run) : when(inside, run);
  }
  return { state: toBits(register) as EnumBits<S>, is: (state) => toBits(register.is(state)) };
}
