import {
  connect,
  constant,
  fires,
  flip,
  instances,
  memories,
  module,
  mux,
  pack,
  packedWidth,
  pipeline,
  regs,
  sram,
  stream,
  u,
  unpack,
  when,
  wires,
} from "../../sim/hdl/index.ts";
import { slotBits } from "../aes/parameters.ts";
import { LINE_BITS } from "../xts/geometry.ts";
import { axiPayload, response as axiResponse } from "./axi.ts";
import { BeatLines } from "./beat-lines.ts";
import { credits } from "./credits.ts";
import { type LinePortOptions, writeSlotBits } from "./line-port.ts";
import { writeRequest, writeResponse } from "./lines.ts";
import { OrderedSlots } from "./ordered-slots.ts";
import { Queue } from "./queue.ts";

/** Lines of data that may come before their address. */
const EARLY_LINES = 4;

/**
 * AXI4 write bursts as writes of lines:
 *
 *     aw --> addresses --+--> gather --+--> stage --> request        a line a cycle, with a slot
 *     w  --> data -------+             +--> order, contexts
 *     response --> errors                                            by slot
 *     order, contexts, errors --> answer --> b
 *
 * A burst is answered when all its lines are, after those of its ID before it; with SLVERR if one of them failed. A line
 * without a strobe is answered at once and not written.
 */
export const LineWrites = (options: LinePortOptions) => {
  const { idBits, writes, dataBits } = options;
  const indexBits = slotBits(writes);
  const context = { id: u(idBits), last: 1, skipped: 1, refused: 1 } as const;
  return module(
    "LineWrites",
    {
      aw: flip(stream(axiPayload("aw", options))),
      w: flip(stream(axiPayload("w", options))),
      b: stream(axiPayload("b", options)),
      request: writeRequest(writeSlotBits(options)),
      response: flip(writeResponse(writeSlotBits(options))),
    },
    ({ aw, w, b, request, response }) => {
      const { addresses, data, gather, order } = instances({
        addresses: Queue({ payload: axiPayload("aw", options), depth: 2 ** indexBits }),
        data: Queue({ payload: axiPayload("w", options), depth: (EARLY_LINES * LINE_BITS) / dataBits }),
        gather: BeatLines(options),
        order: OrderedSlots({ slots: writes, idBits }),
      });
      const { contexts, errors } = memories({
        contexts: sram({ data: packedWidth(context), addr: indexBits, depth: writes }),
        errors: sram({ data: 1, addr: indexBits, depth: writes }),
      });

      const mayBegin = credits("outstanding", writes, fires(aw), fires(b));
      aw.ready.drive(addresses.up.ready.and(mayBegin));
      addresses.up.valid.drive(aw.valid.and(mayBegin));
      connect(addresses.up.payload, aw.payload);
      connect(data.up, w);
      connect(gather.aw, addresses.down);
      connect(gather.w, data.down);

      const { id, last, refused, ...line } = gather.down.payload;
      const skipped = line.strobe.eq(0);
      const { canIssue } = wires({ canIssue: 1 });
      const isDone = skipped.or(canIssue);
      gather.down.ready.drive(order.claim.ready.and(isDone));
      order.claim.valid.drive(gather.down.valid.and(isDone));
      connect(order.claim.payload, { id, answered: skipped });
      contexts.write({
        addr: order.claimed,
        data: pack({ id, last, skipped, refused }),
        enable: fires(order.claim),
      });
      pipeline({
        valid: gather.down.valid.and(order.claim.ready).and(skipped.not()),
        ready: canIssue,
        payload: { ...line, slot: order.claimed.zext(writeSlotBits(options)) },
      })
        .stage("issue", (values) => values)
        .into(request);

      const slot = response.payload.slot.slice(indexBits - 1, 0);
      response.ready.drive(1);
      connect(order.answer, { enable: fires(response), slot });
      errors.write({ addr: slot, data: response.payload.error, enable: fires(response) });

      const { answering, answerId, answerFailed, failedIds } = regs({
        answering: u(1).init(0),
        answerId: u(idBits),
        answerFailed: u(1),
        /** IDs whose burst has a failed line among those answered so far. */
        failedIds: u(2 ** idBits).init(0),
      });
      const next = order.next.payload.slot;
      const answer = unpack(context, contexts.peek(next));
      const isFree = answering.not().or(b.ready);
      const failed = mux(answer.skipped, answer.refused, errors.peek(next)).or(failedIds.bit(answer.id));
      const ofId = constant(1, 2 ** idBits).shl(answer.id);
      order.next.ready.drive(isFree.or(answer.last.not()));
      when(isFree, () => {
        answering.next = 0;
      });
      when(fires(order.next), () => {
        failedIds.next = mux(failed.and(answer.last.not()), failedIds.or(ofId), failedIds.and(ofId.not()));
        when(answer.last, () => {
          answering.next = 1;
          answerId.next = answer.id;
          answerFailed.next = failed;
        });
      });
      b.valid.drive(answering);
      b.payload.id.drive(answerId);
      b.payload.resp.drive(axiResponse(answerFailed));
    },
  );
};
