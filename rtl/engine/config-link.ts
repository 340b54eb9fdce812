import {
  type ClockDomain,
  clocked,
  connect,
  fires,
  flip,
  instances,
  module,
  Out,
  regs,
  u,
  when,
} from "../../sim/hdl/index.ts";
import { Crossing } from "../bus/crossing.ts";
import { Algorithm } from "../config/algorithms.ts";
import { engineConfig, KeyMode, keyDoneStream, keyUpdateStream } from "../config/engine-config.ts";
import { ADDRESS_BITS } from "../xts/tweak.ts";

export interface ConfigLinkOptions {
  /** The slow clock of the registers. */
  readonly config: ClockDomain;
  /** The clock of the engine. */
  readonly fabric: ClockDomain;
}

/** The levels that the engine reads. */
const levels = {
  enabled: 1,
  bypass: 1,
  keyIdBits: 4,
  excludeEnable: 1,
  excludeMask: ADDRESS_BITS,
  excludeBase: ADDRESS_BITS,
} as const;

const keyUpdate = {
  keyId: 15,
  mode: KeyMode,
  algorithm: Algorithm,
  dataKey: u(256).secret(),
  tweakKey: u(256).secret(),
} as const;

/**
 * From the configuration's clock to the engine's and back, by request and acknowledge. The levels are sent over and over;
 * a change takes about six cycles of the slower clock, and the engine sees each set of them whole.
 */
export const ConfigLink = ({ config, fabric }: ConfigLinkOptions) =>
  module(
    "ConfigLink",
    {
      up: { levels: flip(engineConfig), keyUpdate: flip(keyUpdateStream), keyDone: flip(keyDoneStream) },
      down: {
        levels: {
          enabled: Out(1),
          bypass: Out(1),
          keyIdBits: Out(4),
          excludeEnable: Out(1),
          excludeMask: Out(ADDRESS_BITS),
          excludeBase: Out(ADDRESS_BITS),
        },
        keyUpdate: keyUpdateStream,
        keyDone: keyDoneStream,
      },
    },
    ({ up, down }) => {
      const { level, update, done } = instances({
        level: Crossing({ payload: levels, from: config, to: fabric }),
        update: Crossing({ payload: keyUpdate, from: config, to: fabric }),
        done: Crossing({ payload: 1, from: fabric, to: config }),
      });
      connect(update.up, up.keyUpdate);
      connect(update.down, down.keyUpdate);
      connect(done.up, down.keyDone);
      connect(done.down, up.keyDone);

      const { enabled, bypass, keyIdBits, excludeEnable, excludeMask, excludeBase } = up.levels;
      level.up.valid.drive(1);
      connect(level.up.payload, { enabled, bypass, keyIdBits, excludeEnable, excludeMask, excludeBase });
      level.down.ready.drive(1);
      const held = clocked(fabric, () =>
        regs({
          enabled: u(1).init(0),
          bypass: u(1).init(0),
          keyIdBits: u(4).init(0),
          excludeEnable: u(1).init(0),
          excludeMask: u(ADDRESS_BITS).init(0),
          excludeBase: u(ADDRESS_BITS).init(0),
        }),
      );
      when(fires(level.down), () => {
        const arrived = level.down.payload;
        held.enabled.next = arrived.enabled;
        held.bypass.next = arrived.bypass;
        held.keyIdBits.next = arrived.keyIdBits;
        held.excludeEnable.next = arrived.excludeEnable;
        held.excludeMask.next = arrived.excludeMask;
        held.excludeBase.next = arrived.excludeBase;
      });
      connect(down.levels, held);
    },
  );
