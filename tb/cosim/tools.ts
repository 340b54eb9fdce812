import { existsSync } from "node:fs";
import { join } from "node:path";

/** The tools that tests run, with the Debian package of each. */
const PACKAGES = { iverilog: "iverilog", vvp: "iverilog", verilator: "verilator", yosys: "yosys" } as const;

/** Milliseconds for a test that builds something with a tool: a compiler may share the machine with others. */
const TOOL_TIMEOUT = 300_000;

export type Tool = keyof typeof PACKAGES;

/** What tools the machine lacks and how to mend it, `verilator: install verilator`; undefined if it has them all. */
export function lackOf(tools: readonly Tool[]): string | undefined {
  const folders = (process.env.PATH ?? "").split(":");
  const missing = [...new Set(tools)].filter(
    (tool) => !folders.some((folder) => existsSync(join(folder, tool))),
  );
  if (missing.length === 0) return undefined;
  const packages = new Set(missing.map((tool) => PACKAGES[tool]));
  return `${missing.join(", ")}: install ${[...packages].join(", ")}`;
}

/**
 * Tests that run tools. Where one is missing they are skipped, with the reason in the title; but in continuous
 * integration, which must have them, they fail.
 */
export function describeWith(tools: readonly Tool[], title: string, tests: () => void): void {
  const lack = lackOf(tools);
  if (lack === undefined) {
    describe(title, function () {
      this.timeout(TOOL_TIMEOUT);
      tests();
    });
    return;
  }
  const reason = `without ${lack}`;
  if (process.env.CI) {
    describe(title, () => {
      it(`cannot run ${reason}`, () => {
        throw new Error(`the tests cannot run ${reason}`);
      });
    });
    return;
  }
  describe.skip(`${title} (skipped ${reason})`, tests);
}
