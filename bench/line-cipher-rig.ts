import { LineCipher } from "../rtl/xts/line-cipher.ts";
import { type Bits, elaborate, type Outside, signalOf } from "../sim/hdl/index.ts";
import type { Engine } from "../sim/netlist/engine.ts";
import type { Netlist } from "../sim/netlist/netlist.ts";
import { optimise } from "../sim/netlist/passes.ts";

const PERIOD = 1000;
const DESIGN = LineCipher({ direction: "encrypt", keyBits: 128, lanes: 4 });
const LINES = 256;

/**
 * The four-lane AES-128 line cipher on an engine, driven at its pins with as little else as possible: a new
 * line, tweak and tag whenever one is due, results always taken.
 */
export class LineCipherRig {
  /** From programming a slot to its last round key. */
  static readonly keyCycles = 12;
  readonly engine: Engine;
  readonly netlist: Netlist;
  private readonly io: Outside<(typeof DESIGN)["shape"]>;
  private readonly lines: readonly Int32Array[];
  private readonly valid: number;
  private readonly line: number;
  private readonly tweak: number;
  private sent = 0;

  constructor(make: (netlist: Netlist) => Engine) {
    const { netlist, io } = elaborate(DESIGN);
    this.netlist = optimise(netlist);
    this.io = io;
    this.engine = make(this.netlist);
    this.lines = pseudoRandomLines();
    this.valid = this.node(io.up.valid);
    this.line = this.node(io.up.payload.line);
    this.tweak = this.node(io.up.payload.tweak);
    this.prepare();
  }

  /** Runs `cycles` cycles, a new line each `every` cycles; `settled` is called after each clock edge. */
  run(cycles: number, every = 1, settled: (time: number) => void = NOTHING): void {
    const { engine, lines, valid, line, tweak } = this;
    for (let cycle = 0; cycle < cycles; cycle++) {
      const due = cycle % every === 0;
      engine.write(valid, due ? ONE : ZERO);
      if (due) {
        engine.write(line, lines[this.sent % LINES]);
        engine.write(tweak, [this.sent++, 0, 0, 0]);
      }
      engine.settle();
      for (let edge = 0; edge < 2; edge++) {
        engine.advance(engine.nextEvent());
        settled(engine.time);
      }
    }
  }

  private prepare(): void {
    const { engine, io, netlist } = this;
    engine.clock(0, { period: PERIOD, phase: PERIOD / 2, high: PERIOD / 2 });
    const reset = netlist.domains[0].reset?.node ?? -1;
    const set = (pin: Bits, words: ArrayLike<number>) => engine.write(this.node(pin), words);
    engine.write(reset, ONE);
    set(io.up.valid, ZERO);
    set(io.up.payload.slot, ZERO);
    set(io.up.payload.tag, ZERO);
    set(io.down.ready, ONE);
    set(io.program.valid, ZERO);
    set(io.program.payload.slot, ZERO);
    set(io.program.payload.dataKey, this.lines[0].subarray(0, 4));
    set(io.program.payload.tweakKey, this.lines[1].subarray(0, 4));
    engine.settle();
    this.cycle();
    this.cycle();
    engine.write(reset, ZERO);
    set(io.program.valid, ONE);
    engine.settle();
    this.cycle();
    set(io.program.valid, ZERO);
    engine.settle();
    for (let cycle = 0; cycle < LineCipherRig.keyCycles; cycle++) this.cycle();
  }

  private cycle(): void {
    this.engine.advance(this.engine.nextEvent());
    this.engine.advance(this.engine.nextEvent());
  }

  private node(pin: Bits): number {
    return this.netlist.signals[signalOf(pin) ?? -1].node;
  }
}

const NOTHING = (): void => {};
const ONE = [1];
const ZERO = [0];

function pseudoRandomLines(): Int32Array[] {
  let state = 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  };
  return Array.from({ length: LINES }, () => Int32Array.from({ length: 16 }, next));
}
