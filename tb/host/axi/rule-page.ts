import type { AxiRule } from "../../../host/axi/rule-entry.ts";
import { AXI_RULES, READY_TO_VALID_RULE } from "../../../host/axi/rule-table.ts";

const CHANNELS: Readonly<Record<AxiRule["channel"], string>> = {
  aw: "Write address (AW)",
  w: "Write data (W)",
  b: "Write response (B)",
  ar: "Read address (AR)",
  r: "Read data (R)",
  port: "The whole port",
};

/** The rules as tables of Markdown, one a channel. */
export function rulePage(): string {
  const rules = [...AXI_RULES, READY_TO_VALID_RULE];
  const tables = Object.entries(CHANNELS).map(([channel, title]) => {
    const rows = rules
      .filter((rule) => rule.channel === channel)
      .map(
        ({ name, section, side, severity, text }) =>
          `| ${name} | ${section ?? "-"} | ${side} | ${severity} | ${text} |`,
      );
    return [
      `## ${title}`,
      "",
      "| rule | section | at fault | | what holds |",
      "|---|---|---|---|---|",
      ...rows,
    ].join("\n");
  });
  return tables.join("\n\n");
}
