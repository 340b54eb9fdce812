import type { AxiChannel } from "../../rtl/bus/axi.ts";
import type { StreamEnd } from "../../sim/bench/index.ts";
import type { Pin } from "../../sim/bench/pin.ts";
import type { Pins } from "../../sim/bench/pins.ts";
import type { AxiRule } from "./rule-entry.ts";
import { HANDSHAKE_RULES, type HandshakeRules } from "./rule-handshake.ts";

/** Takes a rule that does not hold, with the values that show it. */
export type Report = (rule: AxiRule, values: string) => void;

interface Field {
  readonly pin: Pin;
  readonly stable: AxiRule;
  /** Undefined for data, which may be unknown byte by byte. */
  readonly known: AxiRule | undefined;
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
  readonly #rules: HandshakeRules;
  readonly #valid: Pin;
  readonly #ready: Pin;
  readonly #fields: readonly Field[];
  readonly #maxWait: number;
  readonly #report: Report;
  #isOffered = false;
  #waited = 0;
  #edgesInReset = 0;

  constructor(pins: Pins, channel: AxiChannel, stream: StreamEnd, maxWait: number, report: Report) {
    const rules = HANDSHAKE_RULES[channel];
    this.#rules = rules;
    this.#valid = pins.of(stream.valid);
    this.#ready = pins.of(stream.ready);
    this.pins = Object.fromEntries(
      Object.entries(stream.payload).map(([name, handle]) => [name, pins.of(handle as object)]),
    );
    this.#fields = Object.entries(this.pins).map(([name, pin]) => ({
      pin,
      stable: rules.stable[name],
      known: name === "data" ? undefined : rules.known[name],
      offered: new Int32Array(2 * pin.words),
    }));
    this.#maxWait = maxWait;
    this.#report = report;
  }

  /** The value of a field, as far as it is known. */
  number(field: string): number {
    return Number(this.pins[field].value());
  }

  look(isInReset: boolean): void {
    this.begins = this.fires = false;
    const valid = this.#valid.level();
    if (isInReset) {
      // A synchronous reset takes an edge to act.
      if (this.#edgesInReset++ > 0 && valid !== 0) this.#broken(this.#rules.validReset, this.#valid);
      this.#isOffered = false;
      return;
    }
    if (this.#edgesInReset > 0 && valid === 1) this.#broken(this.#rules.validReset, this.#valid);
    this.#edgesInReset = 0;
    const ready = this.#ready.level();
    if (valid === 2) this.#broken(this.#rules.validKnown, this.#valid);
    if (ready === 2) this.#broken(this.#rules.readyKnown, this.#ready);
    if (this.#isOffered) this.#checkHeld(valid);
    if (valid !== 1) {
      this.#isOffered = false;
      return;
    }
    if (!this.#isOffered) this.#offer();
    else if (this.#waited++ === this.#maxWait) this.#broken(this.#rules.readyWait, this.#ready);
    this.fires = ready === 1;
    this.#isOffered = !this.fires;
  }

  #offer(): void {
    this.begins = true;
    this.#waited = 1;
    for (let i = 0; i < this.#fields.length; i++) {
      const { pin, known, offered } = this.#fields[i];
      pin.copyPlanes(offered);
      if (known && !pin.isKnown()) this.#broken(known, pin);
    }
  }

  #checkHeld(valid: number): void {
    if (valid === 0) this.#broken(this.#rules.validStable, this.#valid);
    if (valid !== 1) return;
    for (let i = 0; i < this.#fields.length; i++) {
      const { pin, stable, offered } = this.#fields[i];
      if (!pin.equalsPlanes(offered)) this.#broken(stable, pin);
    }
  }

  #broken(rule: AxiRule, pin: Pin): void {
    this.#report(rule, `${pin.path} is ${pin.describe()}`);
  }
}
