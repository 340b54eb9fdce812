import type { Rule } from "./lowering.ts";

/** Rules for wide nodes with vector instructions; where one does not apply, that of `RULES` does. */
export const VECTOR_RULES: Readonly<Record<string, Rule | undefined>> = {};
