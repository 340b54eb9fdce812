import {
  asVec,
  type Bits,
  constant,
  flip,
  module,
  mux,
  regs,
  repeat,
  type Vec,
  vec,
  vecConst,
} from "../../sim/hdl/index.ts";
import { allowed } from "./allowed.ts";
import type { CommandName } from "./command.ts";
import { CONSTRAINTS, type Constraint, type Level, latencyOf } from "./constraints.ts";
import { issued } from "./issued.ts";
import { bankCount, type DramDevice } from "./timing.ts";

/** The constraints that one counter an instance of the level stands for: the same commands wait for it. */
interface Counter {
  readonly name: string;
  readonly level: Level;
  readonly following: readonly CommandName[];
  readonly window: number;
  /** nCK from each preceding command. */
  readonly latencies: Map<CommandName, number>;
}

/** With one rank, what holds in the channel holds in the rank. */
const levelOf = ({ level }: Constraint): Level => (level === "channel" ? "rank" : level);

/** The counters that the constraint table asks for. One clock passes between two commands anyway. */
function countersOf({ figures }: DramDevice): readonly Counter[] {
  const counters = new Map<string, Counter>();
  for (const constraint of CONSTRAINTS) {
    const { following, preceding, window = 1 } = constraint;
    const latency = latencyOf(constraint, figures);
    if (latency <= 1) continue;
    const level = levelOf(constraint);
    const name = [level, ...following, ...(window > 1 ? [`window${window}`] : [])].join("_");
    const counter = counters.get(name) ?? { name, level, following, window, latencies: new Map() };
    counters.set(name, counter);
    for (const command of preceding) {
      counter.latencies.set(command, Math.max(latency, counter.latencies.get(command) ?? 0));
    }
  }
  return [...counters.values()];
}

/**
 * The timing constraints in hardware: for each row of the table, how many clocks remain until its following commands
 * are allowed, a lane a bank, bank group or rank. `allowed` says which banks a command may go to in this cycle.
 */
export const TimingCounters = (device: DramDevice) => {
  const { bankGroups, banksPerGroup } = device.organisation;
  const banks = bankCount(device.organisation);
  const counters = countersOf(device);
  return module(
    "TimingCounters",
    {
      issued: issued(device.organisation),
      allowed: flip(allowed(device.organisation)),
    },
    ({ issued, allowed }) => {
      /** Where the issued command goes, a bit an instance of the level. */
      const where: Readonly<Record<Level, Bits>> = {
        channel: constant(1, 1),
        rank: constant(1, 1),
        bankGroup: asVec(issued.banks, bankGroups, banksPerGroup).map((group) => group.orR()).bits,
        bank: issued.banks,
      };
      /** A bit an instance of the level, as a bit a bank. */
      const perBank: Readonly<Record<Level, (bits: Bits) => Bits>> = {
        channel: (bits) => repeat(bits, banks),
        rank: (bits) => repeat(bits, banks),
        bankGroup: (bits) => asVec(bits, bankGroups, 1).map((bit) => repeat(bit, banksPerGroup)).bits,
        bank: (bits) => bits,
      };
      const ready = counters.map(({ name, level, window, latencies, following }) => {
        const loads = [...latencies].map(([command, nCK]) => ({ when: issued.command.is(command), nCK }));
        const bits = window > 1 ? windowed(name, window, loads[0]) : single(name, where[level], loads);
        return { level, following, bits };
      });
      const allows = (command: CommandName) => ready.filter(({ following }) => following.includes(command));
      for (const command of ["ACT", "PRE", "RD", "WR"] as const) {
        const masks = allows(command).map(({ level, bits }) => perBank[level](bits));
        allowed[command].drive(masks.reduce((one, two) => one.and(two)));
      }
      for (const command of ["PREA", "REF"] as const) {
        const masks = allows(command).map(({ bits }) => bits);
        allowed[command].drive(masks.reduce((one, two) => one.and(two)).as(1));
      }
    },
  );
};

interface Load {
  readonly when: Bits<1>;
  readonly nCK: number;
}

/** A counter an instance; gives the bits of those that have run out. */
function single(name: string, here: Bits, loads: readonly Load[]): Bits {
  const lanes = here.width;
  const width = bitsFor(Math.max(...loads.map(({ nCK }) => nCK)));
  const counter = counters(name, lanes, width);
  const load = loads.reduce<Bits>((rest, { when, nCK }) => mux(when, nCK - 1, rest), constant(0, width));
  counter.next = down(counter).zip(asVec(here, lanes, 1), (left, hit) => {
    const wanted = mux(hit, load, 0);
    return mux(left.lt(wanted), wanted, left);
  });
  return counter.map((left) => left.eq(0)).bits;
}

/** A counter for each of the last `window` commands, the newest in lane 0. The oldest has run out when one is issued. */
function windowed(name: string, window: number, { when, nCK }: Load): Bits {
  const width = bitsFor(nCK);
  const counter = counters(name, window, width);
  const left = down(counter);
  const newest = vecConst([nCK - 1, ...new Array<number>(window - 1).fill(0)], width);
  counter.next = mux(when, left.rotate(-1).or(newest), left);
  return counter.lane(window - 1).eq(0);
}

const counters = (name: string, lanes: number, width: number) =>
  regs({ [name]: vec(lanes, width).init(0) })[name];

const down = (counter: Vec): Vec => counter.map((left) => mux(left.eq(0), left, left.sub(1)));

/** Bits of a counter from nCK - 1 down. */
const bitsFor = (nCK: number): number => Math.ceil(Math.log2(nCK));
