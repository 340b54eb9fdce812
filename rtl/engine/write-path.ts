import {
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
import { keyRows } from "./key-query.ts";
import { Lookup } from "./lookup.ts";
import { pathPorts } from "./path-ports.ts";

/**
 * Writes of whole lines:
 *
 *     up --+--> lookup --+--> tweaks --------+--> encrypted? --yes--> data (encrypt) --+--> store --> memory
 *          |             +--> order (slots) -+         |  no --------------------------+
 *          +--> lines (waiting) -------------+
 *
 * Lines keep their order up to where they meet their masks; one that is not encrypted has no tweak and waits for none of
 * its own. The memory's answers go down as they come.
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
      const { lookup, tweaks, order, lines, data } = instances({
        lookup: Lookup({ ...options, slotBits }),
        tweaks: TweakPipeline(cipher),
        order: Fifo({ width: slotBits + 2, depth: waiting }),
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
      const { addresses } = memories({
        addresses: sram({ data: ADDRESS_BITS, addr: slotBits, depth: writes }),
      });
      when(fires(lookup.down), () => addresses.write({ addr: slot, data: physical }));

      // A line takes its place and its tweak is begun in the same cycle; what needs no mask begins none.
      const masked = encrypt.and(refused.not());
      const tweakReady = masked.not().or(tweaks.up.ready);
      order.up.valid.drive(lookup.down.valid.and(tweakReady));
      tweaks.up.valid.drive(lookup.down.valid.and(masked).and(order.up.ready));
      lookup.down.ready.drive(order.up.ready.and(tweakReady));
      connect(order.up.payload, cat(refused, masked, slot));
      connect(tweaks.up.payload, { tweak: lineTweak(physical), slot: row, tag: slot });

      // A line and its mask meet, and part again by what the lookup said.
      const { meet, tag, tweakThere } = wires({ meet: 1, tag: slotBits, tweakThere: 1 });
      const encrypts = order.down.payload.bit(slotBits);
      const isRefused = order.down.payload.bit(slotBits + 1);
      tag.drive(order.down.payload.slice(slotBits - 1, 0));
      tweakThere.drive(encrypts.not().or(tweaks.down.valid));
      meet.drive(order.down.valid.and(lines.down.valid).and(tweakThere));
      const { passed, refused: refusalTaken } = wires({ passed: 1, refused: 1 });
      const goes = meet.and(mux(isRefused, refusalTaken, mux(encrypts, data.up.ready, passed)));
      order.down.ready.drive(goes);
      lines.down.ready.drive(goes);
      tweaks.down.ready.drive(goes.and(encrypts));
      data.up.valid.drive(meet.and(encrypts));
      const { mask, slot: keyRow } = tweaks.down.payload;
      connect(data.up.payload, { line: lines.down.payload, mask, slot: keyRow, tag });

      const enciphered = {
        ...data.down,
        payload: { slot: data.down.payload.tag, line: data.down.payload.line },
      };
      const untouched = {
        valid: meet.and(encrypts.or(isRefused).not()),
        ready: passed,
        payload: { slot: tag, line: lines.down.payload },
      };
      pipeline(merge("out", enciphered, untouched))
        .stage("store", ({ slot, line }) => ({ address: addresses.peek(slot), slot, line }))
        .into(memory.request);

      // What was refused is answered here and never reaches the memory.
      const refusal = {
        valid: meet.and(isRefused),
        ready: refusalTaken,
        payload: { slot: tag, error: constant(1, 1) },
      };
      pipeline(merge("answer", memory.response, refusal))
        .stage("respond", (answer) => answer)
        .into(down);
    },
  );
};
