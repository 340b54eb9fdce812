import { main } from "../../scripts/cli.ts";
import { finish } from "../../scripts/start.ts";
import { standInHardware } from "./stand-in.ts";

// The command line as a process of its own, with the stand-in; it tells its parent when the clock first runs.
let running = false;
const hardware = standInHardware({
  onAdvance: () => {
    if (!running) process.send?.("running");
    running = true;
  },
  onDispose: () => process.stderr.write("closed\n"),
});
await finish(main(process.argv.slice(2), process, hardware));
