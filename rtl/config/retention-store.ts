import { cat, constant, flip, memories, module, sram } from "../../sim/hdl/index.ts";
import { retentionPort } from "./engine-config.ts";

/**
 * Keeps the TME key through resets, as power that stays on in standby does. Empty at power-up, and isolated for the
 * first cycle, in which reset has not reached the registers yet.
 */
export const RetentionStore = module("RetentionStore", flip(retentionPort), ({ save, saved, restored }) => {
  // Memories, since reset does not reach them.
  const { keys, awake } = memories({
    keys: sram({ data: 512, addr: 1, depth: 1, init: [0], secret: true }),
    awake: sram({ data: 1, addr: 1, depth: 1, init: [0] }),
  });
  const word = constant(0, 1);
  awake.write({ addr: word, data: 1 });
  keys.write({
    addr: word,
    data: cat(saved.tweakKey, saved.dataKey),
    enable: save.and(awake.peek(word)),
  });
  const kept = keys.peek(word);
  restored.dataKey.drive(kept.at("255:0"));
  restored.tweakKey.drive(kept.at("511:256"));
});
