import { cipherline } from "./cipherline.ts";
import { dramsim3 } from "./dramsim3.ts";
import type { TraceFormat } from "./format.ts";
import { lackey } from "./lackey.ts";
import { ramulator } from "./ramulator.ts";

/** Every trace format that can be read. No line is detected by two of them. */
export const TRACE_FORMATS: readonly TraceFormat[] = [cipherline, ramulator, dramsim3, lackey];

/** What `--format` takes. */
export const FORMAT_NAMES: readonly string[] = ["auto", ...TRACE_FORMATS.map(({ name }) => name)];
