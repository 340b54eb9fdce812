import { PconfigUnit } from "../../../rtl/config/pconfig-unit.ts";
import type { Platform } from "../../../rtl/config/platform.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { type Design, elaborate } from "../../../sim/hdl/index.ts";
import type { PconfigActivation, PconfigCommand } from "../../reference/pconfig.ts";
import { type Surroundings, surround, surroundings } from "./surroundings.ts";

type PconfigDesign = Design<ReturnType<typeof PconfigUnit>["shape"]>;

/** SET_KEY_DIRECT of AES-XTS-128 for keyID 1, with nothing wrong. */
export const COMMAND: PconfigCommand = {
  leaf: 0,
  cpl: 0,
  seam: false,
  addressLow: 0,
  readable: true,
  keyId: 1,
  control: 0x0000_0100,
  reserved: 0n,
  keyField1: 0x0f0e_0d0c_0b0a_0908_0706_0504_0302_0100n,
  keyField2: 0x1f1e_1d1c_1b1a_1918_1716_1514_1312_1110n,
};

/** Six keyID bits, both algorithms. */
export const ACTIVATION: PconfigActivation = {
  active: true,
  keyIdBits: 6,
  tdxKeyIdBits: 0,
  algorithms: 0b101,
};

export interface PconfigRun {
  readonly result: {
    readonly fault: string | undefined;
    readonly code: string | undefined;
    readonly zf: bigint;
  };
  /** Cycles from the first offer to the result. */
  readonly cycles: number;
}

export interface PconfigSetting {
  readonly platform?: Partial<Platform>;
  readonly activation?: Partial<PconfigActivation>;
  readonly world?: Partial<Surroundings>;
  /** Another agent holds the lock of the key table. */
  readonly isLocked?: boolean;
}

const designs = new Map<string, PconfigDesign>();

/** The unit of a platform, elaborated once. */
export function pconfigDesign(platform: Partial<Platform> = {}): PconfigDesign {
  const key = JSON.stringify(platform);
  const known = designs.get(key) ?? elaborate(PconfigUnit(platform));
  designs.set(key, known);
  return known;
}

/** Executes commands one after the other: their results, and the entries that the engine was given. */
export function execute(
  commands: readonly Partial<PconfigCommand>[],
  { platform, activation, world: given, isLocked = false }: PconfigSetting = {},
) {
  const world = surroundings(given);
  const runs: PconfigRun[] = [];
  using sim = simulate(pconfigDesign(platform));
  surround(sim, sim.dut, world);
  sim.bench(function* processor(b) {
    const { command, result, lock, activation: port } = b.dut;
    const { active, keyIdBits, tdxKeyIdBits, algorithms } = { ...ACTIVATION, ...activation };
    b.drive(command.valid, 0);
    b.drive(result.ready, 1);
    b.drive(port.active, active);
    b.drive(port.keyIdBits, keyIdBits);
    b.drive(port.tdxKeyIdBits, tdxKeyIdBits);
    b.drive(port.algorithms, algorithms);
    b.drive(lock.granted, !isLocked);
    for (const each of commands) {
      yield* b.tick();
      const wanted = { ...COMMAND, ...each };
      for (const [name, value] of Object.entries(wanted))
        b.drive(command.payload[name as keyof PconfigCommand], value);
      b.drive(command.valid, 1);
      const from = b.cycle;
      const { payload } = yield* b.until(result, ({ valid }) => valid === 1n, 100);
      b.drive(command.valid, 0);
      const fault = b.nameOf(result.payload.fault, payload.fault);
      const code = b.nameOf(result.payload.code, payload.code);
      runs.push({ result: { fault, code, zf: payload.zf }, cycles: b.cycle - from });
    }
    yield* b.tick();
  });
  sim.run({ cycles: 20_000 });
  return { runs, world };
}
