import type { Memory, MemoryId, NodeId, ReadPort, WritePort } from "../netlist/netlist.ts";
import { event } from "./clock-text.ts";
import { guarded, type Index, indexText } from "./expression.ts";
import { assignment } from "./layout.ts";
import { unknownBits } from "./literal.ts";
import { type Nets, range } from "./nets.ts";
import { binary, concatenation, conditional, primary, type Text, unary } from "./text.ts";

/** The ports of the memories of a module. */
export function memoryText(nets: Nets, isExact: boolean): string[] {
  return nets.unit.memories.flatMap((id) => new MemoryText(nets, id, isExact).lines());
}

/** Verilator takes a delayed assignment in a loop where it unrolls it: up to this often. */
const MOST_UNROLLED = 64;

class MemoryText {
  readonly #nets: Nets;
  readonly #id: MemoryId;
  readonly #memory: Memory;
  readonly #isExact: boolean;

  constructor(nets: Nets, id: MemoryId, isExact: boolean) {
    this.#nets = nets;
    this.#id = id;
    this.#memory = nets.netlist.memories[id];
    this.#isExact = isExact;
  }

  lines(): string[] {
    const { writes, reads } = this.#memory;
    const domains = [...new Set(writes.map(({ domain }) => domain))];
    // Of the processes that write one variable only a single one may be an always_ff.
    const keyword = domains.length === 1 ? "always_ff" : "always";
    return [
      ...domains.flatMap((domain) => {
        const ports = writes.filter((port) => port.domain === domain);
        return this.#process(
          keyword,
          domain,
          ports.flatMap((port) => this.#write(port)),
        );
      }),
      ...reads.flatMap((port) => this.#process("always_ff", port.domain, this.#read(port))),
    ];
  }

  #process(keyword: string, domain: number, body: readonly string[]): string[] {
    const at = event(this.#nets, this.#nets.netlist.domains[domain]);
    return ["", `  ${keyword} @(${at}) begin`, ...body, "  end"];
  }

  #write(port: WritePort): string[] {
    return this.#isExact ? this.#writeExactly(port) : this.#writeInIdiom(port);
  }

  #writeInIdiom({ address, data, enable, mask }: WritePort): string[] {
    const { width } = this.#memory;
    const index = this.#index(address);
    const guards = this.#guards({ enable }, index);
    const array = this.#nets.memoryVariable(this.#id);
    const parts = mask === undefined ? 1 : this.#widthOf(mask);
    const each = width / parts;
    const isLoop = parts > 1 && parts <= MOST_UNROLLED;
    if (mask !== undefined && isLoop && this.#hasName(mask) && this.#hasName(data)) {
      const part = `[${each === 1 ? "i" : `${each} * i +: ${each}`}]`;
      const word = this.#select(array, index, 0, width);
      const masked = `if (${this.#nets.name(mask)}[i]) ${word}${part} <= ${this.#nets.name(data)}${part};`;
      const loop = [`for (int i = 0; i < ${parts}; i++)`, `  ${masked}`];
      if (guards.length === 0) return loop.map((line) => `    ${line}`);
      return [`    ${conditionally(guards).trimEnd()}`, ...loop.map((line) => `      ${line}`)];
    }
    return Array.from({ length: parts }, (_, part) => {
      const taken = mask === undefined ? [] : [this.#nets.bits(mask, part, 1)];
      const left = conditionally([...guards, ...taken]) + this.#select(array, index, part * each, each);
      return assignment(left, "<=", this.#nets.bits(data, part * each, each), "    ");
    }).flat();
  }

  /** Of a constant no bit can be taken by a variable. */
  #hasName(node: NodeId): boolean {
    return this.#nets.variable(node) !== undefined;
  }

  /** Unknown enables and masks merge the new word with the old one, which earlier ports may have written. */
  #writeExactly(port: WritePort): string[] {
    const { width, writes } = this.#memory;
    const index = this.#index(port.address);
    const parts = port.mask === undefined ? 1 : this.#widthOf(port.mask);
    const each = width / parts;
    const array = this.#nets.memoryVariable(this.#id);
    const before = writes.slice(0, writes.indexOf(port)).filter(({ domain }) => domain === port.domain);
    const lines = Array.from({ length: parts }, (_, part) => {
      const guards = this.#guards(port, index);
      if (port.mask !== undefined) guards.push(this.#nets.bits(port.mask, part, 1));
      const data = this.#nets.bits(port.data, part * each, each);
      const left = this.#select(array, index, part * each, each);
      if (guards.length === 0) return assignment(left, "<=", data, "    ");
      const old = this.#after(before, port.address, "new", part * each, each);
      const merged = conditional(both(guards), data, old);
      return assignment(`if (${isPossible(both(guards))}) ${left}`, "<=", merged, "    ");
    });
    return [...lines.flat(), ...this.#lose(port, array)];
  }

  /** An unknown address: any word may have been hit. */
  #lose(port: WritePort, array: string): string[] {
    const { depth, width } = this.#memory;
    const isUnknown = `${parity(this.#nets.text(port.address))} === 1'bx`;
    const enabled = port.enable === undefined ? "" : ` && ${isPossible(this.#nets.text(port.enable))}`;
    const all = `for (int i = 0; i < ${depth}; i++) ${array}[i] <= ${unknownBits(width)};`;
    return [`    if (${isUnknown}${enabled}) ${depth === 1 ? `${array} <= ${unknownBits(width)};` : all}`];
  }

