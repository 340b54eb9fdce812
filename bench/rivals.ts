import { stderr } from "node:process";
import { SelfDrivenDram } from "./designs/dram.ts";
import { SelfDrivenEngine } from "./designs/engine.ts";
import { SelfDrivenCipher } from "./designs/line-cipher.ts";
import type { SelfDriven } from "./designs/stimulus.ts";
import { type Figure, measure } from "./measure.ts";
import { type EngineName, OwnEngine } from "./own-engine.ts";
import { type Contender, race } from "./race.ts";
import { byHand, type Design, exported } from "./rivals/design.ts";
import { ICARUS_TOOLS, Icarus } from "./rivals/icarus.ts";
import { missing, Workshop } from "./rivals/tool.ts";
import { VERILATOR_TOOLS, Verilator } from "./rivals/verilator.ts";

/** What is measured: a design, at which loads, and how else it is written for the rivals. */
interface Course {
  readonly name: string;
  readonly design: SelfDriven;
  readonly pauses: readonly Pause[];
  readonly byHand: readonly Design[];
}

const LOADS = { 0: "saturated", 3: "at 1/4 activity", 15: "at 1/16 activity" } as const;
type Pause = keyof typeof LOADS;

const COURSES: readonly Course[] = [
  {
    name: "line cipher",
    design: SelfDrivenCipher,
    pauses: [0, 3, 15],
    byHand: [byHand("T-tables by hand"), byHand("word columns by hand")],
  },
  { name: "MKTME engine", design: SelfDrivenEngine, pauses: [0, 15], byHand: [] },
  { name: "DRAM controller", design: SelfDrivenDram, pauses: [0], byHand: [] },
];

/** The event kernel beside `vvp`. */
export function icarusFigures(): Figure[] {
  if (lack(ICARUS_TOOLS, "Icarus", "iverilog")) return [];
  using workshop = new Workshop();
  return COURSES.flatMap((course) => {
    const rivals = sources(course).map((source) => new Icarus(workshop, source));
    return races(course, ["event"], rivals);
  });
}

/** Both engines beside Verilator, and how long it builds. */
export function verilatorFigures(): Figure[] {
  if (lack(VERILATOR_TOOLS, "Verilator", "verilator make g++")) return [];
  using workshop = new Workshop();
  return COURSES.flatMap((course) => {
    const rivals = sources(course).map((source) => new Verilator(workshop, source));
    const builds = rivals.map(({ name, buildSeconds }) =>
      measure(`${name}: ${course.name}, its build`, "s", () => buildSeconds, 1),
    );
    return [...races(course, ["compiled", "event"], rivals), ...builds];
  });
}

const sources = ({ design, byHand }: Course) => [exported(design), ...byHand];

function races(course: Course, engines: readonly EngineName[], rivals: readonly Contender[]): Figure[] {
  const ours = engines.map((engine) => new OwnEngine(course.design, engine));
  return course.pauses.flatMap((pause) => race(`${course.name} ${LOADS[pause]}`, pause, ours, rivals));
}

function lack(tools: readonly string[], simulator: string, packages: string): boolean {
  const lacking = missing(tools);
  if (lacking.length === 0) return false;
  stderr.write(`Nothing beside ${simulator}: ${lacking.join(", ")} not found; apt-get install ${packages}\n`);
  return true;
}
