/** The testbench side: everything that a bench is written with. */

export type { Policy } from "../event/unknown-choices.ts";
export { Bench } from "./bench.ts";
export type { BenchEvent } from "./bench-event.ts";
export type { ClockOptions, DomainRef } from "./clocks.ts";
export type { Fork, Task, Trigger, Waiting } from "./coroutine.ts";
export type { Drivable } from "./drivable.ts";
export { ENGINES, type EngineName } from "./engines.ts";
export type { Readable } from "./handles.ts";
export { Logic } from "./logic.ts";
export { always, burst, every, never, type Pattern, random } from "./pattern.ts";
export type { Probe } from "./pin.ts";
export { Random } from "./random.ts";
export type { Cover, RunLimits, RunResult } from "./run-result.ts";
export { KeyedScoreboard, Scoreboard } from "./scoreboard.ts";
export { type SimulateOptions, simulate } from "./simulate.ts";
export type { BenchBody, BenchOptions, Simulation } from "./simulation.ts";
export { type DriverOptions, StreamDriver } from "./stream-driver.ts";
export type { StreamEnd, StreamOptions } from "./stream-end.ts";
export { type MonitorOptions, StreamMonitor, type Transfer } from "./stream-monitor.ts";
export { type SinkOptions, StreamSink } from "./stream-sink.ts";
export type { DriveValues, Values } from "./values.ts";
export type { WaveOptions } from "./waves.ts";
