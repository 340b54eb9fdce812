import type {
  entropyPort,
  keyDoneStream,
  keyUpdateStream,
  retentionPort,
} from "../../../rtl/config/engine-config.ts";
import { type Simulation, StreamDriver, type StreamEnd, StreamSink } from "../../../sim/bench/index.ts";
import type { Bits, Outside } from "../../../sim/hdl/index.ts";

export interface KeyPair {
  readonly dataKey: bigint;
  readonly tweakKey: bigint;
}

export interface Entry extends KeyPair {
  readonly keyId: bigint;
  readonly mode: bigint;
  readonly algorithm: bigint;
}

/** What stands around the configuration: it may be changed while the simulation runs. */
export interface Surroundings {
  /** What the next request for entropy gets; undefined: there is none. */
  entropy: KeyPair | undefined;
  /** Whether the engine takes the next entry. */
  takes: boolean;
  /** What is kept through standby. */
  saved: KeyPair;
  /** What the engine was given. */
  readonly entries: Entry[];
  /** How often entropy was asked for. */
  requests: number;
}

export const NO_KEY: KeyPair = { dataKey: 0n, tweakKey: 0n };
/** Two keys whose halves are told apart at sight. */
export const KEY: KeyPair = {
  dataKey: 0xd1d1_0000_0000_0000_0000_0000_0000_d1d1_d0d0_0000_0000_0000_0000_0000_0000_d0d0n,
  tweakKey: 0xe1e1_0000_0000_0000_0000_0000_0000_e1e1_e0e0_0000_0000_0000_0000_0000_0000_e0e0n,
};
/** The lower halves of KEY: what is left of it for AES-128. */
export const KEY_128: KeyPair = {
  dataKey: 0xd0d0_0000_0000_0000_0000_0000_0000_d0d0n,
  tweakKey: 0xe0e0_0000_0000_0000_0000_0000_0000_e0e0n,
};

export const surroundings = (given: Partial<Surroundings> = {}): Surroundings => ({
  entropy: KEY,
  takes: true,
  saved: NO_KEY,
  entries: [],
  requests: 0,
  ...given,
});

interface Ports {
  readonly keyUpdate: Outside<typeof keyUpdateStream>;
  readonly keyDone: Outside<typeof keyDoneStream>;
  readonly entropy: Outside<typeof entropyPort>;
}

/** Entropy after two cycles, a key table that takes entries at once. */
export function surround(sim: Simulation<unknown>, ports: Ports, world: Surroundings): void {
  const done = new StreamDriver(sim, ports.keyDone as unknown as StreamEnd<Bits>);
  new StreamSink(sim, ports.keyUpdate, {
    each: ({ payload }) => {
      world.entries.push(payload);
      done.send(world.takes);
    },
  });
  sim.background(function* entropy(b) {
    const { request, answer } = ports.entropy;
    b.drive(answer.valid, 0);
    for (;;) {
      yield* b.until(request, Infinity);
      world.requests++;
      const { entropy } = world;
      b.drive(answer.valid, 1);
      b.drive(answer.ok, entropy !== undefined);
      b.drive(answer.dataKey, entropy?.dataKey ?? "x");
      b.drive(answer.tweakKey, entropy?.tweakKey ?? "x");
      yield* b.tick();
      b.drive(answer.valid, 0);
      b.drive(answer.dataKey, "x");
      b.drive(answer.tweakKey, "x");
      yield* b.tick();
    }
  });
}

/** Keeps what is saved, through resets too. */
export function retain(
  sim: Simulation<unknown>,
  { save, saved, restored }: Outside<typeof retentionPort>,
  world: Surroundings,
): void {
  sim.background(function* retention(b) {
    for (;;) {
      b.drive(restored.dataKey, world.saved.dataKey);
      b.drive(restored.tweakKey, world.saved.tweakKey);
      const now = yield* b.sample({ save, saved });
      if (now.save === 1n) world.saved = { ...now.saved };
    }
  });
}
