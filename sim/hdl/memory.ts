import { DesignError } from "../netlist/error.ts";
import { callerPlace, type Place } from "../netlist/place.ts";
import type { Bits, Operand } from "./bits.ts";
import { constant } from "./constant.ts";
import { type Context, context } from "./context.ts";
import { describe, pointers } from "./faults.ts";
import { count, isLiteral, type Literal, literalValue } from "./literal.ts";
import { MAX_DEPTH } from "./rom.ts";
import { MAX_WIDTH } from "./types.ts";
import { enableHere } from "./when.ts";
import { toBits, toWord, Word } from "./word.ts";

/** The shape of a memory, before it is part of a module. */
export interface Sram<D extends number = number, A extends number = number> {
  /** Bits a word. */
  readonly data: D;
  /** Bits of an address. */
  readonly addr: A;
  /** Words; 2^addr unless given. */
  readonly depth?: number;
  /** Words at power-up, from address 0; what is not given is x. */
  readonly init?: readonly Literal[];
  /** Waves and logs do not show what is read. */
  readonly secret?: boolean;
}

/** A memory in a module. Several writes to one word at one edge: the later statement wins. */
export interface Memory<D extends number = number, A extends number = number> {
  /** Writes at the active edge, where `enable` and the enclosing `when`s hold; `mask` has one bit an equal part. */
  write(port: {
    readonly addr: Bits<A>;
    readonly data: Operand<D>;
    readonly enable?: Bits<1>;
    readonly mask?: Bits;
  }): void;
  /** A registered read: the word appears after the edge and holds while `enable` is 0. */
  read(port: {
    readonly addr: Bits<A>;
    readonly enable?: Bits<1>;
    readonly collision: "old" | "new" | "x";
  }): Bits<D>;
  /** A combinational read, as of a register file. */
  peek(addr: Bits<A>): Bits<D>;
}

type Memories<M> = { readonly [K in keyof M]: M[K] extends Sram<infer D, infer A> ? Memory<D, A> : never };

/** The shape of a memory with `data` bits a word, up to 65,536, and up to 2^24 words; for `memories`. */
export function sram<const D extends number, const A extends number>(shape: Sram<D, A>): Sram<D, A> {
  return shape;
}

/** Memories named by the keys: `const { table } = memories({ table: sram({ data: 128, addr: 6 }) })`. */
export function memories<const M extends Readonly<Record<string, Sram>>>(shapes: M): Memories<M> {
  const here = context("memories");
  const place = callerPlace();
  const made: Record<string, Memory> = {};
  for (const [name, shape] of Object.entries(shapes)) made[name] = new MemoryImpl(here, name, shape, place);
  return made as Memories<M>;
}

class MemoryImpl implements Memory {
  private readonly here: Context;
  private readonly name: string;
  private readonly shape: Sram;
  private readonly place: Place;
  private readonly id: number;

  constructor(here: Context, name: string, shape: Sram, place: Place) {
    here.claim(name, place);
    this.here = here;
    this.name = name;
    this.shape = shape;
    this.place = place;
    const { data: width, addr, depth = 2 ** addr, init = [], secret = false } = shape;
    this.limits(width, addr, depth);
    this.id = here.builder.memory({
      name,
      width,
      depth,
      init: init.map((word, index) => this.initial(word, index)),
      scope: here.scope,
      secret,
      place: here.builder.place(place),
    });
  }

  write({
    addr,
    data,
    enable,
    mask,
  }: {
    addr: Bits;
    data: Operand<number>;
    enable?: Bits<1>;
    mask?: Bits;
  }): void {
    const place = callerPlace();
    const { here, shape } = this;
    this.inside("write");
    const word = isLiteral(data) ? constant(data, shape.data) : data;
    this.fits("addr", addr, shape.addr);
    this.fits("data", word, shape.data);
    if (mask && shape.data % mask.width !== 0) {
      throw new DesignError(
        "WIDTH",
        `a mask of ${count(mask.width, "bit")} does not divide the ${count(shape.data, "bit")} of memory ${this.name}`,
        this.around(mask),
        "give one mask bit for each equal part of the word",
      );
    }
    here.builder.memories[this.id].writes.push({
      domain: here.domain,
      address: toWord(addr).use("write"),
      data: toWord(word).use("write"),
      enable: enableHere(here, place, enable),
      mask: mask && toWord(mask).use("write"),
      place: here.builder.place(place),
    });
  }

