/** Every error code of the HDL, the netlist, the engines and the benches, with what it means. */
export const CODES = {
  WIDTH: "operands or the two sides of a connection differ in width",
  RANGE: "a slice, lane, table or memory index lies outside what it indexes",
  SIZE: "a width, depth or lane count is outside the documented limits",
  LITERAL: "a constant does not fit the width that it is used with",
  SHAPE: "vectors differ in lanes, or a vector is used where a word is needed",
  DIRECTION: "an input is driven from inside, or an output from outside, its module",
  MULTIDRIVEN: "a net or a part of it has two drivers",
  UNDRIVEN: "a net that is read, or a part of it, has no driver",
  NAME: "a name is used twice in a scope, or cannot be a name",
  STATE: "an FSM lacks a state, names one twice, or goes to one that it does not have",
  CONTEXT: "a language construct is used where it means nothing",
  OPTION: "an option of a generator has a value that cannot be built",
  LOOP: "a combinational path leads back to where it began",
  CROSSING: "a register reads another clock domain without a synchroniser",
  CLOCK: "a clock domain has no clock, or a clock is used as data or driven as data",
  UNSETTLED: "derived clocks or asynchronous resets go on toggling without end",
  XTRAP: "an unknown value decided a choice, and the run traps unknown values",
  UNKNOWN: "a bench reads a value that has unknown bits",
  ASSERT: "an assertion of the design failed",
  MISMATCH: "a scoreboard saw something other than what was expected",
  TIMEOUT: "what a bench waits for did not come within its limit",
  CONFLICT: "two benches drive one input at one time",
  BENCH: "a bench uses the simulation in a way that cannot work",
  WAVE: "a wave file cannot be written or read",
} as const;

export type Code = keyof typeof CODES;
