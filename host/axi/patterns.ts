import type { AxiChannel } from "../../rtl/bus/axi.ts";
import { always, type Pattern } from "../../sim/bench/index.ts";

/** In which cycles each channel goes on: its source with something new, or its sink with ready. `always` unless given. */
export type ChannelPatterns = Readonly<Partial<Record<AxiChannel, Pattern>>>;

/** The pattern of a source, which offers nothing at the first edge after reset (IHI 0022H, A3.1.2). */
export const afterReset =
  (pattern: Pattern = always): Pattern =>
  (random) => {
    const goes = pattern(random);
    let isFirst = true;
    return () => {
      if (!isFirst) return goes();
      isFirst = false;
      return false;
    };
  };
