import { Bytes } from "./bytes.ts";
import { OPCODES, type Opcode, TYPES, type Type } from "./opcodes.ts";

/** A local of the function under way. */
export type Local = number;

const EMPTY_BLOCK = 0x40;

/**
 * The body of one function as it is written, instruction by instruction. Addresses are constants: the base is 0 and
 * the offset says where, which engines compile to one machine instruction.
 */
export class Code {
  readonly #body = new Bytes();
  readonly #types: Type[] = [];
  readonly #parameters: number;

  constructor(parameters = 0) {
    this.#parameters = parameters;
  }

  local(type: Type): Local {
    return this.#parameters + this.#types.push(type) - 1;
  }

  /** Instructions without immediates. */
  op(...opcodes: readonly Opcode[]): this {
    for (const opcode of opcodes) {
      const code: number = OPCODES[opcode];
      if (code < 0x100) this.#body.byte(code);
      else {
        this.#body.byte(0xfd);
        this.#body.unsigned(code - 0x100);
      }
    }
    return this;
  }

  get(...locals: readonly Local[]): this {
    for (const local of locals) this.op("local.get").#body.unsigned(local);
    return this;
  }

  set(local: Local): Local {
    this.op("local.set").#body.unsigned(local);
    return local;
  }

  tee(local: Local): this {
    this.op("local.tee").#body.unsigned(local);
    return this;
  }

  /** Takes the value on the stack into a new local. */
  keep(type: Type): Local {
    return this.set(this.local(type));
  }

  i32(value: number): this {
    this.op("i32.const").#body.signed(value);
    return this;
  }

  i64(value: bigint): this {
    this.op("i64.const").#body.signed64(value);
    return this;
  }

  /** A constant of either scalar type, from the low bits of the value. */
  scalar(type: "i32" | "i64", value: bigint): this {
    return type === "i32" ? this.i32(Number(BigInt.asIntN(32, value))) : this.i64(value);
  }

  /** From the low 128 bits of the value. */
  v128(value: bigint): this {
    this.op("v128.const");
    for (let bit = 0n; bit < 128n; bit += 8n) this.#body.byte(Number((value >> bit) & 0xffn));
    return this;
  }

  /** Loads from a constant address. */
  load(opcode: Opcode, address: number): this {
    return this.i32(0).access(opcode, address);
  }

  /** A load or store whose base is on the stack; a store's value lies above it. */
  access(opcode: Opcode, offset: number): this {
    this.op(opcode);
    this.#body.byte(0); // no promise of alignment
    this.#body.unsigned(offset);
    return this;
  }

  /** Loads one lane of a vector; base and vector are on the stack. */
  loadLane(opcode: Opcode, offset: number, lane: number): this {
    return this.access(opcode, offset).#immediate(lane);
  }

  /** Stores what `push` leaves on the stack at a constant address. */
  store(opcode: Opcode, address: number, push: () => void): this {
    this.i32(0);
    push();
    return this.access(opcode, address);
  }

  lane(opcode: Opcode, lane: number): this {
    return this.op(opcode).#immediate(lane);
  }

  /** Byte `i` of the result is byte `lanes[i]` of the two vectors on the stack, 16 and up of the upper one. */
  shuffle(lanes: readonly number[]): this {
    this.op("i8x16.shuffle").#body.append(lanes);
    return this;
  }

  /** Runs `body` if the number on the stack is not 0. */
  when(body: () => void, otherwise?: () => void): this {
    this.op("if").#immediate(EMPTY_BLOCK);
    body();
    if (otherwise) {
      this.op("else");
      otherwise();
    }
    return this.op("end");
  }

  /** Runs `body` again as long as the number that it leaves on the stack is not 0. */
  repeat(body: () => void): this {
    this.op("loop").#immediate(EMPTY_BLOCK);
    body();
    return this.op("br_if").#immediate(0).op("end");
  }

  call(index: number): this {
    this.op("call").#body.unsigned(index);
    return this;
  }

  /** The entry of the code section: locals, instructions, end. */
  finish(): Bytes {
    const runs: { type: Type; count: number }[] = [];
    for (const type of this.#types) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    const entry = new Bytes();
    entry.unsigned(runs.length);
    for (const { type, count } of runs) {
      entry.unsigned(count);
      entry.byte(TYPES[type]);
    }
    entry.append(this.#body.view);
    entry.byte(OPCODES.end);
    return entry;
  }

  #immediate(value: number): this {
    this.#body.byte(value);
    return this;
  }
}
