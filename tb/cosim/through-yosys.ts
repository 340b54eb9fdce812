import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SystemVerilog } from "../../sim/export/system-verilog.ts";
import type { YosysJson } from "../../sim/export/yosys-json.ts";
import { run } from "./process.ts";
import { inFolder } from "./work-folder.ts";

/** Designs that Yosys read from their JSON and checked, as the Verilog that it writes of them. */
export function throughYosys(designs: readonly YosysJson[]): Promise<SystemVerilog[]> {
  const files = designs.map(({ file }) => file);
  const scripts = designs.map(({ top, file }) =>
    [
      "design -reset",
      `read_json ${file.name}`,
      `hierarchy -check -top ${top}`,
      "check -assert",
      "clean",
      `write_verilog -noattr ${top}.sv`,
    ].join("; "),
  );
  return inFolder(files, async (folder) => {
    await run("yosys", ["-q", "-p", scripts.join("; ")], { folder, seconds: 120 });
    return Promise.all(
      designs.map(async ({ top, ports, renamed, pathOf }) => {
        const name = `${top}.sv`;
        const text = await readFile(join(folder, name), "utf8");
        return {
          top,
          files: [{ name, text }],
          filelist: { name: `${top}.f`, text: name },
          ports,
          renamed,
          pathOf,
        };
      }),
    );
  });
}
