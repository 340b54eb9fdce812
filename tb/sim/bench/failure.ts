import { readFileSync } from "node:fs";

/**
 * The message of what the body throws, with every place in it replaced by the source that stands there: so a test
 * shows which line is blamed and does not change when lines move.
 */
export function failure(body: () => unknown): string {
  return blamed(thrown(body).message);
}

/** What the body throws. */
export function thrown(body: () => unknown): Error {
  try {
    body();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}

const blamed = (message: string): string =>
  message.replace(/(\S+\.ts):(\d+)/g, (_, file: string, line: string) => {
    const source = readFileSync(file, "utf8").split("\n")[Number(line) - 1];
    return `[${source.trim()}]`;
  });
