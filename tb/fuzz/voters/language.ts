import { languageOf } from "../language/language.ts";
import { Vector, type Word } from "../language/words.ts";
import { World } from "../language/world.ts";
import { levelAt, type Rig } from "../rig.ts";
import { evaluate } from "../source.ts";
import { type Stimulus, wordsOf } from "../stimulus.ts";
import { newTrace, type Trace } from "../trace.ts";
import { bigintAt, writeBigint } from "./reference.ts";

/** Plays the first steps of a stimulus on the plain reading of the module's source. */
export function playOnLanguage(
  { source, clocks, inputs, outputs }: Rig,
  stimulus: Stimulus,
  steps: number,
): Trace {
  const world = new World();
  const language = languageOf(world);
  const elaborate = language.elaborate as (top: unknown, options: unknown) => Ports;
  const io = elaborate(evaluate(source, language), source.options);
  const words = outputs.map(({ path }) => portAt(io, path));
  const trace = newTrace(outputs, Math.min(steps, stimulus.steps));
  for (let step = 0; step < trace.rows; step++) {
    world.toggle(new Map(clocks.map(({ path, timing }) => [path, levelAt(timing, step)])));
    world.drive(
      new Map(
        inputs.map(({ path, width }, input) => {
          return [path, bigintAt(stimulus.value, step * stimulus.words + stimulus.at[input], width)];
        }),
      ),
    );
    let end = (step + 1) * trace.words * 4;
    for (const word of words) {
      writeBigint(trace.value, word.value, end, word.width);
      end -= wordsOf(word.width) * 4;
    }
  }
  return trace;
}

type Ports = { readonly [name: string]: Word | Vector | Ports };

function portAt(io: Ports, path: string): Word {
  let at: Word | Vector | Ports = io;
  for (const name of path.split(".")) at = (at as Ports)[name];
  return at instanceof Vector ? at.bits : (at as Word);
}
