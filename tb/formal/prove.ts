import { readFileSync } from "node:fs";
import { systemVerilog } from "../../sim/export/system-verilog.ts";
import { elaborate, type Module } from "../../sim/hdl/index.ts";
import { run } from "../cosim/process.ts";
import { inFolder } from "../cosim/work-folder.ts";

/** The inputs for which they differ, in hex. */
export type Counterexample = Readonly<Record<string, string>>;

const GOLDEN = "aes-golden.v";
/** The end of what Yosys printed, as much of it as an error shows. */
const SHOWN = 2000;

/**
 * Proves a combinational module equal to a golden one for all inputs, by Yosys' own SAT solver on their miter.
 *
 * `helpers` are modules of the hardware that the golden text names. `golden` replaces the text of aes-golden.v.
 */
export async function prove(
  gate: Module,
  goldenTop: string,
  helpers: readonly Module[] = [],
  golden = readFileSync(new URL(GOLDEN, import.meta.url), "utf8"),
): Promise<"proven" | Counterexample> {
  const modules = new Map<string, string>();
  for (const module of [gate, ...helpers]) {
    for (const { name, text } of systemVerilog(elaborate(module).netlist).files) modules.set(name, text);
  }
  const files = [...modules].map(([name, text]) => ({ name, text }));
  const script = [
    `read_verilog -sv ${[...modules.keys()].join(" ")}`,
    "delete */w:clk */w:rst", // a combinational module has them as ports, and the golden text does not
    `read_verilog ${GOLDEN}`,
    `hierarchy; proc; miter -equiv ${goldenTop} ${gate.name} miter`,
    "hierarchy -top miter; flatten; memory_map; opt",
    "techmap; opt; abc -g AND,XOR; opt", // brings sums over GF(2) to one form, which the solver alone does not find
    "sat -prove trigger 0 -show-inputs miter",
  ];
  const output = await inFolder([...files, { name: GOLDEN, text: golden }], (folder) =>
    run("yosys", ["-p", script.join("; ")], { folder, seconds: 300 }),
  );
  if (output.includes("SAT proof finished - no model found: SUCCESS!")) return "proven";
  const inputs = [...output.matchAll(/^ +\\in_(\w+) .* ([01]+)$/gm)];
  if (inputs.length === 0) throw new Error(`yosys neither proves nor refutes:\n${output.slice(-SHOWN)}`);
  return Object.fromEntries(inputs.map(([, name, bits]) => [name, BigInt(`0b${bits}`).toString(16)]));
}
