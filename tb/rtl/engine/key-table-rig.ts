import { KeyMode } from "../../../rtl/config/engine-config.ts";
import { KeyTable } from "../../../rtl/engine/key-table.ts";
import {
  type Bench,
  type Simulation,
  StreamDriver,
  StreamSink,
  simulate,
  type Task,
} from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";
import type { Update } from "./key-reference.ts";

/** A key table of two slots; the row of the TME key is 2. */
export const tableDesign = (keyBits: 128 | 256, unprogrammed: "tme" | "error" = "tme") =>
  elaborate(KeyTable({ keyBits, slots: 2, unprogrammed }));
type TableDesign = ReturnType<typeof tableDesign>;
export type TablePorts = TableDesign["io"];

/** How a line is treated: the row whose keys encrypt it, or nothing, or no answer. */
export type Answer = number | "plain" | "refused";

/** A key table whose engine is idle, and the round keys that it has written: `keys.data[row][round]`. */
export class TableRig {
  readonly sim: Simulation<TablePorts>;
  readonly keys = { data: [[], [], []] as bigint[][], tweak: [[], [], []] as bigint[][] };
  /** Round keys written so far, of both kinds. */
  written = 0;
  readonly #updates: StreamDriver<TablePorts["update"]["payload"]>;
  readonly #dones: StreamSink<TablePorts["done"]["payload"]>;

  constructor(design: TableDesign) {
    const sim = simulate(design);
    const { read, write, tme, idle, load } = sim.dut;
    this.sim = sim;
    for (const { asks, keyId, excluded } of [read, write]) {
      for (const port of [asks, keyId, excluded]) sim.drive(port, 0);
    }
    sim.drive(tme.enabled, 1);
    sim.drive(tme.bypass, 0);
    sim.drive(idle, 1);
    this.#updates = new StreamDriver(sim, sim.dut.update, { between: "x" });
    this.#dones = new StreamSink(sim, sim.dut.done);
    sim.background((b) => this.#watch(b, load.data, this.keys.data), { name: "data keys" });
    sim.background((b) => this.#watch(b, load.tweak, this.keys.tweak), { name: "tweak keys" });
  }

  run(body: (b: Bench<TablePorts>) => Task): void {
    this.sim.bench(body);
    if (!this.sim.run({ cycles: 5000 }).finished) throw new Error("the bench has not come to its end");
  }

  send(update: Update): void {
    this.#updates.send({ ...update, mode: KeyMode.values[update.mode] });
  }

  /** What the table says to the update that was sent first of those without an answer. */
  *done(): Task<{ readonly ok: boolean; readonly cycle: number }> {
    const { payload, cycle } = yield* this.#dones.take();
    return { ok: payload === 1n, cycle };
  }

  *program(update: Update): Task<boolean> {
    this.send(update);
    return (yield* this.done()).ok;
  }

  /** What both ports answer to a keyID: they never differ. */
  *ask(b: Bench<TablePorts>, keyId: number, excluded = false): Task<Answer> {
    const ports = [b.dut.read, b.dut.write];
    for (const port of ports) {
      b.drive(port.keyId, keyId);
      b.drive(port.excluded, excluded);
      b.drive(port.asks, 1);
    }
    yield* b.settle();
    const answers = ports.map(({ refused, encrypt, row }) => {
      if (b.peek(refused)) return "refused";
      return b.peek(encrypt) ? Number(b.peek(row)) : "plain";
    });
    for (const port of ports) b.drive(port.asks, 0);
    if (answers[0] !== answers[1]) throw new Error(`reads are told ${answers[0]}, writes ${answers[1]}`);
    return answers[0];
  }

  *#watch(b: Bench<unknown>, load: TablePorts["load"]["data"], rows: bigint[][]): Task {
    for (;;) {
      const seen = yield* b.sample(load);
      if (seen.enable === 0n) continue;
      rows[Number(seen.slot)][Number(seen.round)] = seen.key;
      this.written++;
    }
  }
}
