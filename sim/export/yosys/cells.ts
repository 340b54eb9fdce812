/** A bit of a module in Yosys' JSON: the number of a net, or a constant. */
export type Bit = number | "0" | "1" | "x" | "z";
/** Least significant bit first. */
export type Bits = readonly Bit[];
export type Attributes = Readonly<Record<string, string>>;

export interface Cell {
  readonly hide_name: 0 | 1;
  readonly type: string;
  readonly parameters: Attributes;
  readonly attributes: Attributes;
  readonly port_directions: Readonly<Record<string, "input" | "output">>;
  readonly connections: Readonly<Record<string, Bits>>;
}

/** What a cell is made from. */
export interface CellOf {
  readonly type: string;
  /** `file:line`, or "". */
  readonly place: string;
  readonly parameters: Attributes;
  readonly inputs: Readonly<Record<string, Bits>>;
  readonly outputs: Readonly<Record<string, Bits>>;
}

/** A whole number as Yosys writes one. */
export const int = (value: number): string => value.toString(2).padStart(32, "0");
export const flag = (value: boolean): string => (value ? "1" : "0");
/** A bit a condition, the first one least significant; never empty. */
export const flags = (values: readonly boolean[]): string => values.map(flag).reverse().join("") || "0";
export const src = (place: string): Attributes => (place === "" ? {} : { src: place });

/** A constant, with x where `unknown` has a 1 and `value` a 0, and z where both have a 1. */
export function constant(value: bigint, width: number, unknown = 0n): Bits {
  return Array.from({ length: width }, (_, bit) => {
    const [v, u] = [(value >> BigInt(bit)) & 1n, (unknown >> BigInt(bit)) & 1n];
    return u === 0n ? (v === 0n ? "0" : "1") : v === 0n ? "x" : "z";
  });
}

/** A constant as the text of a parameter. */
export const word = (value: bigint, width: number): string => value.toString(2).padStart(width, "0");

/** The cells of one module and the nets between them. */
export class Cells {
  readonly all: [name: string, cell: Cell][] = [];
  /** Words that cells put out, by the names that nobody chose. */
  readonly words: [name: string, bits: Bits][] = [];
  #nextNet = 2; // 0 and 1 could be taken for constants
  #nextCell = 1;

  /** Nets that nothing drives yet. */
  nets(width: number): Bits {
    return Array.from({ length: width }, () => this.#nextNet++);
  }

  /** A cell of Yosys' library under a made name. */
  add(cell: CellOf): void {
    const name = `${cell.type}$${cell.place}$${this.#nextCell++}`;
    for (const [port, bits] of Object.entries(cell.outputs)) this.words.push([`${name}_${port}`, bits]);
    this.#put(name, 1, cell);
  }

  /** An instance or a memory, under the name that it has in the design. */
  addNamed(name: string, cell: CellOf): void {
    this.#put(name, 0, cell);
  }

  unary(type: string, place: string, a: Bits, width: number): Bits {
    const y = this.nets(width);
    const parameters = { A_SIGNED: int(0), A_WIDTH: int(a.length), Y_WIDTH: int(width) };
    this.add({ type, place, parameters, inputs: { A: a }, outputs: { Y: y } });
    return y;
  }

  /** `signed`: of the operands; the second one of a shift never is. */
  binary(type: string, place: string, [a, b]: readonly [Bits, Bits], width: number, signed = ""): Bits {
    const y = this.nets(width);
    const parameters = {
      A_SIGNED: int(signed.includes("A") ? 1 : 0),
      A_WIDTH: int(a.length),
      B_SIGNED: int(signed.includes("B") ? 1 : 0),
      B_WIDTH: int(b.length),
      Y_WIDTH: int(width),
    };
    this.add({ type, place, parameters, inputs: { A: a, B: b }, outputs: { Y: y } });
    return y;
  }

  mux(place: string, select: Bit, then: Bits, otherwise: Bits): Bits {
    const y = this.nets(then.length);
    const parameters = { WIDTH: int(then.length) };
    const inputs = { A: otherwise, B: then, S: [select] };
    this.add({ type: "$mux", place, parameters, inputs, outputs: { Y: y } });
    return y;
  }

  /** All of some bits; those that are always 1 cost nothing. */
  all1(place: string, bits: readonly (Bit | undefined)[]): Bit {
    const real = bits.filter((bit): bit is Bit => bit !== undefined && bit !== "1");
    return real.reduce((one, two) => this.binary("$and", place, [[one], [two]], 1)[0], real.shift() ?? "1");
  }

  #put(name: string, hide_name: 0 | 1, { type, place, parameters, inputs, outputs }: CellOf): void {
    const directions = (ports: object, direction: "input" | "output") =>
      Object.keys(ports).map((port) => [port, direction] as const);
    const port_directions = Object.fromEntries([
      ...directions(inputs, "input"),
      ...directions(outputs, "output"),
    ]);
    const connections = { ...inputs, ...outputs };
    this.all.push([
      name,
      { hide_name, type, parameters, attributes: src(place), port_directions, connections },
    ]);
  }
}
