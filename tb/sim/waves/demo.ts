import { FileSink } from "../../../sim/waves/file-sink.ts";
import type { Lane } from "../../../sim/waves/string-lane.ts";
import { VcdWriter } from "../../../sim/waves/vcd-writer.ts";
import { Random } from "../../reference/random.ts";
import { FakeState } from "./fake-state.ts";
import { WaveSketch } from "./sketch.ts";

export const DEMO_PERIOD = 1000;
export const DEMO_CYCLES = 120;
const STAGES = ["whiten", "round1", "round2", "round3", "final"];

/**
 * A pipeline as a bench would show it, without a simulator: requests go in on a bus, through five stages, and out;
 * each stage has a lane that names what is in it, and a key that must not be seen.
 */
export function writeDemo(path: string): VcdWriter {
  const sketch = new WaveSketch("cipher");
  const op = sketch.enumeration("Op", 1, "ENC", "DEC");
  const phase = sketch.enumeration("Phase", 3, "IDLE", "LOAD", "RUN", "DRAIN", "FAULT");
  const clk = sketch.signal("clk", 1, { kind: "clock" });
  const rst = sketch.signal("rst", 1, { kind: "reset" });
  const up = sketch.scope("up", "bundle");
  const valid = sketch.signal("valid", 1, { scope: up, kind: "input" });
  sketch.signal("ready", 1, { scope: up, kind: "output" });
  const payload = sketch.scope("payload", "bundle", up);
  const address = sketch.signal("address", 32, { scope: payload, kind: "input" });
  const mode = sketch.signal("op", 1, { scope: payload, kind: "input", enumeration: op });
  const down = sketch.scope("down", "bundle");
  const outValid = sketch.signal("valid", 1, { scope: down, kind: "output" });
  const outData = sketch.signal("data", 128, { scope: down, kind: "output" });
  const state = sketch.signal("state", 3, { kind: "register", enumeration: phase });
  const key = sketch.signal("key", 128, { kind: "register", secret: true });
  const pipe = sketch.scope("pipe", "module");
  const stages = STAGES.map((name) => {
    const scope = sketch.scope(name, "stage", pipe);
    return {
      scope: `cipher.pipe.${name}`,
      valid: sketch.signal("valid", 1, { scope, kind: "register" }),
      data: sketch.signal("data", 128, { scope, kind: "register" }),
      keyCopy: sketch.signal("key", 128, { scope, kind: "register", node: key }),
    };
  });
  const netlist = sketch.finish();
  const values = new FakeState(netlist);
  const writer = new VcdWriter(netlist, values, new FileSink(path), { comment: "a demonstration" });
  const lanes: Lane[] = stages.map(({ scope }) => writer.lane("txn", scope));
  const request = writer.lane("request", "cipher.up");

  const random = new Random(7);
  const bits = (value: bigint, width: number) => value.toString(2).padStart(width, "0");
  const inFlight: Array<string> = STAGES.map(() => "");
  values.set(key, "x".repeat(128));
  for (const { data } of stages) values.set(data, "x".repeat(128));
  for (let cycle = 0; cycle < DEMO_CYCLES; cycle++) {
    values.set(clk, "1");
    values.set(rst, cycle < 3 ? "1" : "0");
    for (let i = STAGES.length - 1; i >= 0; i--) {
      inFlight[i] =
        i > 0
          ? inFlight[i - 1]
          : cycle > 8 && !random.oneIn(3)
            ? `RD_${(0x1140 + 64 * cycle).toString(16)}`
            : "";
      values.set(stages[i].valid, inFlight[i] ? "1" : "0");
      if (inFlight[i]) values.set(stages[i].data, bits(random.bits(128), 128));
      lanes[i].set(inFlight[i]);
    }
    if (cycle === 4) values.set(key, bits(random.bits(128), 128));
    const phaseNow = cycle < 5 ? 0 : cycle < 9 ? 1 : cycle < 100 ? 2 : 3;
    values.set(state, bits(BigInt(phaseNow), 3));
    values.set(valid, inFlight[0] ? "1" : "0");
    values.set(address, bits(BigInt(0x1140 + 64 * cycle), 32));
    values.set(mode, cycle % 16 < 8 ? "0" : "1");
    request.set(inFlight[0]);
    values.set(outValid, inFlight[4] ? "1" : "0");
    if (inFlight[4]) values.set(outData, bits(random.bits(128), 128));
    writer.dump(cycle * DEMO_PERIOD);
    values.set(clk, "0");
    writer.dump(cycle * DEMO_PERIOD + DEMO_PERIOD / 2);
  }
  writer.finish(DEMO_CYCLES * DEMO_PERIOD);
  return writer;
}
