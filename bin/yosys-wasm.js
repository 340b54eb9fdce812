/** Yosys as WebAssembly, on the files of the working directory: a process of its own, which can be ended. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { runYosys } from "@yowasp/yosys";

const files = Object.fromEntries(readdirSync(".").map((name) => [name, readFileSync(name)]));
const stream = (target) => (bytes) => void (bytes && target.write(bytes));
try {
  const written = await runYosys(process.argv.slice(2), files, {
    stdout: stream(process.stdout),
    stderr: stream(process.stderr),
    decodeASCII: false,
  });
  for (const [name, bytes] of Object.entries(written)) {
    if (bytes instanceof Uint8Array) writeFileSync(name, bytes); // the rest are folders of its own
  }
} catch (error) {
  if (typeof error.code !== "number") throw error;
  process.exitCode = error.code;
}
