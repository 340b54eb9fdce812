import { DesignError } from "../netlist/error.ts";
import { type Netlist, type SignalId, signalPath } from "../netlist/netlist.ts";
import { homeDomain } from "./home-domain.ts";
import type { PortRecording } from "./port-recording.ts";
import { StepTable } from "./step-table.ts";
import type { SystemVerilog } from "./system-verilog.ts";
import { type Column, type PackedField, Vectors } from "./vectors.ts";

export interface TestbenchOptions {
  /** Where x is expected, 0 and 1 are differences too. For simulators with four states. */
  readonly isStrict?: boolean;
  /** Prints secret values in differences. The vectors hold them in any case. */
  readonly revealSecrets?: boolean;
}

/** A testbench: a module without ports, and the vectors that it reads from the folder in which it runs. */
export interface Testbench {
  /** The module: the design's top and `_tb`. */
  readonly top: string;
  /** The module's text first. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** Differences that a testbench prints. */
const SHOWN = 10;

/**
 * A recording as a testbench in SystemVerilog: moves the clocks and drives the inputs as recorded, never both at once,
 * and compares every output whenever the design has settled. It ends at the first step that differs. What it prints:
 *
 *     Counter_tb: equal, 1200 steps
 *     Counter_tb: difference in Counter.value at 5000 ps, edge 5 of clk, step 9: expected 05, got 04
 *
 * It ends without `$finish`, so that several may run side by side in one simulation. Inputs in z are driven as x.
 * @throws DesignError BENCH where nothing was recorded.
 */
export function testbench(
  recording: PortRecording,
  design: SystemVerilog,
  options: TestbenchOptions = {},
): Testbench {
  const { netlist, clocks, inputs } = recording;
  if (recording.steps === 0) {
    throw new DesignError("BENCH", `nothing is recorded of ${netlist.name}`, [], "run the simulation first");
  }
  const top = `${design.top}_tb`;
  const net = netNames(design);
  const levels = firstLevels(netlist);
  const driven = new Vectors("stimulus", inputs);
  const outputs = recording.outputs.map(({ scope, track }) => new Vectors(`expected${scope}`, track));
  const vectors = [driven, ...outputs].filter(({ fields }) => fields.length > 0);
  const columns = vectors.flatMap(({ value, unknown }) => [value, unknown]);
  const steps = new StepTable(recording, columns);
  const memories = [steps, ...columns];
  const pins = [...clocks.fields, ...inputs.fields];
  const compared = recording.outputs[0]?.scope === 0 ? recording.outputs[0].track.fields : [];
  const report = reporter(netlist, steps, top, options);

  const text = `// Runs ${netlist.name} again as it was recorded, and compares its outputs.
module ${top};
  timeunit 1fs;
  timeprecision 1fs;

${lines(pins, ({ signal, width }) => `  logic ${range(width)}${net(signal)}${levels.get(signal) ?? ""};`)}
${lines(compared, ({ signal, width }) => `  logic ${range(width)}${net(signal)};`)}
  ${design.top} dut (
${design.ports.map(({ name, signal }) => `    .${name}(${net(signal)})`).join(",\n")}
  );

${lines(memories, ({ name, width, rows }) => `  logic ${range(width)}${name} [0:${rows - 1}];`)}
${lines(columns, ({ name }) => `  int ${name}_row = -1;`)}
${lines(vectors, ({ name, width }) => `  logic ${range(width)}${name};`)}
${lines(outputs, ({ name, width }) => `  logic ${range(width)}${name}_seen, ${name}_open, ${name}_wrong;`)}
  logic ${range(steps.width)}now;
  longint unsigned start;
  int step;
  int differences = 0;

  initial begin
${lines(memories, ({ name }) => `    $readmemh("${top}_${name}.hex", ${name});`)}
    for (step = 0; step < ${recording.steps} && differences == 0; step = step + 1) begin
      now = steps[step];
${lines(columns, (column) => `      if (now[${steps.moves(column)}]) ${column.name}_row = ${column.name}_row + 1;`)}
      start = now[${steps.time}] * 64'd1000;
      #(start > $time ? start - $time : 64'd1);
${lines(clocks.fields, ({ signal }, k) => `      ${net(signal)} = now[${steps.clock(k)}];`)}
${driven.fields.length > 0 ? drive(driven, steps, net) : ""}
      #1;
${lines(outputs.toReversed(), (each) => compare(each, net, report, options))}
    end
    if (differences == 0) $display("${top}: equal, %0d steps", step);
  end
endmodule
`;
  return {
    top,
    files: [
      { name: `${top}.sv`, text: text.replaceAll(/\n{3,}/g, "\n\n") },
      ...memories.map((memory) => ({ name: `${top}_${memory.name}.hex`, text: memory.text() })),
    ],
  };
}

const lines = <T>(items: readonly T[], line: (item: T, index: number) => string): string =>
  items.map(line).join("\n");

const range = (width: number): string => (width === 1 ? "" : `[${width - 1}:0] `);
const part = ({ low, width }: PackedField): string => `[${low + width - 1}:${low}]`;
const allX = (width: number): string => `{${width}{1'bx}}`;

const row = ({ name }: Column): string => `${name}[${name}_row]`;

type NetOf = (signal: SignalId) => string;

/** The variables of the testbench at the pins of the top, and those inside it for the rest. */
function netNames({ ports, pathOf }: SystemVerilog): NetOf {
  const names = new Map(ports.map(({ name, signal }) => [signal, `dut_${name}`]));
  return (signal) => names.get(signal) ?? `dut.${pathOf(signal)}`;
}

/**
 * What is on pins before the first step. Clocks are low. An asynchronous reset is inactive, so that one that is active
 * from the beginning has the edge that simulators with edges wait for.
 */
function firstLevels({ domains, signals }: Netlist): ReadonlyMap<SignalId, string> {
  const levels = new Map<number, 0 | 1>();
  for (const { clock, reset } of domains) {
    levels.set(clock, 0);
    if (reset?.kind === "async") levels.set(reset.node, reset.active === 1 ? 0 : 1);
  }
  return new Map(
    signals.flatMap(({ node }, id) => (levels.has(node) ? [[id, ` = 1'b${levels.get(node)}`]] : [])),
  );
}

function drive({ name, width, fields, value, unknown }: Vectors, steps: StepTable, net: NetOf): string {
  return `      if (now[${steps.moves(value)}] || now[${steps.moves(unknown)}]) begin
        ${name} = ${row(value)} ^ (${row(unknown)} & ${allX(width)});
${lines(fields, (field) => `        ${net(field.signal)} = ${name}${part(field)};`)}
      end`;
}

function compare(
  { name, width, fields, value, unknown }: Vectors,
  net: NetOf,
  report: Report,
  { isStrict = false }: TestbenchOptions,
): string {
  const seen = fields
    .toReversed()
    .map(({ signal, width }) => (width % 4 === 0 ? "" : `${4 - (width % 4)}'b0, `) + net(signal));
  const strict = `
      for (int i = 0; i < ${width}; i = i + 1) begin
        if (${name}_open[i] && ${name}_seen[i] !== 1'bx && ${name}_seen[i] !== 1'bz) ${name}_wrong[i] = 1'b1;
      end`;
  return `      ${name}_seen = {${seen.join(", ")}};
      ${name}_open = ${row(unknown)};
      ${name} = ${row(value)} ^ (${name}_open & ${allX(width)});
      ${name}_wrong = (${name}_seen ^ ${row(value)}) & ~${name}_open;${isStrict ? strict : ""}
      if (${name}_wrong !== ${width}'b0) begin
${lines(fields, (field) => report(name, field))}
      end`;
}

type Report = (vectors: string, field: PackedField) => string;

/** The statement that prints the difference of a field, if it is wrong. */
function reporter(
  netlist: Netlist,
  steps: StepTable,
  top: string,
  { revealSecrets = false }: TestbenchOptions,
): Report {
  const domainOf = homeDomain(netlist);
  return (vectors, field) => {
    const { node, secret } = netlist.signals[field.signal];
    const domain = domainOf(node);
    const hidden = secret && !revealSecrets;
    const edge = netlist.domains.length === 0 ? "" : `edge %0d of ${netlist.domains[domain].name}, `;
    const where = `${top}: difference in ${signalPath(netlist, field.signal)} at %0d ps, ${edge}step %0d`;
    const values = hidden ? "(secret)" : "expected %h, got %h";
    const shown = [
      `now[${steps.time}]`,
      ...(edge === "" ? [] : [`now[${steps.edges(domain)}]`]),
      "step",
      ...(hidden ? [] : [`${vectors}${part(field)}`, `${vectors}_seen${part(field)}`]),
    ];
    return `        if (${vectors}_wrong${part(field)} !== ${field.width}'b0) begin
          differences = differences + 1;
          if (differences <= ${SHOWN}) $display("${where}: ${values}", ${shown.join(", ")});
        end`;
  };
}
