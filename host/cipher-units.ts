import type { KeyBits } from "../rtl/aes/parameters.ts";
import { LINE_BYTES } from "../rtl/xts/geometry.ts";
import { LineCipher } from "../rtl/xts/line-cipher.ts";
import type { Bench } from "../sim/bench/bench.ts";
import type { Task } from "../sim/bench/coroutine.ts";
import { simulate } from "../sim/bench/simulate.ts";
import type { Simulation } from "../sim/bench/simulation.ts";
import type { Outside } from "../sim/hdl/index.ts";
import { programKeys } from "./program-keys.ts";
import { runWhile } from "./run-while.ts";
import type { XtsUnit, XtsUnits } from "./xts-unit.ts";

type Ports = Outside<ReturnType<typeof LineCipher>["shape"]>;

/** Key slots that a cipher has: so many units of different keys are on their way at once. */
const SLOTS = 4;

/** XTS-AES data units through line ciphers in simulated hardware: one cipher a direction and key length, made when needed. */
export class CipherUnits implements XtsUnits {
  private readonly ciphers = new Map<string, UnitCipher>();

  process(units: readonly XtsUnit[]): readonly Uint8Array[] {
    const results = new Array<Uint8Array>(units.length);
    const used = new Set<UnitCipher>();
    units.forEach((unit, index) => {
      const cipher = this.cipherFor(unit);
      cipher.submit(unit, (line) => {
        results[index] = line.slice(0, unit.data.length);
      });
      used.add(cipher);
    });
    for (const cipher of used) cipher.run();
    return results;
  }

  [Symbol.dispose](): void {
    for (const cipher of this.ciphers.values()) cipher[Symbol.dispose]();
  }

  private cipherFor({ op, key1 }: XtsUnit): UnitCipher {
    const name = `${op} ${key1.length}`;
    let cipher = this.ciphers.get(name);
    if (!cipher) this.ciphers.set(name, (cipher = new UnitCipher(op, (8 * key1.length) as KeyBits)));
    return cipher;
  }
}

interface Job {
  readonly unit: XtsUnit;
  readonly done: (line: Uint8Array) => void;
}

/** One line cipher, fed with units of any keys of its length: a slot is programmed anew when its lines are out. */
class UnitCipher implements Disposable {
  private readonly sim: Simulation<Ports>;
  private readonly queue: Job[] = [];
  private readonly inFlight: { readonly job: Job; readonly slot: number }[] = [];
  /** The keys in each slot, as text; lines of each slot on their way. */
  private readonly keys = new Array<string>(SLOTS).fill("");
  private readonly lines = new Array<number>(SLOTS).fill(0);
  private victim = 0;

  constructor(direction: XtsUnit["op"], keyBits: KeyBits) {
    this.sim = simulate(LineCipher({ direction, keyBits, slots: SLOTS }));
    this.sim.background(this.feed.bind(this)).background(this.collect.bind(this));
  }

  submit(unit: XtsUnit, done: Job["done"]): void {
    this.queue.push({ unit, done });
  }

  run(): void {
    const unfinished = () => this.queue.length + this.inFlight.length;
    runWhile(this.sim, () => unfinished() > 0, unfinished);
  }

  [Symbol.dispose](): void {
    this.sim[Symbol.dispose]();
  }

  private *feed(bench: Bench<Ports>): Task {
    const { up, program } = bench.dut;
    bench.drive(up.valid, 0);
    bench.drive(program.valid, 0);
    for (;;) {
      const [job] = this.queue;
      if (!job) {
        yield* bench.tick();
        continue;
      }
      const slot = yield* this.slotFor(bench, job.unit);
      const line = new Uint8Array(LINE_BYTES);
      line.set(job.unit.data);
      bench.drive(up.payload.line, line);
      bench.drive(up.payload.tweak, job.unit.tweak);
      bench.drive(up.payload.slot, slot);
      bench.drive(up.payload.tag, slot);
      bench.drive(up.valid, 1);
      this.lines[slot]++;
      this.inFlight.push({ job, slot });
      this.queue.shift();
      yield* bench.until(up.ready);
      bench.drive(up.valid, 0);
    }
  }

  /** A slot that holds the unit's keys; if none does, the next one in turn is programmed. */
  private *slotFor(bench: Bench<Ports>, { key1, key2 }: XtsUnit): Task<number> {
    const { program } = bench.dut;
    const wanted = Buffer.concat([key1, key2]).toString("hex");
    const known = this.keys.indexOf(wanted);
    if (known >= 0) return known;
    const slot = this.victim;
    this.victim = (slot + 1) % SLOTS;
    while (this.lines[slot] > 0) yield* bench.tick();
    this.keys[slot] = wanted;
    yield* programKeys(bench, program, slot, { key1, key2 });
    return slot;
  }

  private *collect(bench: Bench<Ports>): Task {
    const { down } = bench.dut;
    const watched = { valid: down.valid, line: down.payload.line };
    bench.drive(down.ready, 1);
    for (;;) {
      const seen = yield* bench.sampleBytes(watched);
      if (seen.valid[0] !== 1) continue;
      const oldest = this.inFlight.shift();
      if (!oldest) throw new Error("the line cipher gave a line that it was not given");
      this.lines[oldest.slot]--;
      oldest.job.done(seen.line);
    }
  }
}
