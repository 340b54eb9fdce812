import { DesignError } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";
import { format, isEqual } from "./compare.ts";
import { Fifo } from "./fifo.ts";
import type { Simulation } from "./simulation.ts";

/** Items named in the report of what never came. */
const NAMED = 3;

/**
 * What a design should give, in order. MISMATCH says what was expected, what came, and which item it was; the run adds
 * time, cycle and seed. A run that finishes while items are still expected fails.
 */
export class Scoreboard<T> {
  readonly name: string;
  readonly #expected = new Fifo<T>();
  #checked = 0;

  constructor(sim: Simulation<unknown>, name: string) {
    this.name = name;
    sim.atEnd(() => missing(name, this.#expected.toArray().map(format)));
  }

  /** Items that came as expected. */
  get checked(): number {
    return this.#checked;
  }

  expect(value: T): void {
    this.#expected.push(value);
  }

  /** @throws DesignError MISMATCH unless it is the first item that is still expected. */
  check(value: T): void {
    if (this.#expected.length === 0) {
      mismatch(`${this.name}, item ${this.#checked}: nothing was expected, and ${format(value)} came`);
    }
    const expected = this.#expected.shift() as T;
    if (!isEqual(expected, value)) {
      mismatch(
        `${this.name}, item ${this.#checked}: expected ${format(expected)}, and ${format(value)} came`,
      );
    }
    this.#checked++;
  }
}

/** What a design should give in any order: items are known by a key, and come in order within one key. */
export class KeyedScoreboard<K extends string | number | bigint, T> {
  readonly name: string;
  readonly #expected = new Map<K, Fifo<T>>();
  #checked = 0;

  constructor(sim: Simulation<unknown>, name: string) {
    this.name = name;
    sim.atEnd(() => missing(name, this.#waiting()));
  }

  get checked(): number {
    return this.#checked;
  }

  expect(key: K, value: T): void {
    const queue = this.#expected.get(key) ?? new Fifo<T>();
    queue.push(value);
    this.#expected.set(key, queue);
  }

  /** @throws DesignError MISMATCH unless it is the first item still expected under the key. */
  check(key: K, value: T): void {
    const label = `${this.name}, item ${this.#checked}, key ${format(key)}`;
    const queue = this.#expected.get(key);
    if (!queue) mismatch(`${label}: nothing was expected, and ${format(value)} came`);
    const expected = queue.shift() as T;
    if (queue.length === 0) this.#expected.delete(key);
    if (!isEqual(expected, value)) {
      mismatch(`${label}: expected ${format(expected)}, and ${format(value)} came`);
    }
    this.#checked++;
  }

  #waiting(): string[] {
    return [...this.#expected].flatMap(([key, queue]) =>
      queue.toArray().map((value) => `${format(key)}: ${format(value)}`),
    );
  }
}

function missing(name: string, items: readonly string[]): void {
  if (items.length === 0) return;
  const more = items.length > NAMED ? ` and ${items.length - NAMED} more` : "";
  mismatch(
    `${name}: ${items.length} expected item${items.length === 1 ? "" : "s"} never came: ${items.slice(0, NAMED).join(", ")}${more}`,
  );
}

function mismatch(problem: string): never {
  throw new DesignError(
    "MISMATCH",
    problem,
    [{ what: "checked", place: callerPlace() }],
    "look at the waves before this time: the design or the expectation is wrong",
  );
}
