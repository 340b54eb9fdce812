import { systemVerilog } from "../../sim/export/system-verilog.ts";
import { yosysJson } from "../../sim/export/yosys-json.ts";
import { signalPath } from "../../sim/netlist/netlist.ts";
import { levelAt, type Rig } from "./rig.ts";
import { type Stimulus, wordsOf } from "./stimulus.ts";
import { newTrace, type Trace } from "./trace.ts";

/** A rig as other simulators run it. */
export interface VerilogBench {
  /** The design's modules. */
  readonly design: string;
  /** The design in Yosys' JSON; its ports have the same names. */
  readonly json: string;
  /** Module `NAME_bench` without ports: plays `../NAME.stimulus` and writes the outputs to `NAME.trace`. */
  readonly bench: string;
  /** Clocks and inputs, a line a step. */
  readonly stimulus: string;
}

/**
 * The testbench of a rig. In each step the clocks move, everything settles, the inputs move, everything settles, and
 * the outputs are written: in hexadecimal, or in bits where they may be unknown.
 */
export function verilogBench({ source, ...rig }: Rig, stimulus: Stimulus): VerilogBench {
  const { name, kind } = source;
  const unknowns = kind === "unknown" ? "exact" : "idiom";
  const { top, files, ports } = systemVerilog(rig.netlist, { unknowns });
  const radix = kind === "unknown" ? "b" : "h";
  const prefix = rig.netlist.scopes[0].name.length + 1;
  const portOf = (path: string): string => {
    const found = ports.find(({ signal }) => signalPath(rig.netlist, signal).slice(prefix) === path);
    if (!found) throw new Error(`${name} is exported without port ${path}`);
    return found.name;
  };
  const inputBits = stimulus.words * 32;
  const rowBits = inputBits + 32;
  const outputs = rig.outputs.map(({ path, width }, index) => ({
    port: portOf(path),
    width,
    wire: `output_${index}`,
  }));
  const padded = outputs.map(({ width, wire }) => {
    const above = wordsOf(width) * 32 - width;
    return above === 0 ? wire : `${above}'d0, ${wire}`;
  });
  const connections = [
    ...rig.clocks.map(({ path }, index) => `.${portOf(path)}(clocks[${index}])`),
    ...rig.inputs.map(
      ({ path, width }, index) => `.${portOf(path)}(inputs[${32 * stimulus.at[index]} +: ${width}])`,
    ),
    ...outputs.map(({ port, wire }) => `.${port}(${wire})`),
  ];
  const last = stimulus.steps - 1;
  const bench = `module ${name}_bench;
  logic [${rowBits - 1}:0] rows [0:${last}];
  logic [${rowBits - 1}:0] row;
  logic [31:0] clocks = 32'd0;
  logic [${inputBits - 1}:0] inputs;
${outputs.map(({ width, wire }) => `  wire [${width - 1}:0] ${wire};`).join("\n")}
  integer step, file;
  ${top} dut (${connections.join(", ")});
  initial begin
    $readmem${radix}("../${name}.stimulus", rows);
    file = $fopen("${name}.trace", "w");
    for (step = 0; step <= ${last}; step = step + 1) begin
      row = rows[step];
      clocks = row[${rowBits - 1} -: 32];
      #1;
      inputs = row[${inputBits - 1}:0];
      #1;
      $fwrite(file, "%${radix}\\n", {${padded.reverse().join(", ")}});
    end
    $fclose(file);
  end
endmodule
`;
  return {
    design: files.map(({ text }) => text).join("\n"),
    json: yosysJson(rig.netlist).file.text,
    bench,
    stimulus: rowsText(rig.clocks, stimulus, radix),
  };
}

/** A line a step: the levels of the clocks in the first word, then the words of the inputs, the last one first. */
function rowsText(clocks: Rig["clocks"], { steps, words, ...planes }: Stimulus, radix: "b" | "h"): string {
  const row = Buffer.alloc(4 * (words + 1));
  const digits = (plane: Int32Array, step: number, first: number): string => {
    row.writeInt32BE(first, 0);
    for (let word = 0; word < words; word++) row.writeInt32BE(plane[step * words + word], 4 * (words - word));
    return row.toString("hex");
  };
  const lines: string[] = [];
  for (let step = 0; step < steps; step++) {
    let levels = 0;
    for (const [index, { timing }] of clocks.entries()) levels |= levelAt(timing, step) << index;
    const value = digits(planes.value, step, levels);
    lines.push(radix === "h" ? value : fourState(value, digits(planes.unknown, step, 0)));
  }
  return `${lines.join("\n")}\n`;
}

/** Two planes in hexadecimal as characters 0 1 x z. */
function fourState(value: string, unknown: string): string {
  const bits = (digits: string): string =>
    [...digits].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
  const open = bits(unknown);
  return [...bits(value)].map((bit, at) => (open[at] === "0" ? bit : bit === "0" ? "x" : "z")).join("");
}

/** What a simulator wrote, as a trace; undefined where it is not as long as it should be. */
export function readTrace(rig: Rig, steps: number, text: string): Trace | undefined {
  const trace = newTrace(rig.outputs, steps);
  const digits = text.replaceAll("\n", "");
  if (rig.source.kind !== "unknown" && !/[xzXZ]/.test(digits)) {
    return digits.length === 2 * trace.value.length
      ? { ...trace, value: Buffer.from(digits, "hex") }
      : undefined;
  }
  const perDigit = rig.source.kind === "unknown" ? 1 : 4;
  if (digits.length * perDigit !== 8 * trace.value.length) return undefined;
  for (let at = 0; at < digits.length; at++) {
    const digit = digits[at].toLowerCase();
    const all = perDigit === 1 ? 1 : 15;
    const isUnknown = digit === "x" || digit === "z";
    const value = isUnknown ? (digit === "z" ? all : 0) : Number.parseInt(digit, 16);
    const bit = at * perDigit;
    const shift = 8 - perDigit - (bit & 7);
    trace.value[bit >>> 3] |= value << shift;
    if (isUnknown) trace.unknown[bit >>> 3] |= all << shift;
  }
  return trace;
}
