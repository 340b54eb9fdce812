import { connect, flip, instances, module, stream, u } from "../../sim/hdl/index.ts";
import { slotBits } from "../aes/parameters.ts";
import { loadPort } from "../aes/round-keys.ts";
import { LineCollector, LineSplitter } from "./beats.ts";
import { DataPipeline } from "./data-pipeline.ts";
import { LINE_BITS, LINE_BLOCKS, type LineCipherOptions } from "./geometry.ts";

/**
 * Lines through the data pipeline: whole with four lanes, in beats with fewer. `mask` is T, the encrypted tweak. One
 * line each 4 / lanes cycles.
 */
export const DataPath = (design: Required<LineCipherOptions>) => {
  const { lanes, slots, tagBits } = design;
  return module(
    "DataPath",
    {
      up: flip(stream({ line: LINE_BITS, mask: u(128).secret(), slot: u(slotBits(slots)), tag: u(tagBits) })),
      down: stream({ line: LINE_BITS, tag: u(tagBits) }),
      load: loadPort(slots),
    },
    ({ up, down, load }) => {
      const { pipe } = instances({ pipe: DataPipeline(design) });
      connect(pipe.load, load);
      if (lanes === LINE_BLOCKS) {
        const { line, ...rest } = up.payload;
        connect(pipe.up, { ...up, payload: { ...rest, beat: line } });
        const { beat, tag } = pipe.down.payload;
        connect({ ...pipe.down, payload: { line: beat.as(LINE_BITS), tag } }, down);
        return;
      }
      const { splitter, collector } = instances({
        splitter: LineSplitter(design),
        collector: LineCollector(design),
      });
      connect(splitter.up, up);
      connect(pipe.up, splitter.down);
      connect(collector.up, pipe.down);
      connect(collector.down, down);
    },
  );
};
