import { getSystemErrorMap } from "node:util";

/** What the user gave is wrong: one line that names the option or file, the place, the value and what is accepted. */
export class UserError extends Error {
  override readonly name: string = "UserError";
  /** What the process exits with. */
  readonly exitCode: number = 2;
}

/** The machine lacks something that the run needs: one line that names it and how to mend it. */
export class EnvironmentError extends UserError {
  override readonly name = "EnvironmentError";
  override readonly exitCode = 3;
}

/** Makes untrusted text fit to be shown: one line, at most `limit` characters, nothing that a terminal obeys. */
export function printable(text: string, limit = 60): string {
  const shown = text.length > limit ? `${text.slice(0, limit)}...` : text;
  return shown.replace(/[^\x20-\x7e]|\\/g, (character) =>
    character === "\\" ? "\\\\" : `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}

/** What the operating system said in words, such as "no such file or directory"; undefined for other errors. */
export function systemReason(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !("errno" in cause) || typeof cause.errno !== "number") return undefined;
  return getSystemErrorMap().get(cause.errno)?.[1];
}
