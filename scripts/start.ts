import { main } from "./cli.ts";
import { hardware } from "./hardware.ts";

/** Runs the command line of this process. */
export async function start(): Promise<void> {
  await finish(main(process.argv.slice(2), process, hardware));
}

/** Ends the process with the exit code of a command, once its output is written. */
export async function finish(command: Promise<number>): Promise<void> {
  // A reader that has gone is reported where the write is awaited.
  process.stdout.on("error", () => {});
  process.exitCode = await command;
}
