import type { CommandName } from "../../rtl/dram/command.ts";
import { CONSTRAINTS, type Constraint, expressionOf, latencyOf } from "../../rtl/dram/constraints.ts";
import { bankCount, type DramDevice } from "../../rtl/dram/timing.ts";
import type { Bench } from "../../sim/bench/bench.ts";
import type { DomainRef } from "../../sim/bench/clocks.ts";
import type { Task } from "../../sim/bench/coroutine.ts";
import type { Simulation } from "../../sim/bench/simulation.ts";
import { DesignError } from "../../sim/netlist/error.ts";
import { type DramPins, type SeenCommand, watchCommands } from "./command-monitor.ts";

/** What the rules look at of a command. */
export type CheckedCommand = Pick<SeenCommand, "command" | "cycle" | "bankGroup" | "bank">;

/** A row of the constraint table with the cycles of the latest preceding commands, by channel, rank, group or bank. */
interface Watched {
  readonly constraint: Constraint;
  readonly latency: number;
  /** The oldest one first, at most as many as the window counts. */
  readonly latest: Map<number, number[]>;
}

const ALL_BANKS: ReadonlySet<CommandName> = new Set(["PREA", "REF"]);

/**
 * Holds the commands of a channel to the rules of its device: the constraint table, read afresh from the history
 * of the commands; which commands fit an open and a closed bank; and that no refresh is left out.
 */
export class DramRules {
  readonly #device: DramDevice;
  readonly #watched: readonly Watched[];
  readonly #open: boolean[];
  #refreshed: number | undefined;

  constructor(device: DramDevice, constraints: readonly Constraint[] = CONSTRAINTS) {
    this.#device = device;
    this.#watched = constraints.map((constraint) => ({
      constraint,
      latency: latencyOf(constraint, device.figures),
      latest: new Map(),
    }));
    this.#open = new Array<boolean>(bankCount(device.organisation)).fill(false);
  }

  /**
   * The next command.
   * @throws DesignError ASSERT where it breaks a rule, with the rule's name.
   */
  take(command: CheckedCommand): void {
    for (const watched of this.#watched) this.#keepsDistance(watched, command);
    this.#fitsState(command);
    this.refreshedBy(command.cycle);
    if (command.command === "REF") this.#refreshed = command.cycle;
  }

  /** The device is reset, and with it all that commands are held against. */
  reset(): void {
    for (const { latest } of this.#watched) latest.clear();
    this.#open.fill(false);
    this.#refreshed = undefined;
  }

  /** Fails if a refresh is missing at this cycle. The first interval begins with the first command. */
  refreshedBy(cycle: number): void {
    this.#refreshed ??= cycle;
    const { tREFI, tRAS, CWL, BL, tWR, tRP } = this.#device.figures;
    // Banks are closed first, which may have to wait for a row or for a write burst.
    const limit = tREFI + Math.max(tRAS, CWL + BL + tWR) + tRP;
    const passed = cycle - this.#refreshed;
    if (passed <= limit) return;
    this.#broken(
      "refresh interval",
      `no REF in the ${passed} nCK since cycle ${this.#refreshed}; ${this.#device.name} allows ${limit}`,
      "close the banks and refresh each tREFI",
    );
  }

  #keepsDistance({ constraint, latency, latest }: Watched, command: CheckedCommand): void {
    const { level, preceding, following, window = 1, name } = constraint;
    const isFollowing = following.includes(command.command);
    const isPreceding = preceding.includes(command.command);
    if (!isFollowing && !isPreceding) return;
    const instance = this.#instance(level, command);
    const cycles = latest.get(instance) ?? [];
    if (isFollowing && cycles.length === window && command.cycle - cycles[0] < latency) {
      const first = `${window > 1 ? `the ${window}th last ` : ""}${preceding.join(" or ")}`;
      this.#broken(
        name,
        `${describe(command)} comes ${command.cycle - cycles[0]} nCK after ${first} at cycle ${cycles[0]}; ${this.#device.name} needs ${latency} (${expressionOf(constraint)})`,
        `issue it at cycle ${cycles[0] + latency} or later`,
      );
    }
    if (!isPreceding) return;
    cycles.push(command.cycle);
    if (cycles.length > window) cycles.shift();
    latest.set(instance, cycles);
  }

  #instance(level: Constraint["level"], command: CheckedCommand): number {
    if (level === "bank") return this.#index(command);
    return level === "bankGroup" ? command.bankGroup : 0;
  }

  #fitsState(command: CheckedCommand): void {
    const open = this.#open;
    const index = this.#index(command);
    switch (command.command) {
      case "ACT":
        if (open[index])
          this.#broken("bank state", `${describe(command)} finds the bank open`, "close it by PRE first");
        open[index] = true;
        return;
      case "RD":
      case "WR":
        if (!open[index])
          this.#broken("bank state", `${describe(command)} finds the bank closed`, "open a row by ACT first");
        return;
      case "PRE":
        open[index] = false;
        return;
      case "PREA":
        open.fill(false);
        return;
      case "REF":
        if (open.includes(true))
          this.#broken("bank state", `${describe(command)} finds open banks`, "close them by PREA first");
    }
  }

  #index({ bankGroup, bank }: CheckedCommand): number {
    return bankGroup * this.#device.organisation.banksPerGroup + bank;
  }

  #broken(rule: string, problem: string, fix: string): never {
    throw new DesignError("ASSERT", `DRAM rule "${rule}": ${problem}`, [], fix);
  }
}

const describe = ({ command, cycle, bankGroup, bank }: CheckedCommand): string =>
  ALL_BANKS.has(command)
    ? `${command} at cycle ${cycle}`
    : `${command} to bank ${bankGroup}.${bank} at cycle ${cycle}`;

/** Holds the command pins to the rules for the whole run. It looks at nothing else. */
export function checkDram(
  sim: Simulation<unknown>,
  pins: DramPins,
  device: DramDevice,
  domain?: DomainRef,
): void {
  const rules = new DramRules(device);
  const options = domain === undefined ? {} : { domain };
  watchCommands(sim, pins, rules, domain);
  const lookForRefresh = function* (b: Bench<unknown>): Task {
    for (;;) {
      yield* b.tick(device.figures.tREFI);
      rules.refreshedBy(b.cycle);
    }
  };
  sim.background(lookForRefresh, options);
}
