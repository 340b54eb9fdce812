import type { Contender } from "../race.ts";
import { type Design, RESET_CYCLES } from "./design.ts";
import type { WorkFolder, Workshop } from "./tool.ts";

export const ICARUS_TOOLS = ["iverilog", "vvp"];

/** Toggles the clock as cheaply as a testbench can. */
const testbench = (top: string) => `module bench;
  logic clk = 0, rst = 1;
  logic [3:0] pause;
  wire [511:0] checksum;
  integer cycles;
  ${top} dut (.clk(clk), .rst(rst), .pause(pause), .checksum(checksum));
  initial begin
    if (!$value$plusargs("cycles=%d", cycles) || !$value$plusargs("pause=%d", pause)) $finish;
    repeat (${RESET_CYCLES}) begin #1 clk = 1; #1 clk = 0; end
    rst = 0;
    repeat (cycles) begin #1 clk = 1; #1 clk = 0; end
    $display("%h", checksum);
    $finish;
  end
endmodule
`;

/** Icarus Verilog: the processor time of `vvp`, without that of a run of no cycles, and without the compiler. */
export class Icarus implements Contender {
  readonly name: string;
  private readonly folder: WorkFolder;
  private readonly start: number;

  constructor(workshop: Workshop, { style, top, files, defines = [] }: Design) {
    this.name = `Icarus, ${style}`;
    this.folder = workshop.folder([...files, { name: "bench.sv", text: testbench(top) }]);
    const sources = files.map(({ name }) => name);
    this.folder.run("iverilog", [
      ..."-g2012 -s bench -o bench.vvp bench.sv".split(" "),
      ...defines.map((name) => `-D${name}`),
      ...sources,
    ]);
    this.start = this.time(0, 0).seconds;
  }

  checksum(pause: number, cycles: number): string {
    return this.time(pause, cycles).output.trim();
  }

  seconds(pause: number, cycles: number): number {
    return this.time(pause, cycles).seconds - this.start;
  }

  private time(pause: number, cycles: number) {
    return this.folder.time("vvp", ["-n", "bench.vvp", `+cycles=${cycles}`, `+pause=${pause}`]);
  }
}
