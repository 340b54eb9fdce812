import { type Bit, type Bits, type CellOf, flags, int } from "./cells.ts";
import { addressBits } from "./word-index.ts";

export interface Clock {
  readonly net: Bit;
  readonly rises: boolean;
}

export interface Words {
  readonly name: string;
  readonly width: number;
  readonly depth: number;
  /** The first words at power-up, in binary; those that are not given are x. */
  readonly init: readonly string[];
}

export interface Write {
  readonly clock: Clock;
  readonly address: Bits;
  readonly data: Bits;
  /** One a bit of the word. */
  readonly enable: Bits;
  /** By write port: whether this one wins over it. */
  readonly wins: readonly boolean[];
}

export interface Read {
  /** Undefined for a combinational port. */
  readonly clock: Clock | undefined;
  readonly enable: Bit;
  readonly address: Bits;
  readonly data: Bits;
  /** By write port: whether its word is seen at the same edge, and whether a clash with it gives x. */
  readonly transparent: readonly boolean[];
  readonly unknown: readonly boolean[];
}

export const combinational = (address: Bits, data: Bits): Read => ({
  clock: undefined,
  enable: "1",
  address,
  data,
  transparent: [],
  unknown: [],
});

/** A `$mem_v2` cell, all ports in it. */
export function memoryCell(
  { name, width, depth, init }: Words,
  writes: readonly Write[],
  reads: readonly Read[],
): Omit<CellOf, "place"> {
  const none = (count: number): string => "0".repeat(Math.max(1, count));
  const gone = width * (depth - init.length);
  const parameters = {
    MEMID: `\\${name}`,
    SIZE: int(depth),
    OFFSET: int(0),
    ABITS: int(addressBits(depth)),
    WIDTH: int(width),
    INIT: init.length === 0 ? "x" : "x".repeat(gone) + init.toReversed().join(""),
    RD_PORTS: int(reads.length),
    RD_CLK_ENABLE: flags(reads.map(({ clock }) => clock !== undefined)),
    RD_CLK_POLARITY: flags(reads.map(({ clock }) => clock?.rises ?? true)),
    RD_TRANSPARENCY_MASK: flags(reads.flatMap(({ transparent }) => transparent)),
    RD_COLLISION_X_MASK: flags(reads.flatMap(({ unknown }) => unknown)),
    RD_WIDE_CONTINUATION: none(reads.length),
    RD_CE_OVER_SRST: none(reads.length),
    RD_ARST_VALUE: none(reads.length * width),
    RD_SRST_VALUE: none(reads.length * width),
    RD_INIT_VALUE: "x".repeat(Math.max(1, reads.length * width)),
    WR_PORTS: int(writes.length),
    WR_CLK_ENABLE: flags(writes.map(() => true)),
    WR_CLK_POLARITY: flags(writes.map(({ clock }) => clock.rises)),
    WR_PRIORITY_MASK: flags(writes.flatMap(({ wins }) => wins)),
    WR_WIDE_CONTINUATION: none(writes.length),
  };
  const low: Bits = reads.map(() => "0");
  const inputs = {
    RD_CLK: reads.map(({ clock }) => clock?.net ?? "x"),
    RD_EN: reads.map(({ enable }) => enable),
    RD_ARST: low,
    RD_SRST: low,
    RD_ADDR: reads.flatMap(({ address }) => address),
    WR_CLK: writes.map(({ clock }) => clock.net),
    WR_EN: writes.flatMap(({ enable }) => enable),
    WR_ADDR: writes.flatMap(({ address }) => address),
    WR_DATA: writes.flatMap(({ data }) => data),
  };
  const outputs = { RD_DATA: reads.flatMap(({ data }) => data) };
  return { type: "$mem_v2", parameters, inputs, outputs };
}