  #read(port: ReadPort): string[] {
    const variable = this.#nets.variable(port.node) as string;
    const word = this.#taken(port);
    if (port.enable === undefined) return assignment(variable, "<=", word, "    ");
    const enable = this.#nets.text(port.enable);
    if (!this.#isExact) return assignment(`if (${enable.code}) ${variable}`, "<=", word, "    ");
    return assignment(variable, "<=", conditional(enable, word, this.#nets.text(port.node)), "    ");
  }

  /** The word that a port reads, with what is written to it at the same edge of the same domain. */
  #taken({ address, collision, domain }: ReadPort): Text {
    const { width, writes } = this.#memory;
    const seen = collision === "old" ? [] : writes.filter((write) => write.domain === domain);
    const word = this.#after(seen, address, collision, 0, width);
    return guarded(word, this.#index(address), width);
  }

  /** Bits of the word at an address as they are once `writes` have written. */
  #after(
    writes: readonly WritePort[],
    address: NodeId,
    collision: ReadPort["collision"],
    low: number,
    width: number,
  ): Text {
    const isNew = collision === "new";
    const masks = writes.flatMap(({ mask }) => (isNew && mask !== undefined ? [this.#widthOf(mask)] : []));
    const each = Math.min(width, this.#memory.width / masks.reduce(leastCommonMultiple, 1));
    const array = this.#nets.memory(this.#id);
    const parts = Array.from({ length: width / each }, (_, part) => {
      const at = low + part * each;
      return writes.reduce(
        (text: Text, write) => {
          const guards = this.#guards(write, this.#index(write.address));
          if (write.address !== address) {
            guards.push(binary("==", this.#nets.text(write.address), this.#nets.text(address)));
          }
          if (isNew && write.mask !== undefined) {
            const bit = Math.floor((at * this.#widthOf(write.mask)) / this.#memory.width);
            guards.push(this.#nets.bits(write.mask, bit, 1));
          }
          const data = isNew ? this.#nets.bits(write.data, at, each) : unknown(each);
          return guards.length === 0 ? data : conditional(both(guards), data, text);
        },
        primary(this.#select(array, this.#index(address), at, each)),
      );
    });
    const word = parts.length === 1 ? parts[0] : concatenation(parts.reverse());
    return this.#isExact ? this.#lost(writes, word, width) : word;
  }

  /** A word, or x where a write has an unknown address. */
  #lost(writes: readonly WritePort[], word: Text, width: number): Text {
    return writes.reduce((text, { address, enable }) => {
      const isUnknown: Text = primary(`(${parity(this.#nets.text(address))} === 1'bx)`);
      const condition = enable === undefined ? isUnknown : binary("&", this.#nets.text(enable), isUnknown);
      return conditional(condition, unknown(width), text);
    }, word);
  }

  #index(address: NodeId): Index {
    return indexText(this.#memory.depth, 0, {
      widthOf: () => this.#widthOf(address),
      whole: () => this.#nets.text(address),
      part: (_, low, width) => this.#nets.bits(address, low, width),
    });
  }

  #guards({ enable }: Pick<WritePort, "enable">, { inside }: Index): Text[] {
    const guards = enable === undefined ? [] : [this.#nets.text(enable)];
    return inside ? [...guards, inside] : guards;
  }

  /** Bits of the word at an index. A memory of one word is no array: Yosys would make it one and say so. */
  #select(array: string, { code }: Index, low: number, width: number): string {
    const word = this.#memory.depth === 1 ? array : `${array}[${code}]`;
    return width === this.#memory.width ? word : `${word}[${range(low, width)}]`;
  }

  #widthOf(node: NodeId): number {
    return this.#nets.netlist.nodes[node].width;
  }
}

const both = (guards: readonly Text[]): Text => guards.reduce((one, two) => binary("&", one, two));
const parity = (text: Text): string => unary("^", text).code;
const isPossible = (text: Text): string => `${unary("", text).code} !== 1'b0`;
const conditionally = (guards: readonly Text[]): string =>
  guards.length === 0 ? "" : `if (${both(guards).code}) `;
const unknown = (width: number): Text => primary(unknownBits(width));

function leastCommonMultiple(a: number, b: number): number {
  let multiple = a;
  while (multiple % b !== 0) multiple += a;
  return multiple;
}
