import { main } from "./cli.ts";
import { hardware } from "./hardware.ts";

/** Runs the command line of this process. */
export async function start(): Promise<void> {
  // A reader that has gone is reported where the write is awaited.
  process.stdout.on("error", () => {});
  process.exitCode = await main(process.argv.slice(2), process, hardware);
}
