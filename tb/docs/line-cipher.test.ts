import { readFileSync } from "node:fs";
import { expect } from "chai";
import { ROUND_KEYS } from "../../rtl/aes/parameters.ts";
import { ENGINE_DEFAULTS } from "../../rtl/engine/engine-options.ts";
import { keyRows } from "../../rtl/engine/key-query.ts";
import { DataPipeline } from "../../rtl/xts/data-pipeline.ts";
import { withDefaults } from "../../rtl/xts/geometry.ts";
import { TweakPipeline } from "../../rtl/xts/tweak-pipeline.ts";
import { elaborate } from "../../sim/hdl/index.ts";
import type { Netlist } from "../../sim/netlist/netlist.ts";
import { stats } from "../../sim/netlist/stats.ts";

const page = readFileSync(new URL("../../docs/line-cipher.md", import.meta.url), "utf8");

type Options = Parameters<typeof DataPipeline>[0];

const PIPELINES = {
  tweaks: (options: Options) => elaborate(TweakPipeline(options)).netlist,
  data: (options: Options) => elaborate(DataPipeline(options)).netlist,
};

/** Memory bits, register bits and S-boxes. */
function costs(netlist: Netlist): number[] {
  const { memoryBits, registerBits } = stats(netlist);
  const lookups = netlist.nodes.filter(({ op }) => op === "lookup");
  return [memoryBits, registerBits, lookups.reduce((sum, { lanes }) => sum + lanes, 0)];
}

describe("the page on the line cipher", () => {
  it("shows what stored round keys and those made on the fly cost in each pipeline, either direction", () => {
    for (const direction of ["encrypt", "decrypt"] as const) {
      const rows = Object.entries(PIPELINES).flatMap(([name, netlistOf]) =>
        ([128, 256] as const).flatMap((keyBits) =>
          ROUND_KEYS.map((roundKeys) => {
            const slots = keyRows(ENGINE_DEFAULTS.slots);
            const design = withDefaults({ direction, keyBits, roundKeys, slots, tagBits: 6 });
            const figures = costs(netlistOf(design)).map((figure) => figure.toLocaleString("en-US"));
            return `| ${[name, `AES-${keyBits}`, roundKeys, ...figures].join(" | ")} |`;
          }),
        ),
      );
      expect(page).to.contain(`S-boxes |\n|---|---|---|---|---|---|\n${rows.join("\n")}\n\n`);
    }
  });
});
