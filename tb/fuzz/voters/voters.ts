import { ENGINES, type EngineName } from "../../../sim/bench/engines.ts";
import { optimise } from "../../../sim/netlist/passes.ts";
import type { Case } from "../case.ts";
import { playOnEngine } from "./engine.ts";
import { playOnLanguage } from "./language.ts";
import { playOnReference } from "./reference.ts";
import { type Outcome, TOOL_NAMES, type ToolName, type Workshop } from "./workshop.ts";

/** Steps behind the warm-up that the plain models play: they are slow. */
const LANGUAGE_STEPS = 60;
const REFERENCE_STEPS = 10;

/** The engines that know the values x and z. */
const FOUR_STATE: readonly EngineName[] = ["event"];

/** In this process: our engines, with the netlist as it is elaborated and behind all passes, and the plain models. */
export type OwnName = EngineName | `${EngineName}, passes` | "language" | "reference";
export type VoterName = OwnName | ToolName;

/** Engines that other engines are made of check nothing of their own here. */
const engineNames = (Object.keys(ENGINES) as readonly EngineName[]).filter((name) => name !== "both");

export const OWN_NAMES: readonly OwnName[] = [
  ...engineNames.flatMap((name) => [name, `${name}, passes`] as const),
  "language",
  "reference",
];

/** Whether a voter can play modules of a kind: values that are not known are four-state business. */
export function canPlay(voter: VoterName, { kind }: Case): boolean {
  if (kind !== "unknown") return true;
  return voter === "reference" || voter === "icarus" || FOUR_STATE.some((name) => voter.startsWith(name));
}

export function playHere(voter: OwnName, { rig, stimulus }: Case): Outcome {
  try {
    if (voter === "language") return playOnLanguage(rig, stimulus, rig.warmup + LANGUAGE_STEPS);
    if (voter === "reference") return playOnReference(rig, stimulus, rig.warmup + REFERENCE_STEPS);
    const [name, passes] = voter.split(", ") as [EngineName, string | undefined];
    const netlist = passes ? optimise(rig.netlist) : rig.netlist;
    return playOnEngine(rig, stimulus, netlist, (given) =>
      ENGINES[name](given, { policy: "merge", seed: 0 }),
    );
  } catch (error) {
    return { refusal: String(error instanceof Error ? error.stack : error) };
  }
}

/** Every voter's outcome of every case. */
export async function playAll(
  voters: readonly VoterName[],
  cases: readonly Case[],
  workshop: Workshop,
): Promise<Map<Case, Map<VoterName, Outcome>>> {
  const outcomes = new Map(cases.map((each) => [each, new Map<VoterName, Outcome>()]));
  const fourState = cases.filter(({ kind }) => kind !== "unknown");
  for (const voter of voters) {
    const able = fourState.length < cases.length ? cases.filter((each) => canPlay(voter, each)) : cases;
    if (isTool(voter)) {
      for (const [each, outcome] of await workshop.play(voter, able)) outcomes.get(each)!.set(voter, outcome);
    } else {
      for (const each of able) outcomes.get(each)!.set(voter, playHere(voter, each));
    }
  }
  return outcomes;
}

const isTool = (voter: VoterName): voter is ToolName => (TOOL_NAMES as readonly string[]).includes(voter);
