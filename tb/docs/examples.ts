/** A program in a page of the documentation: its blocks `ts run` and `ts more`, and what it prints. */
export interface Example {
  /** Line of its first block in the page. */
  readonly line: number;
  readonly code: string;
  /** The blocks `text output` that follow it; undefined where there is none. */
  readonly output: string | undefined;
}

interface Block {
  readonly info: string;
  readonly line: number;
  readonly text: string;
}

/**
 * The programs of a page. A fence `ts run` begins one, `ts more` goes on with it, `text output` says what it prints;
 * other blocks are not looked at. `more` and `output` without a program before them are an error.
 */
export function examplesOf(markdown: string): Example[] {
  const examples: { line: number; code: string; output: string | undefined }[] = [];
  for (const { info, line, text } of blocksOf(markdown)) {
    const last = examples.at(-1);
    if (info === "ts run") examples.push({ line, code: text, output: undefined });
    if (info !== "ts more" && info !== "text output") continue;
    if (!last) throw new Error(`line ${line}: a block "${info}" with no "ts run" before it`);
    if (info === "ts more") last.code += text;
    else last.output = (last.output ?? "") + text;
  }
  return examples;
}

function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { info: string; line: number; lines: string[] } | undefined;
  for (const [i, text] of markdown.split("\n").entries()) {
    const fence = /^```(.*)$/.exec(text);
    if (!fence) open?.lines.push(`${text}\n`);
    else if (!open) open = { info: fence[1].trim(), line: i + 1, lines: [] };
    else {
      blocks.push({ info: open.info, line: open.line, text: open.lines.join("") });
      open = undefined;
    }
  }
  if (open) throw new Error(`line ${open.line}: the block is not closed`);
  return blocks;
}
