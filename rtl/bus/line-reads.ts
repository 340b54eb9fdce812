import {
  connect,
  fires,
  flip,
  instances,
  memories,
  module,
  mux,
  pack,
  packedWidth,
  sram,
  stream,
  unpack,
  when,
} from "../../sim/hdl/index.ts";
import { slotBits } from "../aes/parameters.ts";
import { LINE_BITS } from "../xts/geometry.ts";
import { axiPayload } from "./axi.ts";
import { BurstLines, lineBeats } from "./burst-lines.ts";
import { credits } from "./credits.ts";
import { LineBeats } from "./line-beats.ts";
import { type LinePortOptions, readSlotBits } from "./line-port.ts";
import { readRequest, readResponse } from "./lines.ts";
import { OrderedSlots } from "./ordered-slots.ts";

/**
 * AXI4 read bursts as reads of lines:
 *
 *     ar --> bursts --+--> request          a line a cycle, with a slot
 *                     +--> order, contexts
 *     response --> lines, errors            by slot
 *     order, contexts, lines, errors --> beats --> r
 *
 * Lines of one ID are given in the order of their requests, lines of different IDs as they come, so that bursts of
 * different IDs may interleave at line boundaries (IHI 0022H, A5.3). A refused burst takes a slot and reads nothing.
 */
export const LineReads = (options: LinePortOptions) => {
  const { idBits, reads } = options;
  const indexBits = slotBits(reads);
  const context = lineBeats(options);
  return module(
    "LineReads",
    {
      ar: flip(stream(axiPayload("ar", options))),
      r: stream(axiPayload("r", options)),
      request: readRequest(readSlotBits(options)),
      response: flip(readResponse(readSlotBits(options))),
    },
    ({ ar, r, request, response }) => {
      const { bursts, order, beats } = instances({
        bursts: BurstLines(options),
        order: OrderedSlots({ slots: reads, idBits }),
        beats: LineBeats(options),
      });
      const { contexts, lines, errors } = memories({
        contexts: sram({ data: packedWidth(context), addr: indexBits, depth: reads }),
        lines: sram({ data: LINE_BITS, addr: indexBits, depth: reads }),
        errors: sram({ data: 1, addr: indexBits, depth: reads }),
      });

      const mayBegin = credits("outstanding", reads, fires(ar), fires(r).and(r.payload.last));
      ar.ready.drive(bursts.up.ready.and(mayBegin));
      bursts.up.valid.drive(ar.valid.and(mayBegin));
      connect(bursts.up.payload, ar.payload);

      const { address, ...line } = bursts.down.payload;
      const isDone = line.refused.or(request.ready);
      bursts.down.ready.drive(order.claim.ready.and(isDone));
      order.claim.valid.drive(bursts.down.valid.and(isDone));
      connect(order.claim.payload, { id: line.id, answered: line.refused });
      request.valid.drive(bursts.down.valid.and(order.claim.ready).and(line.refused.not()));
      connect(request.payload, { address, slot: order.claimed.zext(readSlotBits(options)) });
      contexts.write({ addr: order.claimed, data: pack(line), enable: fires(order.claim) });

      const slot = response.payload.slot.slice(indexBits - 1, 0);
      response.ready.drive(1);
      connect(order.answer, { enable: fires(response), slot });
      when(fires(response), () => {
        lines.write({ addr: slot, data: response.payload.line });
        errors.write({ addr: slot, data: response.payload.error });
      });

      const next = order.next.payload.slot;
      const { refused, ...rest } = unpack(context, contexts.peek(next));
      order.next.ready.drive(beats.up.ready);
      beats.up.valid.drive(order.next.valid);
      const failed = mux(refused, 1, errors.peek(next));
      connect(beats.up.payload, { ...rest, failed, line: lines.peek(next).as(LINE_BITS) });
      connect(beats.down, r);
    },
  );
};
