import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** Does some work in a folder of its own that holds these files, and removes it afterwards. */
export async function inFolder<R>(
  files: readonly SourceFile[],
  work: (folder: string) => Promise<R>,
): Promise<R> {
  const folder = mkdtempSync(join(tmpdir(), "cosim-"));
  try {
    for (const { name, text } of files) writeFileSync(join(folder, name), text);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
