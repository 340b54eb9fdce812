/** The hardware language: everything that a designer writes with. */
export type { Bits, EnumBits, Operand } from "./bits.ts";
export { assert, cover } from "./checks.ts";
export { connect } from "./connect.ts";
export { constant } from "./constant.ts";
export {
  type ClockDomain,
  clockDomain,
  clocked,
  currentDomain,
  type DomainOptions,
  derivedClock,
  dividedClock,
  gatedClock,
  synchronise,
} from "./domain.ts";
export { type Design, type ElaborateOptions, elaborate } from "./elaborate.ts";
export { type Enumeration, enumeration } from "./enumeration.ts";
export { type Fsm, fsm } from "./fsm.ts";
export { cat, mux, repeat } from "./join.ts";
export type { Literal } from "./literal.ts";
export { type Memory, memories, type Sram, sram } from "./memory.ts";
export { instances, type Module, module } from "./module.ts";
export { pack, packedWidth, unpack } from "./pack.ts";
export { type Carried, Pipeline, type PipelineOptions, pipeline, type Stage } from "./pipeline.ts";
export { type Flip, flip, In, type Inside, Out, type Outside, type Port, type Shape } from "./ports.ts";
export { refuse } from "./refuse.ts";
export { type Rom, rom } from "./rom.ts";
export { secret } from "./secret.ts";
export { type Fields, type Reg, regs, signalOf, type Wire, wires } from "./signals.ts";
export { fires, type Payload, type PayloadHandles, type Source, type Stream, stream } from "./stream.ts";
export { type Handle, type Type, type TypeLike, u, vec } from "./types.ts";
export type { Vec } from "./vec.ts";
export { asVec, vecConst, vecOf } from "./vectors.ts";
export { type Otherwise, when } from "./when.ts";
