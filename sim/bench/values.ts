import { DesignError } from "../netlist/error.ts";
import { callerPlace } from "../netlist/place.ts";
import type { Drivable } from "./drivable.ts";
import { isLeaf, type Readable } from "./handles.ts";
import type { Logic } from "./logic.ts";
import type { Pin } from "./pin.ts";
import type { Pins } from "./pins.ts";

/** How values are given out: bigints, little-endian bytes, or four-state logic. */
export interface Forms {
  values: bigint;
  bytes: Uint8Array;
  logic: Logic;
}

/** What reading a signal or a record of them gives. */
export type Values<T, F extends keyof Forms = "values"> = T extends Readable
  ? Forms[F]
  : { readonly [K in keyof T]: Values<T[K], F> };

/** What a port or a record of them is driven with. */
export type DriveValues<T> = T extends Readable ? Drivable : { readonly [K in keyof T]: DriveValues<T[K]> };

/** A value that was asked for and has x or z bits. It fails only where it is looked at. */
class UnknownValue {
  readonly pin: Pin;
  readonly logic: Logic;

  constructor(pin: Pin) {
    this.pin = pin;
    this.logic = pin.logic();
  }

  fail(): never {
    const { path, place } = this.pin;
    const shown = this.pin.describe(this.logic);
    throw new DesignError(
      "UNKNOWN",
      `${path} has unknown bits: ${shown}`,
      [
        { what: "read", place: callerPlace() },
        { what: `${path} declared`, place },
      ],
      "reset or drive what it depends on, or read it in four states by peekLogic or sampleLogic",
    );
  }
}

type Read = () => unknown;

const READ: Readonly<Record<keyof Forms, (pin: Pin) => Read>> = {
  values: (pin) => () => (pin.isKnown() ? pin.value() : new UnknownValue(pin)),
  bytes: (pin) => () => {
    if (!pin.isKnown()) return new UnknownValue(pin);
    const bytes = new Uint8Array(pin.bytes);
    pin.copyBytes(bytes);
    return bytes;
  },
  logic: (pin) => () => pin.logic(),
};

/** Prepares the reading of a signal or a record of them, for `settle` to look at. */
export function reader(pins: Pins, what: object, form: keyof Forms): Read {
  if (isLeaf(what)) return READ[form](pins.of(what));
  const fields = Object.entries(what).map(([name, entry]) => ({ name, read: reader(pins, entry, form) }));
  return () => {
    const record: Record<string, unknown> = {};
    for (const { name, read } of fields) {
      const value = read();
      if (value instanceof UnknownValue) {
        Object.defineProperty(record, name, { enumerable: true, get: () => value.fail() });
      } else {
        record[name] = value;
      }
    }
    return record;
  };
}

/** What was read, for the bench. @throws DesignError UNKNOWN where it is one value with x or z bits. */
export function settled<V>(read: unknown): V {
  return read instanceof UnknownValue ? read.fail() : (read as V);
}

/** Hands each pin of a port or a record the part of a value that is meant for it. */
export type Give = (value: unknown, put: (pin: Pin, value: Drivable) => void) => void;

/** Prepares the driving of a port or a record of them. A value of undefined goes to every pin. */
export function giver(pins: Pins, what: object): Give {
  if (isLeaf(what)) {
    const pin = pins.of(what);
    return (value, put) => put(pin, value as Drivable);
  }
  const fields = Object.entries(what).map(([name, entry]) => ({ name, give: giver(pins, entry) }));
  return (value, put) => {
    const record = value as Record<string, unknown> | undefined;
    for (const { name, give } of fields) give(record?.[name], put);
  };
}

/** All pins of a port or a record. */
export function pinsOf(pins: Pins, what: object): Pin[] {
  return isLeaf(what) ? [pins.of(what)] : Object.values(what).flatMap((entry) => pinsOf(pins, entry));
}
