import type { AxiChannel } from "../../rtl/bus/axi.ts";
import type { StreamEnd } from "../../sim/bench/index.ts";
import type { Pin } from "../../sim/bench/pin.ts";
import type { Pins } from "../../sim/bench/pins.ts";
import type { RuleCheck, RuleChecks } from "./checker-verdict.ts";
import { HANDSHAKE_RULES } from "./rule-handshake.ts";

interface Field {
  readonly pin: Pin;
  readonly stable: RuleCheck;
  /** Undefined for data, which may be unknown byte by byte. */
  readonly known: RuleCheck | undefined;
  /** The planes as they were first offered. */
  readonly offered: Int32Array;
}

/** The handshake of one channel, edge by edge: its rules, and what begins and passes. */
export class ChannelChecks {
  /** An item is offered at this edge for the first time. */
  begins = false;
  /** The item that is offered passes at this edge. */
  fires = false;
  readonly pins: Readonly<Record<string, Pin>>;
  readonly #valid: Pin;
  readonly #ready: Pin;
  readonly #fields: readonly Field[];
  readonly #byName: Readonly<Record<string, Field>>;
  readonly #validReset: RuleCheck;
  readonly #validKnown: RuleCheck;
  readonly #validStable: RuleCheck;
  readonly #readyKnown: RuleCheck;
  readonly #readyWait: RuleCheck;
  readonly #maxWait: number;
  #isOffered = false;
  #waited = 0;
  #edgesInReset = 0;

  constructor(pins: Pins, channel: AxiChannel, stream: StreamEnd, maxWait: number, checks: RuleChecks) {
    const rules = HANDSHAKE_RULES[channel];
    this.#valid = pins.of(stream.valid);
    this.#ready = pins.of(stream.ready);
    this.pins = Object.fromEntries(
      Object.entries(stream.payload).map(([name, handle]) => [name, pins.of(handle as object)]),
    );
    const fields = Object.entries(this.pins).map(([name, pin]): [string, Field] => {
      const stable = checks.of(rules.stable[name]);
      const known = name === "data" ? undefined : checks.of(rules.known[name]);
      return [name, { pin, stable, known, offered: new Int32Array(2 * pin.words) }];
    });
    this.#fields = fields.map(([, field]) => field);
    this.#byName = Object.fromEntries(fields);
    this.#validReset = checks.of(rules.validReset);
    this.#validKnown = checks.of(rules.validKnown);
    this.#validStable = checks.of(rules.validStable);
    this.#readyKnown = checks.of(rules.readyKnown);
    this.#readyWait = checks.of(rules.readyWait);
    this.#maxWait = maxWait;
  }

  /** Both planes of a field, as `Pin.copyPlanes` gives them, of what was offered last. */
  planes(field: string): Int32Array {
    return this.#byName[field].offered;
  }

  /** The value of a field of what was offered last, as far as it is known: 32 bits from bit `32 * word` up. */
  number(field: string, word = 0): number {
    const { offered, pin } = this.#byName[field];
    return word < pin.words ? offered[word] >>> 0 : 0;
  }

  look(isInReset: boolean): void {
    this.begins = this.fires = false;
    const valid = this.#valid.level();
    if (isInReset || this.#edgesInReset > 0) this.#checkReset(isInReset, valid);
    if (isInReset) return;
    const ready = this.#ready.level();
    this.#validKnown.covered++;
    this.#readyKnown.covered++;
    if (valid === 2) broken(this.#validKnown, this.#valid);
    if (ready === 2) broken(this.#readyKnown, this.#ready);
    if (this.#isOffered) this.#checkHeld(valid);
    if (valid !== 1) {
      this.#isOffered = false;
      return;
    }
    if (!this.#isOffered) this.#offer();
    this.fires = ready === 1;
    this.#isOffered = !this.fires;
    if (this.#isOffered && this.#waited++ === this.#maxWait) broken(this.#readyWait, this.#ready);
  }

  /** A synchronous reset takes an edge to act. */
  #checkReset(isInReset: boolean, valid: number): void {
    if (this.#edgesInReset > 0) {
      this.#validReset.covered++;
      if (valid === 1 || (isInReset && valid === 2)) broken(this.#validReset, this.#valid);
    }
    this.#edgesInReset = isInReset ? this.#edgesInReset + 1 : 0;
    this.#isOffered = false;
  }

  #offer(): void {
    this.begins = true;
    this.#waited = 0;
    this.#readyWait.covered++;
    for (let i = 0; i < this.#fields.length; i++) {
      const { pin, known, offered } = this.#fields[i];
      pin.copyPlanes(offered);
      if (!known) continue;
      known.covered++;
      if (!pin.isKnown()) broken(known, pin);
    }
  }

  #checkHeld(valid: number): void {
    if (valid === 2) return;
    this.#validStable.covered++;
    if (valid === 0) {
      broken(this.#validStable, this.#valid);
      return;
    }
    for (let i = 0; i < this.#fields.length; i++) {
      const { pin, stable, offered } = this.#fields[i];
      stable.covered++;
      if (!pin.equalsPlanes(offered)) broken(stable, pin);
    }
  }
}

const broken = (check: RuleCheck, pin: Pin): void => check.broken(`${pin.path} is ${pin.describe()}`);
