import { readFileSync } from "node:fs";
import { systemVerilog } from "../../sim/export/system-verilog.ts";
import { elaborate } from "../../sim/hdl/index.ts";
import type { SelfDriven } from "../designs/stimulus.ts";
import type { SourceFile } from "./tool.ts";

/** Cycles under reset before a design that drives itself starts. */
export const RESET_CYCLES = 2;

/** A design that drives itself, with the ports clk, rst, pause and checksum, as SystemVerilog. */
export interface Design {
  /** How it is written, as figures name it. */
  readonly style: string;
  readonly top: string;
  readonly files: readonly SourceFile[];
  /** Macros that are defined. */
  readonly defines?: readonly string[];
}

const BY_HAND = new URL("../verilog/line_cipher.sv", import.meta.url);

/** The line cipher as one would write it for Verilator: by tables, or with MixColumns on words. */
export function byHand(style: "T-tables by hand" | "word columns by hand"): Design {
  const files = [{ name: "line_cipher.sv", text: readFileSync(BY_HAND, "utf8") }];
  const defines = style === "word columns by hand" ? ["WORD_COLUMNS"] : [];
  return { style, top: "SelfDrivenCipher", files, defines };
}

export function exported(design: SelfDriven): Design {
  const { top, files } = systemVerilog(elaborate(design).netlist);
  return { style: "our export", top, files };
}
