import { join } from "node:path";
import { expect } from "chai";
import { type GtkWaveView, missingTools, traceNames } from "../../sim/waves/gtkwave.ts";

const missing = missingTools();
const without = `without ${missing.join(", ")}: install the Debian packages gtkwave, xvfb and xauth`;

/** The title of tests that look at waves in GTKWave. */
export const IN_GTKWAVE = missing.length > 0 ? `in GTKWave (skipped ${without})` : "in GTKWave";

/** Skips the tests around where there is no GTKWave, except in continuous integration, which must have it. */
export function needGtkWave(context: Mocha.Context): void {
  if (missing.length === 0) return;
  if (process.env.CI) throw new Error(`the tests with GTKWave cannot run ${without}`);
  context.skip();
}

/** Expects every trace of a save file, of open groups and of folded ones, in the view, and no complaint. */
export function expectAllTraces(view: GtkWaveView, folder: string, save: string): void {
  const named = traceNames(join(folder, save));
  const held = new Set(view.names.map(withoutRange));
  expect(named).not.to.deep.equal([]);
  expect(named.filter((name) => !held.has(withoutRange(name)))).to.deep.equal([]);
  expect(view.shown).to.deep.equal(named);
  const messages = view.output.replaceAll(/^(NAME|SHOWN|VALUE) .*\n/gm, ""); // a signal may be called error
  expect(messages).not.to.match(/backtracking|unknown|dropp|warn|error|malformed|not found/i);
}

const withoutRange = (name: string): string => name.replace(/\[\d+:\d+\]$/, "");
