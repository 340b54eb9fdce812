import type { Finding } from "./fuzz.ts";
import type { Shrunk } from "./shrink.ts";
import { asFile } from "./source.ts";
import type { Vote } from "./vote.ts";

/** What a finding is: the vote, the smallest module on which it is the same, and the command that plays it again. */
export function describeFinding(
  { number, vote }: Finding,
  shrunk: Shrunk | undefined,
  command: string,
): string {
  return [
    `module ${number}: ${describeVote(vote)}`,
    ...(shrunk
      ? [
          `  shrunk: ${describeVote(shrunk.vote)}`,
          "",
          asFile(shrunk.case.rig.source).replaceAll(/^(?=.)/gm, "    "),
        ]
      : []),
    `  again: ${command}`,
  ].join("\n");
}

/** The opinions of the voters in one line each. */
export function describeVote({ majority, dissents }: Vote): string {
  const lines = dissents.map(({ voter, difference, refusal }) => {
    if (refusal !== undefined) return `    ${voter} refuses it: ${firstLines(refusal)}`;
    const { step, output, values } = difference!;
    if (values[0] === values[1])
      return `    all: ${output} is ${values[0]} at step ${step}, and should be known`;
    return `    ${voter}: ${output} is ${values[1]} at step ${step}, not ${values[0]}`;
  });
  return [`${majority.join(", ") || "nobody"} against`, ...lines].join("\n");
}

/** As much of an error as one reads. */
function firstLines(text: string): string {
  const lines = text.trim().split("\n");
  return [...lines.slice(0, 5), ...(lines.length > 5 ? ["…"] : [])].join("\n      ");
}
