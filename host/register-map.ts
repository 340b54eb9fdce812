import { platformOf } from "../rtl/config/platform.ts";
import { type Register, registerMap } from "../rtl/config/register-map.ts";

/** A field of a register, for people and machines to read. */
export interface FieldView {
  readonly name: string;
  /** `35:32`, or `1` for a single bit. */
  readonly bits: string;
  readonly access: string;
  /** In hex. */
  readonly reset: string;
  readonly meaning: string;
  /** Where it is documented. */
  readonly source: string;
}

export interface RegisterView {
  readonly name: string;
  readonly title: string;
  /** As software names MSRs: `982H`. */
  readonly address: string;
  readonly access: string;
  /** In hex, as all values. */
  readonly reset: string;
  readonly reserved: string;
  /** What a write does after the lock: "fault" or "ignore"; null where the lock does not matter. */
  readonly locked: string | null;
  readonly writeRule: string;
  readonly fields: readonly FieldView[];
}

/** The registers of the default platform. */
export const registerViews = (): RegisterView[] => registerMap(platformOf()).map(view);

function view({
  name,
  title,
  address,
  access,
  reset,
  reserved,
  locked,
  writeRule,
  fields,
}: Register): RegisterView {
  return {
    name,
    title,
    address: `${address.toString(16).toUpperCase()}H`,
    access,
    reset: hex(reset),
    reserved: hex(reserved),
    locked: locked ?? null,
    writeRule,
    fields: fields.map((field) => ({
      name: field.name,
      bits: field.high === field.low ? `${field.low}` : `${field.high}:${field.low}`,
      access: field.access,
      reset: hex(field.reset),
      meaning: field.meaning,
      source: field.source,
    })),
  };
}

const hex = (value: bigint): string => `0x${value.toString(16)}`;
