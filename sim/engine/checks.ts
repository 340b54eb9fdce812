import type { EngineHooks, State } from "../netlist/engine.ts";
import { DesignError } from "../netlist/error.ts";
import { type Check, type DomainId, type Netlist, scopePath } from "../netlist/netlist.ts";
import { resetLevel } from "../netlist/reset.ts";

/** The assertions and covers of a design, by domain. */
export class Checks {
  /** By index into `netlist.checks`. */
  readonly covered: Float64Array;
  readonly #netlist: Netlist;
  readonly #state: State;
  readonly #byDomain: readonly (readonly number[])[];

  /** `covered`: where to count, if not in an array of its own. */
  constructor(netlist: Netlist, state: State, covered = new Float64Array(netlist.checks.length)) {
    this.#netlist = netlist;
    this.#state = state;
    this.covered = covered;
    const byDomain: number[][] = netlist.domains.map(() => []);
    netlist.checks.forEach(({ domain }, i) => {
      byDomain[domain].push(i);
    });
    this.#byDomain = byDomain;
  }

  /** Phase 3, for a domain with an active edge. */
  sample(domain: DomainId, hooks: EngineHooks): void {
    const checks = this.#byDomain[domain];
    if (checks.length === 0 || resetLevel(this.#netlist, this.#state, domain) !== 0) return;
    for (const index of checks) {
      const check = this.#netlist.checks[index];
      const at = this.#state.offset(check.condition);
      const holds = this.#state.value[at] === 1 && this.#state.unknown[at] === 0;
      if (check.kind === "cover") this.covered[index] += holds ? 1 : 0;
      else if (!holds) this.#fail(check, hooks);
    }
  }

  /** Nobody listening is no reason to lose a failure. */
  #fail(check: Check, hooks: EngineHooks): void {
    if (hooks.failed) {
      hooks.failed(check);
      return;
    }
    throw new DesignError(
      "ASSERT",
      `${scopePath(this.#netlist, check.scope)}: ${check.message}`,
      [{ what: "asserted", place: this.#netlist.places[check.place] }],
      "mend the design, or the assertion",
    );
  }
}
