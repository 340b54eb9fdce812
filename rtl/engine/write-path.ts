import {
  type Bits,
  cat,
  connect,
  constant,
  fires,
  flip,
  instances,
  memories,
  module,
  mux,
  pipeline,
  sram,
  when,
  wires,
} from "../../sim/hdl/index.ts";
import { ROUNDS } from "../aes/parameters.ts";
import { Fifo } from "../bus/fifo.ts";
import { fork } from "../bus/handshake.ts";
import { memoryWrite, writeResponse } from "../bus/lines.ts";
import { merge } from "../bus/merge.ts";
import { DataPath } from "../xts/data-path.ts";
import { LINE_BITS } from "../xts/geometry.ts";
import { ADDRESS_BITS, lineTweak } from "../xts/tweak.ts";
import { TweakPipeline } from "../xts/tweak-pipeline.ts";
import { type EngineOptions, writeTagBits } from "./engine-options.ts";
import { keyRows, rowBits } from "./key-query.ts";
import { Lookup } from "./lookup.ts";
import { pathPorts } from "./path-ports.ts";

/**
 * Writes of whole lines:
 *
 *     up --+--> lookup --> tweaks --+--> encrypted? --yes--> data (encrypt) --+--> store --> memory
 *          +--> lines (waiting) ----+         |  no --------------------------+
 *
 * A line that is not encrypted goes the same way up to its tweak, so that lines keep their order to there. The memory's
 * answers go down as they come.
 */
export const WritePath = (options: EngineOptions) => {
  const { keyBits, roundsPerStage, slots, writes } = options;
  const slotBits = writeTagBits(options);
  const rows = keyRows(slots);
  const cipher = { ...options, direction: "encrypt", slots: rows, tagBits: slotBits } as const;
  // Lookup and tweak hold a line each stage.
  const waiting = 2 ** Math.ceil(Math.log2(Math.ceil(ROUNDS[keyBits] / roundsPerStage) + 4));
  return module(
    "WritePath",
    {
      up: flip(memoryWrite(slotBits)),
      down: writeResponse(slotBits),
      memory: { request: memoryWrite(slotBits), response: flip(writeResponse(slotBits)) },
      ...pathPorts(slots),
    },
    ({ up, down, memory, config, query, load }) => {
      const { lookup, tweaks, lines, data } = instances({
        lookup: Lookup({ ...options, slotBits }),
        tweaks: TweakPipeline(cipher),
        lines: Fifo({ width: LINE_BITS, depth: waiting }),
        data: DataPath(cipher),
      });
      connect(data.load, load.data);
      connect(tweaks.load, load.tweak);
      connect(lookup.config, config);
      connect(lookup.query, query);

      fork(up, lookup.up, lines.up);
      connect(lookup.up.payload, { address: up.payload.address, slot: up.payload.slot });
      connect(lines.up.payload, up.payload.line);

      const { physical, slot, encrypt, row, refused } = lookup.down.payload;
      const { contexts } = memories({
        contexts: sram({ data: 2 + rowBits(slots) + ADDRESS_BITS, addr: slotBits, depth: writes }),
      });
      when(fires(lookup.down), () =>
        contexts.write({ addr: slot, data: cat(refused, encrypt, row, physical) }),
      );
      tweaks.up.valid.drive(lookup.down.valid);
      lookup.down.ready.drive(tweaks.up.ready);
      connect(tweaks.up.payload, { tweak: lineTweak(physical), slot: row, tag: slot });

      // A line and its mask meet, and part again by what the lookup said.
      const { tag, mask } = tweaks.down.payload;
      const context = contexts.peek(tag);
      const isRefused = context.bit(context.width - 1);
      const encrypts = context.bit(context.width - 2).and(isRefused.not());
      const { passed, refused: refusalTaken } = wires({ passed: 1, refused: 1 });
      const both = tweaks.down.valid.and(lines.down.valid);
      const goes = mux(isRefused, refusalTaken, mux(encrypts, data.up.ready, passed));
      tweaks.down.ready.drive(goes.and(lines.down.valid));
      lines.down.ready.drive(goes.and(tweaks.down.valid));
      data.up.valid.drive(both.and(encrypts));
      connect(data.up.payload, { line: lines.down.payload, mask, slot: tweaks.down.payload.slot, tag });

      const addressOf = (slot: Bits) =>
        contexts
          .peek(slot)
          .slice(ADDRESS_BITS - 1, 0)
          .as(ADDRESS_BITS);
      const enciphered = {
        ...data.down,
        payload: { slot: data.down.payload.tag, line: data.down.payload.line },
      };
      const untouched = {
        valid: both.and(encrypts.or(isRefused).not()),
        ready: passed,
        payload: { slot: tag, line: lines.down.payload },
      };
      pipeline(merge("out", enciphered, untouched))
        .stage("store", ({ slot, line }) => ({ address: addressOf(slot), slot, line }))
        .into(memory.request);

      // What was refused is answered here and never reaches the memory.
      const refusal = {
        valid: both.and(isRefused),
        ready: refusalTaken,
        payload: { slot: tag, error: constant(1, 1) },
      };
      pipeline(merge("answer", memory.response, refusal))
        .stage("respond", (answer) => answer)
        .into(down);
    },
  );
};
