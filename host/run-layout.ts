import type { Dumped, Group, SaveFile } from "../sim/waves/save-file.ts";

/** Cycles that the window shows at first. */
const WINDOW_CYCLES = 40;
const PERIOD_PS = 1_000;

/**
 * What GTKWave shows first of a run: the two directions of the engine, and under them the stages of each cipher with
 * the line that is in them, so that a request is a diagonal.
 */
export function runLayout({ netlist, variables, first }: Dumped): SaveFile {
  const top = netlist.scopes[0].name;
  const stream = (title: string, path: string, colour: "green" | "orange"): Group => ({
    title,
    open: true,
    colour,
    traces: [
      { path: `${top}.${path}.valid` },
      { path: `${top}.${path}.ready` },
      ...variables
        .filter((variable) => variable.path.startsWith(`${top}.${path}.payload.`))
        .map((variable) => ({ path: variable.path })),
    ],
  });
  const stages = (title: string, path: string, colour: "green" | "orange"): Group => ({
    title,
    open: true,
    colour,
    traces: variables
      .filter((variable) => variable.kind === "text" && variable.path.startsWith(`${top}.${path}.`))
      .map((lane) => ({ path: lane.path, alias: lane.path.split(".").at(-2) ?? lane.path })),
  });
  const groups: Group[] = [
    { title: "clock", open: true, traces: [{ path: `${top}.clk` }, { path: `${top}.rst` }] },
    stream("write: plaintext in", "write.up", "green"),
    stages("encrypt: tweak", "encrypt.tweaks", "green"),
    stages("encrypt: data", "encrypt.data", "green"),
    stream("write: ciphertext out", "write.down", "green"),
    stream("read: ciphertext in", "read.up", "orange"),
    stages("decrypt: tweak", "decrypt.tweaks", "orange"),
    stages("decrypt: data", "decrypt.data", "orange"),
    stream("read: plaintext out", "read.down", "orange"),
  ];
  return { groups, window: { from: first, to: first + WINDOW_CYCLES * PERIOD_PS } };
}
