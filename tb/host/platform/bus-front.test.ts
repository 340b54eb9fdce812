import { expect } from "chai";
import { beats } from "../../../host/axi/burst.ts";
import type { Transaction } from "../../../host/axi/monitor.ts";
import { BusFront } from "../../../host/platform/bus-front.ts";
import type { LineLife, Op } from "../../../host/platform/line-life.ts";
import { PORTS, rig, type Width } from "../../rtl/bus/rig.ts";
import { KINDS, traffic } from "../axi/traffic.ts";

const PERIOD = 1000;
const LINE = 64;

/** Where the parts of the memory system are in the front end on its own. */
const alone = (path: string) => path.replace(/^front\./, "").replace(/^engine\./, "");

/** Random bursts of every kind, with random IDs; the lives of their lines, and the bursts as a monitor saw them. */
function play(width: Width) {
  const { sim, manager, lines, seen } = rig(PORTS[width], { seed: 3, latency: 30, takes: 0.7 });
  const lives: Record<Op, LineLife[]> = { read: [], write: [] };
  const fronts = (["read", "write"] as const).map(
    (op) =>
      new BusFront(
        op,
        (path) => sim.session.pins.find(alone(path)),
        (life) => lives[op].push(life),
      ),
  );
  sim.atEdge((isInReset) => {
    if (!isInReset) for (const front of fronts) front.edge(sim.time);
  });
  const options = { bursts: 150, busBytes: width / 8, ids: 4, kinds: KINDS, refused: ["fixed"] } as const;
  sim.bench((b) => traffic(b, manager, lines.memory, options));
  sim.run();
  return { lives, seen };
}

/** Lines that a burst touches, each as often as it comes back to it; of a refused one, one. */
function linesOf({ addr, len, size, burst }: Transaction): number {
  if (burst === "FIXED") return 1;
  const all = beats({ addr, len, size, burst }).map(({ first }) => Math.floor(first / LINE));
  return all.filter((line, index) => line !== all[index - 1]).length;
}

describe("the bus's side of lines' lives", () => {
  for (const width of [128, 512] as const) {
    it(`has a life for each line of a burst, from its address to its last beat or its answer, ${width} bits`, () => {
      const { lives, seen } = play(width);
      for (const op of ["read", "write"] as const) {
        const bursts = seen.filter(({ kind }) => kind === op).sort((a, b) => a.begun - b.begun);
        const starts = [...new Set(lives[op].map(({ start }) => start))].sort((a, b) => a - b);
        expect(starts).to.have.length(bursts.length);
        for (const [index, burst] of bursts.entries()) {
          const ofBurst = lives[op].filter(({ start }) => start === starts[index]);
          const times = ofBurst.map(({ total }) => total);
          const whole = PERIOD * (burst.ended - burst.begun);
          expect(times).to.have.length(linesOf(burst));
          expect(times.at(-1)).to.equal(whole);
          if (op === "write") expect(new Set(times)).to.deep.equal(new Set([whole]));
        }
      }
    });
  }
});
