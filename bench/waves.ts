import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventEngine } from "../sim/event/kernel.ts";
import { FileSink } from "../sim/waves/file-sink.ts";
import { VcdWriter } from "../sim/waves/vcd-writer.ts";
import { LineCipherRig } from "./line-cipher-rig.ts";
import { type Figure, measure, seconds } from "./measure.ts";

const CYCLES = 2_000;

/** Writing every signal of the saturated line cipher to a file: megabytes a second of writing, cycles a second in all. */
export function waveFigures(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), "cipherline-bench-"));
  const rates: number[] = [];
  const once = () => {
    const rig = new LineCipherRig((netlist) => new EventEngine(netlist));
    const path = join(folder, "bench.vcd");
    const writer = new VcdWriter(rig.netlist, rig.engine.state, new FileSink(path), { revealSecrets: true });
    let writing = 0;
    const total = seconds(() => {
      rig.run(CYCLES, 1, (time) => {
        writing += seconds(() => writer.dump(time));
      });
      writing += seconds(() => writer.finish(rig.engine.time));
    });
    rates.push(CYCLES / total);
    return writer.bytesWritten / 1e6 / writing;
  };
  once();
  rates.length = 0;
  const speed = measure("VCD writer, all signals of the saturated line cipher", "MB/s", once);
  rmSync(folder, { recursive: true });
  let index = 0;
  return [speed, measure("event kernel, line cipher saturated, VCD on", "cycles/s", () => rates[index++])];
}
