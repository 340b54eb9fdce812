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
  regs,
  sram,
  u,
  when,
  wires,
} from "../../sim/hdl/index.ts";
import { readRequest, readResponse } from "../bus/lines.ts";
import { merge } from "../bus/merge.ts";
import { DataPath } from "../xts/data-path.ts";
import { LINE_BITS } from "../xts/geometry.ts";
import { lineTweak } from "../xts/tweak.ts";
import { TweakPipeline } from "../xts/tweak-pipeline.ts";
import { type EngineOptions, readTagBits, readTags } from "./engine-options.ts";
import { keyRows, rowBits } from "./key-query.ts";
import { Lookup } from "./lookup.ts";
import { pathPorts } from "./path-ports.ts";

/**
 * Reads (the memory's side above, the bus's below):
 *
 *                    +--> memory ..................> encrypted? --yes--> data (decrypt) --+
 *     up --> lookup -+                                    |  no                           +--> merge --> down
 *                    +--> tweaks --> masks, by slot ------+-------------------------------+
 *                    +--> refused --------------------------------------------------------+
 *
 * The tweak is encrypted while the memory works, and its mask waits in the row of the transaction's slot. Answers may
 * overtake each other. A read that is refused is answered without the memory. Lines of zeros go with errors.
 */
export const ReadPath = (options: EngineOptions) => {
  const { slots } = options;
  const tags = readTags(options);
  const slotBits = readTagBits(options);
  const rows = keyRows(slots);
  const cipher = { ...options, direction: "decrypt", slots: rows, tagBits: slotBits } as const;
  return module(
    "ReadPath",
    {
      up: flip(readRequest(slotBits)),
      down: readResponse(slotBits),
      memory: { request: readRequest(slotBits), response: flip(readResponse(slotBits)) },
      ...pathPorts(slots),
    },
    ({ up, down, memory, config, query, load }) => {
      const { lookup, tweaks, data } = instances({
        lookup: Lookup({ ...options, slotBits }),
        tweaks: TweakPipeline(cipher),
        data: DataPath(cipher),
      });
      connect(data.load, load.data);
      connect(tweaks.load, load.tweak);
      connect(lookup.config, config);
      connect(lookup.query, query);

      connect(lookup.up, up);

      // A line is asked for and its tweak begun in the same cycle; what is refused asks for neither.
      const { physical, slot, encrypt, row, refused } = lookup.down.payload;
      const { refusalTaken, passed, tweakThere } = wires({ refusalTaken: 1, passed: 1, tweakThere: 1 });
      const asks = lookup.down.valid.and(refused.not());
      const tweakReady = encrypt.not().or(tweaks.up.ready);
      memory.request.valid.drive(asks.and(tweakReady));
      tweaks.up.valid.drive(asks.and(encrypt).and(memory.request.ready));
      lookup.down.ready.drive(mux(refused, refusalTaken, memory.request.ready.and(tweakReady)));
      connect(memory.request.payload, { address: physical, slot });
      connect(tweaks.up.payload, { tweak: lineTweak(physical), slot: row, tag: slot });

      const { contexts, masks } = memories({
        contexts: sram({ data: 1 + rowBits(slots), addr: slotBits, depth: tags }),
        masks: sram({ data: 128, addr: slotBits, depth: tags, secret: true }),
      });
      const { known } = regs({ known: u(tags).init(0) });
      const bitOf = (tag: typeof slot) => constant(1, tags).shl(tag);
      const begins = mux(fires(lookup.down), bitOf(slot), 0);
      const arrives = mux(tweaks.down.valid, bitOf(tweaks.down.payload.tag), 0);
      known.next = known.and(begins.not()).or(arrives);
      when(fires(lookup.down), () => contexts.write({ addr: slot, data: cat(encrypt, row) }));
      tweaks.down.ready.drive(1);
      masks.write({
        addr: tweaks.down.payload.tag,
        data: tweaks.down.payload.mask,
        enable: tweaks.down.valid,
      });

      // The memory's answer meets its mask, or goes past the cipher. Without need of its mask it waits all the same: the
      // mask would else come when the slot belongs to another line.
      const answer = memory.response.payload;
      const context = contexts.peek(answer.slot);
      const isEncrypted = context.bit(rowBits(slots));
      const deciphers = isEncrypted.and(answer.error.not());
      tweakThere.drive(isEncrypted.not().or(known.bit(answer.slot)));
      const arrived = memory.response.valid.and(tweakThere);
      data.up.valid.drive(arrived.and(deciphers));
      data.up.payload.line.drive(answer.line);
      data.up.payload.mask.drive(masks.peek(answer.slot));
      data.up.payload.slot.drive(context.slice(rowBits(slots) - 1, 0));
      data.up.payload.tag.drive(answer.slot);
      memory.response.ready.drive(tweakThere.and(mux(deciphers, data.up.ready, passed)));

      const deciphered = {
        ...data.down,
        payload: { slot: data.down.payload.tag, line: data.down.payload.line, error: constant(0, 1) },
      };
      // With an error comes no data: what the memory put beside it may be the ciphertext.
      const line = mux(answer.error, 0, answer.line);
      const untouched = {
        valid: arrived.and(deciphers.not()),
        ready: passed,
        payload: { slot: answer.slot, line, error: answer.error },
      };
      const refusal = {
        valid: lookup.down.valid.and(refused),
        ready: refusalTaken,
        payload: { slot, line: constant(0, LINE_BITS), error: constant(1, 1) },
      };
      pipeline(merge("given", merge("out", deciphered, untouched), refusal))
        .stage("respond", (line) => line)
        .into(down);
    },
  );
};
