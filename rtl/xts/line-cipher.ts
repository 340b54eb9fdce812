import { connect, flip, instances, module, stream, u } from "../../sim/hdl/index.ts";
import { KeySchedule } from "../aes/key-schedule.ts";
import { ROUNDS, slotBits } from "../aes/parameters.ts";
import { Fifo } from "../bus/fifo.ts";
import { fork, join } from "../bus/handshake.ts";
import { DataPath } from "./data-path.ts";
import { LINE_BITS, type LineCipherOptions, withDefaults } from "./geometry.ts";
import { TweakPipeline } from "./tweak-pipeline.ts";

/** The keys of a slot: that of the data and that of the tweak (Key1 and Key2 of IEEE 1619, 5.1). */
export const programStream = ({ keyBits, slots }: Required<LineCipherOptions>) =>
  stream({
    slot: u(slotBits(slots)),
    dataKey: u(keyBits as number).secret(),
    tweakKey: u(keyBits as number).secret(),
  });

/**
 * AES-XTS (IEEE 1619) on whole lines of 64 bytes:
 *
 *     up --+--> tweaks ----------+--> data --> down
 *          +--> lines (waiting) -+
 *     program --> dataKeys, tweakKeys --> the round keys of a slot in data and tweaks
 *
 * One line each 4 / lanes cycles. With one round a stage the tweak takes Nr + 1 cycles and the data Nr + 2. A slot may
 * be programmed while lines of other slots are in flight, not while its own are.
 */
export const LineCipher = (options: LineCipherOptions) => {
  const design = withDefaults(options);
  const { keyBits, slots, tagBits, roundsPerStage } = design;
  return module(
    "LineCipher",
    {
      up: flip(stream({ line: LINE_BITS, tweak: 128, slot: u(slotBits(slots)), tag: u(tagBits) })),
      down: stream({ line: LINE_BITS, tag: u(tagBits) }),
      program: flip(programStream(design)),
    },
    ({ up, down, program }) => {
      const tweakCycles = Math.ceil(ROUNDS[keyBits] / roundsPerStage) + 1;
      const { dataKeys, tweakKeys, tweaks, lines, data } = instances({
        dataKeys: KeySchedule(design),
        tweakKeys: KeySchedule(design),
        tweaks: TweakPipeline(design),
        lines: Fifo({ width: LINE_BITS, depth: powerOfTwo(tweakCycles + 1) }),
        data: DataPath(design),
      });
      const { slot, dataKey, tweakKey } = program.payload;
      fork(program, dataKeys.up, tweakKeys.up);
      connect(dataKeys.up.payload, { slot, key: dataKey });
      connect(tweakKeys.up.payload, { slot, key: tweakKey });
      connect(dataKeys.load, data.load);
      connect(tweakKeys.load, tweaks.load);

      const { line, ...request } = up.payload;
      fork(up, tweaks.up, lines.up);
      connect(tweaks.up.payload, request);
      connect(lines.up.payload, line);

      join(data.up, tweaks.down, lines.down);
      connect(data.up.payload, { ...tweaks.down.payload, line: lines.down.payload });
      connect(data.down, down);
    },
  );
};

const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(least));
