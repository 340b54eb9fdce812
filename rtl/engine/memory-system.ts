import {
  assert,
  clockDomain,
  clocked,
  connect,
  currentDomain,
  flip,
  instances,
  module,
  stream,
} from "../../sim/hdl/index.ts";
import { axi } from "../bus/axi.ts";
import { AxiCrossing } from "../bus/axi-crossing.ts";
import { LineRequests } from "../bus/line-requests.ts";
import { ConfigBlock } from "../config/config-block.ts";
import { entropyPort, lockPort } from "../config/engine-config.ts";
import { msrPort } from "../config/msr-access.ts";
import { pconfigCommand, pconfigResult } from "../config/pconfig-checks.ts";
import type { Platform } from "../config/platform.ts";
import { RetentionStore } from "../config/retention-store.ts";
import { DramAxi } from "../dram/axi-port.ts";
import { dramPins } from "../dram/controller.ts";
import type { DramDevice } from "../dram/timing.ts";
import { ADDRESS_BITS } from "../xts/tweak.ts";
import { ConfigLink } from "./config-link.ts";
import { EngineCore } from "./engine-core.ts";
import { type EngineOptions, readTagBits, writeTagBits } from "./engine-options.ts";
import { MemoryManager, memoryAxi } from "./memory-manager.ts";

export interface MemorySystemOptions extends EngineOptions {
  /** Bits of a beat on the bus. */
  readonly dataBits: 128 | 256 | 512;
  /** Bits of a bus transaction's ID, 1 to 8. */
  readonly idBits: number;
  readonly device: DramDevice;
  readonly platform: Partial<Platform>;
}

/** Names of the clocks beside `clk`, which is the fabric's: the memory's and the configuration's. */
export const MEMORY_CLOCK = "mem";
export const CONFIG_CLOCK = "cfg";

/**
 * Memory encryption between the fabric and the memory (Intel 336907):
 *
 *                  fabric clock                          |  memory clock
 *     bus --> front --> engine --> manager --> crossing -|-> memory --> dram
 *                         ^
 *     msr, pconfig --> config --> link        (configuration clock)
 *                        |
 *                     retention: keeps the TME key through resets
 */
export const MemorySystem = (options: MemorySystemOptions) => {
  const { dataBits, idBits, device, platform } = options;
  const memoryBus = memoryAxi(options);
  return module(
    "MemorySystem",
    {
      bus: flip(axi({ addressBits: ADDRESS_BITS, dataBits, idBits })),
      msr: msrPort,
      pconfig: { command: flip(stream(pconfigCommand)), result: stream(pconfigResult) },
      otherLock: flip(lockPort),
      entropy: entropyPort,
      dram: dramPins(device.organisation),
    },
    ({ bus, msr, pconfig, otherLock, entropy, dram }) => {
      const fabric = currentDomain();
      const memoryClock = clockDomain(MEMORY_CLOCK);
      const configClock = clockDomain(CONFIG_CLOCK);

      const { front, engine, manager, crossing, link } = instances({
        front: LineRequests({
          ...options,
          addressBits: ADDRESS_BITS,
          readSlotBits: readTagBits(options),
          writeSlotBits: writeTagBits(options),
        }),
        engine: EngineCore(options),
        manager: MemoryManager(options),
        crossing: AxiCrossing({ port: memoryBus, from: fabric, to: memoryClock }),
        link: ConfigLink({ config: configClock, fabric }),
      });
      const { memory } = clocked(memoryClock, () =>
        instances({ memory: DramAxi({ device, idBits: memoryBus.idBits }) }),
      );
      const { config, retention } = clocked(configClock, () =>
        instances({ config: ConfigBlock(platform), retention: RetentionStore }),
      );

      connect(front.bus, bus);
      connect(front.read, engine.read);
      connect(front.write, engine.write);
      // A write may wait for its old line behind the answers to reads: were these to wait for a write, both would for ever.
      const takesAll = front.read.response.ready.and(front.write.response.ready);
      assert(takesAll, "the front holds up an answer of the engine");
      connect(engine.memory, { read: manager.read, write: manager.write });
      connect(manager.bus, crossing.up);
      connect(crossing.down, memory.bus);
      connect(memory.pins, dram);

      connect(config.msr, msr);
      connect(config.pconfig, pconfig);
      connect(config.otherLock, otherLock);
      connect(config.entropy, entropy);
      connect(config.retention, retention);
      connect(link.up, { levels: config.engine, keyUpdate: config.keyUpdate, keyDone: config.keyDone });
      connect(engine.config, link.down.levels);
      connect(engine.keys, { update: link.down.keyUpdate, done: link.down.keyDone });
    },
  );
};
