import type { Colour, Dumped, Group, SaveFile } from "../sim/waves/save-file.ts";
import { TRANSACTION_LANE } from "./transaction-lanes.ts";

/** Cycles that the window shows at first: a line's way through the cipher, with its name readable in each stage. */
const WINDOW_CYCLES = 28;
const LEAD_CYCLES = 2;

/**
 * What GTKWave shows first of a run: for each direction the line that waits, and under it which line is in which stage
 * of the cipher, so that each line is a diagonal. The tweak's stages and the values at the ports are folded. `busy` is
 * a time at which lines move.
 */
export const runLayout =
  (busy: number, periodPs: number) =>
  ({ netlist, variables, first }: Dumped): SaveFile => {
    const top = netlist.scopes[0].name;
    const below = (path: string) =>
      variables.filter((variable) => variable.path.startsWith(`${top}.${path}.`));
    const lanes = (path: string) => below(path).filter(({ name }) => name === TRANSACTION_LANE);
    const stages = (path: string) =>
      lanes(path).map((lane) => ({ path: lane.path, alias: lane.path.split(".").at(-2) ?? lane.path }));

    const direction = (title: string, port: string, cipher: string, colour: Colour): Group => ({
      title,
      open: true,
      colour,
      traces: [
        ...lanes(`${port}.up`).map((lane) => ({ path: lane.path, alias: "waiting line" })),
        ...stages(`${cipher}.data`),
      ],
      groups: [
        { title: "stages of the tweak", colour, traces: stages(`${cipher}.tweaks`) },
        {
          title: "ports",
          colour,
          traces: below(port)
            .filter(({ kind }) => kind !== "text")
            .map(({ path }) => ({
              path,
              alias: path.slice(top.length + port.length + 2).replaceAll(".", "/"),
            })),
        },
      ],
    });

    const from = Math.max(first, busy - LEAD_CYCLES * periodPs);
    return {
      groups: [
        { title: "clock", open: true, traces: [{ path: `${top}.clk` }] },
        direction("writes, encrypted", "write", "encrypt", "yellow"),
        direction("reads, decrypted", "read", "decrypt", "normal"),
        {
          title: "program and reset",
          traces: [...below("program"), ...resets(variables)].map(({ path }) => ({ path })),
        },
      ],
      window: { from, to: from + WINDOW_CYCLES * periodPs },
    };
  };

const resets = (variables: Dumped["variables"]) => variables.filter(({ kind }) => kind === "reset");
