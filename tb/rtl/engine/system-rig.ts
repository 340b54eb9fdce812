import { axiPortAt } from "../../../host/axi/port.ts";
import { ProtocolChecker } from "../../../host/axi/protocol-checker.ts";
import { checkDram } from "../../../host/dram/checker.ts";
import { MemoryDevice } from "../../../host/dram/device.ts";
import { type BootPlan, boot } from "../../../host/platform/bios.ts";
import { ConfigInterface } from "../../../host/platform/config-ports.ts";
import { entropySource } from "../../../host/platform/entropy.ts";
import { KeyService } from "../../../host/platform/key-service.ts";
import { platformOf } from "../../../rtl/config/platform.ts";
import { clockPs, DDR4_3200 } from "../../../rtl/dram/timing.ts";
import { ENGINE_DEFAULTS } from "../../../rtl/engine/engine-options.ts";
import {
  CONFIG_CLOCK,
  MEMORY_CLOCK,
  MemorySystem,
  type MemorySystemOptions,
} from "../../../rtl/engine/memory-system.ts";
import { type Bench, simulate, type Task } from "../../../sim/bench/index.ts";
import { elaborate } from "../../../sim/hdl/index.ts";

const KEY_ID_BITS = 2;
const PHYSICAL_BITS = 46;

/** The memory system with three keyIDs and a narrow bus, unless told otherwise; elaborated once for many runs. */
export function systemDesign(given: Partial<MemorySystemOptions> = {}) {
  const options: MemorySystemOptions = {
    ...ENGINE_DEFAULTS,
    reads: 8,
    writes: 8,
    slots: 3,
    dataBits: 128,
    idBits: 4,
    device: DDR4_3200,
    platform: {},
    ...given,
  };
  const algorithm = options.keyBits === 128 ? "aes-xts-128" : "aes-xts-256";
  const platform = platformOf({
    physicalBits: PHYSICAL_BITS,
    maxKeyIdBits: KEY_ID_BITS,
    maxKeys: 3,
    algorithms: [algorithm],
  });
  const { netlist, io } = elaborate(MemorySystem({ ...options, platform }));
  return { options, algorithm, platform, netlist, io } as const;
}
export type SystemDesign = ReturnType<typeof systemDesign>;

/** The address on the bus of physical memory under a keyID. */
export const underKeyId = (keyId: number, physical: number): number =>
  keyId * 2 ** (PHYSICAL_BITS - KEY_ID_BITS) + physical;

/** The memory system with its device and every rule that there is, and nobody at the bus. */
export function system({ options, netlist, io }: SystemDesign, seed: number) {
  const { device: kind, reads, writes } = options;
  const sim = simulate({ netlist, io }, { seed })
    .clock({ period: 1250 })
    .clock({ period: Math.round(clockPs(kind)), domain: MEMORY_CLOCK })
    .clock({ period: 4100, domain: CONFIG_CLOCK });
  const { dut } = sim;
  const { bus, msr, pconfig, otherLock, entropy } = dut;
  const device = new MemoryDevice(sim, dut.dram, { device: kind, domain: MEMORY_CLOCK });
  checkDram(sim, dut.dram, kind, MEMORY_CLOCK);
  new ProtocolChecker(sim, bus, { name: "the bus", maxReads: reads, maxWrites: writes });
  const memoryBus = axiPortAt(sim, "MemorySystem.memory.bus");
  new ProtocolChecker(sim, memoryBus, { name: "the memory's bus", domain: MEMORY_CLOCK });
  const idle = [bus.ar, bus.aw, bus.w, msr.access, pconfig.command, entropy.answer].map(({ valid }) => valid);
  const ready = [bus.r, bus.b, msr.result, pconfig.result].map((stream) => stream.ready);
  for (const port of [...idle, ...ready, otherLock.request]) sim.drive(port, 0);
  sim.background((b) => entropySource(b, entropy, seed, () => {}), { domain: CONFIG_CLOCK });
  return { sim, dut, device };
}

type System = ReturnType<typeof system>;

/** Boots, and then gives keyIDs keys, takes them away and switches encryption off for them, without end. */
export function* software(
  b: Bench<System["dut"]>,
  { algorithm, platform }: SystemDesign,
  booted: () => void,
  plan: Pick<BootPlan, "bypass" | "exclude"> = {},
): Task {
  const { random } = b;
  const config = new ConfigInterface(b, b.dut);
  yield* boot(config, platform, { ...plan, mode: "mktme", algorithm, keyIdBits: KEY_ID_BITS });
  booted();
  const service = new KeyService(config, algorithm);
  const key = () => random.bytes(algorithm === "aes-xts-128" ? 16 : 32);
  for (let turn = 0; ; turn++) {
    const keyId = 1 + (turn % 3);
    const what = turn < 3 ? 0 : random.below(6);
    if (what === 5) yield* service.clearKey(keyId);
    else if (what === 4) yield* service.noEncrypt(keyId);
    else if (what === 3) yield* service.setRandomKey(keyId, key(), key());
    else yield* service.setKey(keyId, key(), key());
    yield* b.tick(20);
  }
}