  read({ addr, enable, collision }: { addr: Bits; enable?: Bits<1>; collision: "old" | "new" | "x" }): Bits {
    const place = callerPlace();
    const { here, shape } = this;
    this.inside("read");
    this.fits("addr", addr, shape.addr);
    const address = toWord(addr).use("read");
    const held = enableHere(here, place, enable);
    const line = here.at(place);
    const node = here.node("readport", shape.data, 1, [], undefined, line);
    const port = { node, domain: here.domain, address, enable: held, collision, place: line };
    here.builder.memories[this.id].reads.push(port);
    return toBits(new Word(node, shape.data, 1, here));
  }

  peek(addr: Bits): Bits {
    const { here, shape } = this;
    this.inside("peek");
    this.fits("addr", addr, shape.addr);
    const node = here.node("read", shape.data, 1, [toWord(addr).use("peek")], { memory: this.id });
    return toBits(new Word(node, shape.data, 1, here));
  }

  /** A port stands in the module that holds the memory. */
  private inside(construct: string): void {
    const { module } = context(construct);
    if (context(construct) === this.here) return;
    throw new DesignError(
      "CONTEXT",
      `memory ${this.name} of module ${this.here.module} is used inside module ${module}`,
      [
        { what: "here", place: callerPlace() },
        { what: `memory ${this.name} declared`, place: this.place },
      ],
      "put the memory and its ports in one module",
    );
  }

  private fits(what: string, value: Bits, width: number): void {
    const word = toWord(value);
    word.flat(`memory ${this.name}`);
    if (word.width === width) return;
    throw new DesignError(
      "WIDTH",
      `${what} of memory ${this.name} is ${count(width, "bit")}; ${describe(word)} is ${count(word.width, "bit")}`,
      this.around(value),
      `extend or slice it to ${count(width, "bit")}`,
    );
  }

  private around(value: Bits) {
    return [...pointers(toWord(value)), { what: `memory ${this.name} declared`, place: this.place }];
  }

  private limits(width: number, addr: number, depth: number): void {
    const here = [{ what: "here", place: this.place }];
    const bad = (value: number, most: number) => !Number.isInteger(value) || value < 1 || value > most;
    if (bad(width, MAX_WIDTH)) {
      throw new DesignError(
        "SIZE",
        `memory ${this.name} has words of ${count(width, "bit")}`,
        here,
        `give 1 to ${MAX_WIDTH}`,
      );
    }
    if (bad(depth, MAX_DEPTH)) {
      throw new DesignError(
        "SIZE",
        `memory ${this.name} has ${count(depth, "word")}`,
        here,
        `give 1 to ${MAX_DEPTH}`,
      );
    }
    if (bad(addr, 32) || depth > 2 ** addr) {
      throw new DesignError(
        "SIZE",
        `${count(addr, "address bit")} for the ${count(depth, "word")} of memory ${this.name}`,
        here,
        `give ${Math.max(1, Math.ceil(Math.log2(depth)))} to 32 address bits`,
      );
    }
    const given = this.shape.init?.length ?? 0;
    if (given > depth) {
      throw new DesignError(
        "SIZE",
        `memory ${this.name} has ${count(depth, "word")} and ${given} initial ones`,
        here,
        "give fewer",
      );
    }
  }

  private initial(word: Literal, index: number): bigint {
    const value = literalValue(word, this.shape.data);
    if (value !== undefined) return value;
    throw new DesignError(
      "LITERAL",
      `initial word ${index} of memory ${this.name}, ${word}, does not fit ${count(this.shape.data, "bit")}`,
      [{ what: "here", place: this.place }],
      "mend the word or widen the memory",
    );
  }
}
