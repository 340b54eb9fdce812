import {
  type ClockDomain,
  clocked,
  connect,
  fires,
  flip,
  instances,
  module,
  pack,
  packedWidth,
  regs,
  u,
  unpack,
  when,
} from "../../sim/hdl/index.ts";
import { Crossing } from "../bus/crossing.ts";
import { engineConfig, keyDoneStream, keyUpdate, keyUpdateStream } from "../config/engine-config.ts";
import { ADDRESS_BITS } from "../xts/tweak.ts";
import { engineLevels } from "./lookup.ts";

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
        levels: flip(engineLevels),
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
      const { held } = clocked(fabric, () => regs({ held: u(packedWidth(levels)).init(0) }));
      when(fires(level.down), () => {
        held.next = pack(level.down.payload);
      });
      connect(down.levels, unpack(levels, held));
    },
  );
