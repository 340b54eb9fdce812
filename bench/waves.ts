import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompiledEngine } from "../sim/compiled/engine.ts";
import { EventEngine } from "../sim/event/kernel.ts";
import { FileSink } from "../sim/waves/file-sink.ts";
import { VcdWriter } from "../sim/waves/vcd-writer.ts";
import { LineCipherRig } from "./line-cipher-rig.ts";
import { compare, type Figure, measure, seconds } from "./measure.ts";

const CYCLES = 2_000;

/** Writing every signal of the saturated line cipher to a file: megabytes a second of writing, cycles a second in all. */
export function waveFigures(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), "cipherline-bench-"));
  const rates: number[] = [];
  const once = (engine: "event" | "compiled") => {
    const rig = new LineCipherRig((netlist) =>
      engine === "event" ? new EventEngine(netlist) : new CompiledEngine(netlist),
    );
    const path = join(folder, "bench.vcd");
    const writer = new VcdWriter(rig.netlist, rig.engine.state, new FileSink(path), { revealSecrets: true });
    let writing = 0;
    const total = seconds(() => {
      rig.run(CYCLES, 1, (time) => {
        writing += seconds(() => writer.dump(time));
      });
      writing += seconds(() => writer.finish(rig.engine.time));
    });
    rates.push(writer.bytesWritten / 1e6 / writing);
    return CYCLES / total;
  };
  once("event");
  rates.length = 0;
  const speeds = compare("line cipher saturated, VCD on", "cycles/s", once);
  rmSync(folder, { recursive: true });
  let index = 0;
  return [
    measure("VCD writer, all signals of the saturated line cipher", "MB/s", () => rates[index++]),
    ...speeds,
  ];
}
