import { readFileSync } from "node:fs";
import {
  type Bits,
  type Design,
  type ElaborateOptions,
  elaborate,
  In,
  type Module,
  module,
  type Shape,
  u,
  type Vec,
  vec,
  wires,
} from "../../../sim/hdl/index.ts";
import { DesignError } from "../../../sim/netlist/error.ts";
import { type Netlist, type Signal, signalPath } from "../../../sim/netlist/netlist.ts";
import { formatPlace } from "../../../sim/netlist/place.ts";
import { validate } from "../../../sim/netlist/validate.ts";
import { Reference } from "../../reference/evaluate.ts";

/** A value as tests write it: a number where every bit is known, else a string of 0 1 x z. */
export type Seen = number | bigint | string;

/** An elaborated module on the plain evaluator; signals by their path below the top. */
export class Model {
  readonly netlist: Netlist;
  readonly #reference: Reference;
  readonly #signals: ReadonlyMap<string, Signal>;

  constructor({ netlist }: Design) {
    validate(netlist);
    this.netlist = netlist;
    this.#reference = new Reference(netlist);
    const below = (index: number): string =>
      signalPath(netlist, index).slice(netlist.scopes[0].name.length + 1);
    this.#signals = new Map(netlist.signals.map((signal, index) => [below(index), signal]));
  }

  signal(path: string): Signal {
    const signal = this.#signals.get(path);
    if (!signal) throw new Error(`no signal ${path} among ${[...this.#signals.keys()].join(", ")}`);
    return signal;
  }

  get paths(): string[] {
    return [...this.#signals.keys()];
  }

  set(values: Readonly<Record<string, Seen>>): this {
    for (const [path, value] of Object.entries(values)) {
      const { node } = this.signal(path);
      if (typeof value === "string") this.#reference.setBits(node, value);
      else this.#reference.set(node, BigInt(value));
    }
    this.#reference.settle();
    return this;
  }

  get(path: string): Seen {
    const { node } = this.signal(path);
    const { value, unknown } = this.#reference.get(node);
    if (unknown !== 0n) return this.#reference.getBits(node);
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
  }

  /** An active edge of these domains at once. */
  edge(...domains: string[]): this {
    const names = domains.length === 0 ? ["clk"] : domains;
    const ids = names.map((name) => this.netlist.domains.findIndex((domain) => domain.name === name));
    if (ids.includes(-1)) throw new Error(`no domain among ${names.join(", ")}`);
    this.#reference.edge(ids);
    return this;
  }

  word(memory: number, address: number): string {
    return this.#reference.getWord(memory, address);
  }

  /** One edge in reset, then out of it, with these inputs. */
  reset(inputs: Readonly<Record<string, Seen>> = {}): this {
    return this.set({ ...inputs, rst: 1 })
      .edge()
      .set({ rst: 0 });
  }
}

export const model = <S extends Shape>(top: Module<S>, options: ElaborateOptions = {}): Model =>
  new Model(elaborate(top, options) as unknown as Design);

/** A word or vector at an input: its width and value, lane 0 first. */
export type Operand =
  | readonly [width: number, value: Seen]
  | readonly [width: number, lanes: readonly number[]];

/** What `body` makes of operands, by the plain evaluator; vectors as one number. */
export function evaluate(
  operands: readonly Operand[],
  body: (...operands: never[]) => Bits | Vec,
): { readonly width: number; readonly value: Seen; readonly netlist: Netlist } {
  const ports = operands.map(([width, value]) =>
    typeof value === "object" ? In(vec(value.length, width)) : In(width),
  );
  const shape = Object.fromEntries(ports.map((port, index) => [`i${index}`, port]));
  let width = 0;
  const made = model(
    module("Expression", shape, (io) => {
      const result = body(...(Object.values(io) as never[]));
      width = result.width;
      const { q } = wires({ q: u(width) });
      q.drive("bits" in result ? result.bits : result);
    }),
  );
  for (const [index, [lane, value]] of operands.entries()) {
    made.set({ [`i${index}`]: typeof value === "object" ? packed(value, lane) : value });
  }
  return { width, value: made.get("q"), netlist: made.netlist };
}

/** Lanes as one value, lane 0 least significant. */
export const packed = (lanes: readonly number[], width: number): bigint =>
  lanes.reduceRight((sum, lane) => (sum << BigInt(width)) | BigInt(lane), 0n);

/**
 * The whole text of the DesignError that `run` throws, each place in it replaced by the line of source that stands
 * there: `here: «q.drive(a)»`. So the text proves the line numbers and outlives an edit above them.
 */
export function fault(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (!(error instanceof DesignError)) throw error;
    for (const { place } of error.pointers) {
      if (formatPlace(place) === "(no source place)") throw new Error(`no place in ${error.message}`);
    }
    return error.message.replaceAll(/([\w./-]+\.ts):(\d+)/g, (_, file: string, line: string) => {
      return `«${readFileSync(file, "utf8").split("\n")[Number(line) - 1].trim()}»`;
    });
  }
  throw new Error("no error was thrown");
}

/** The text of a DesignError: its first line, then its pointers and its fix. */
export const text = (...lines: readonly string[]): string =>
  lines.map((line, index) => (index === 0 ? line : `  ${line}`)).join("\n");
