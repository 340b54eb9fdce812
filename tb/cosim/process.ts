import { execFile } from "node:child_process";

/** The end of what a tool printed, as much of it as an error shows. */
const SHOWN = 4000;

export interface ProcessOptions {
  /** The folder in which it runs. */
  readonly folder: string;
  /** After which it is ended. */
  readonly seconds: number;
}

/** What a tool prints, errors and warnings included. @throws Error with that, if it fails or takes too long. */
export function run(tool: string, args: readonly string[], options: ProcessOptions): Promise<string> {
  const { folder, seconds } = options;
  return new Promise((resolve, reject) => {
    execFile(
      tool,
      args,
      { cwd: folder, timeout: 1000 * seconds, killSignal: "SIGKILL", maxBuffer: 2 ** 28 },
      (error, stdout, stderr) => {
        const output = stderr + stdout;
        if (!error) return resolve(output);
        const how = error.killed
          ? `did not end within ${seconds} s`
          : `failed with ${error.code ?? error.signal}`;
        reject(new Error(`${tool} ${how}:\n${output.slice(-SHOWN)}`));
      },
    );
  });
}
