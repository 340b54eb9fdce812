import { cat, constant, flip, In, memories, module, sram } from "../../sim/hdl/index.ts";
import { retentionPort } from "./engine-config.ts";

/**
 * Keeps the TME key through resets, as power that stays on in standby does. Empty at power-up. `isolate` is 1 while the
 * registers have no power or are in reset: what they say then is not listened to.
 */
export const RetentionStore = module(
  "RetentionStore",
  { ...flip(retentionPort), isolate: In(1) },
  ({ save, saved, restored, isolate }) => {
    // A memory, since reset does not reach one.
    const { keys } = memories({ keys: sram({ data: 512, addr: 1, depth: 1, init: [0], secret: true }) });
    const word = constant(0, 1);
    keys.write({ addr: word, data: cat(saved.tweakKey, saved.dataKey), enable: save.and(isolate.not()) });
    const kept = keys.peek(word);
    restored.dataKey.drive(kept.at("255:0"));
    restored.tweakKey.drive(kept.at("511:256"));
  },
);
