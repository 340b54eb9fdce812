import { type Bits, cat, refuse } from "../../sim/hdl/index.ts";
import { OFFSET_BITS } from "../xts/geometry.ts";
import { bankCount, type Organisation } from "./timing.ts";

export type Field = "bankGroup" | "column" | "bank" | "row";

/** The fields of a line's number, the least significant one first: each of the four once. */
export type Interleave = readonly [Field, Field, Field, Field];

/**
 * Neighbouring lines lie in different bank groups, so that a stream runs at tCCD_S; a row is used up before the stream
 * moves to the next bank.
 */
export const STREAMING: Interleave = ["bankGroup", "column", "bank", "row"];

/** Where a line lies in the device. */
export interface DramPlace<B = number> {
  readonly bankGroup: B;
  /** In its bank group. */
  readonly bank: B;
  readonly row: B;
  /** Number of the line in its row. */
  readonly column: B;
}

/** How addresses of lines become places in the device, and back. */
export class AddressMap {
  readonly organisation: Organisation;
  private readonly bits: Readonly<Record<Field, number>>;
  private readonly low: Readonly<Record<Field, number>>;

  constructor(organisation: Organisation, interleave: Interleave = STREAMING) {
    const { bankGroups, banksPerGroup, rowBits, columnBits } = organisation;
    this.organisation = organisation;
    this.bits = {
      bankGroup: Math.log2(bankGroups),
      bank: Math.log2(banksPerGroup),
      row: rowBits,
      column: columnBits,
    };
    const low: Record<Field, number> = { bankGroup: 0, bank: 0, row: 0, column: 0 };
    if (new Set(interleave).size !== 4) refuse("interleave", interleave, "each of the four fields once");
    let at = OFFSET_BITS;
    for (const field of interleave) {
      low[field] = at;
      at += this.bits[field];
    }
    this.low = low;
  }

  /** Bits of an address that the device has lines for. */
  get addressBits(): number {
    const { bankGroup, bank, row, column } = this.bits;
    return OFFSET_BITS + bankGroup + bank + row + column;
  }

  /** The place of an address, in hardware; no gates. */
  split(address: Bits<52>): DramPlace<Bits> {
    return this.fields((field) => address.slice(this.low[field] + this.bits[field] - 1, this.low[field]));
  }

  /** The place of a line-aligned address below 2^addressBits. */
  placeOf(address: number): DramPlace {
    return this.fields((field) => Math.floor(address / 2 ** this.low[field]) % 2 ** this.bits[field]);
  }

  /** The address of a line. */
  addressOf(place: DramPlace): number {
    return (
      place.bankGroup * 2 ** this.low.bankGroup +
      place.bank * 2 ** this.low.bank +
      place.row * 2 ** this.low.row +
      place.column * 2 ** this.low.column
    );
  }

  private fields<B>(part: (field: Field) => B): DramPlace<B> {
    return { bankGroup: part("bankGroup"), bank: part("bank"), row: part("row"), column: part("column") };
  }
}

/** The number of a bank among all banks: bank groups one after the other. */
export const bankIndex = ({ bankGroup, bank }: DramPlace<Bits>): Bits => cat(bankGroup, bank);

/** Bits of that number. */
export const bankIndexBits = (organisation: Organisation): number => Math.log2(bankCount(organisation));
