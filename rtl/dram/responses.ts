import { fires, In, instances, module, mux, Out, regs, stream, u } from "../../sim/hdl/index.ts";
import { Fifo } from "../bus/fifo.ts";
import { LINE_BITS } from "../xts/geometry.ts";

/** Reads whose data is on its way or waits to be taken: more than cover the latency at full rate. */
const READS = 16;
const WRITES = 4;

/**
 * What goes back to who asked. A read is announced by its command; the device answers in the order of the commands. A
 * write is announced when the queue has taken it. Reads go first. `room`: one more may be announced.
 */
export const Responses = ({ tagBits }: { readonly tagBits: number }) =>
  module(
    "Responses",
    {
      read: { enable: In(1), tag: In(tagBits) },
      write: { enable: In(1), tag: In(tagBits) },
      room: { read: Out(1), write: Out(1) },
      data: { valid: In(1), line: In(LINE_BITS) },
      response: stream({ write: 1, tag: u(tagBits), line: LINE_BITS }),
    },
    ({ read, write, room, data, response }) => {
      const { tags, lines, written } = instances({
        tags: Fifo({ width: tagBits, depth: READS }),
        lines: Fifo({ width: LINE_BITS, depth: READS }),
        written: Fifo({ width: tagBits, depth: WRITES }),
      });
      tags.up.valid.drive(read.enable);
      tags.up.payload.drive(read.tag);
      room.read.drive(tags.up.ready);
      lines.up.valid.drive(data.valid);
      lines.up.payload.drive(data.line);
      written.up.valid.drive(write.enable);
      written.up.payload.drive(write.tag);
      room.write.drive(written.up.ready);

      // An answer that was offered stays until it is taken.
      const { offered, offersWrite } = regs({ offered: u(1).init(0), offersWrite: u(1).init(0) });
      const isWrite = mux(offered, offersWrite, lines.down.valid.not());
      const valid = mux(isWrite, written.down.valid, lines.down.valid);
      offered.next = valid.and(response.ready.not());
      offersWrite.next = isWrite;

      response.valid.drive(valid);
      response.payload.write.drive(isWrite);
      response.payload.tag.drive(mux(isWrite, written.down.payload, tags.down.payload));
      response.payload.line.drive(mux(isWrite, 0, lines.down.payload));
      const readTaken = fires(response).and(isWrite.not());
      lines.down.ready.drive(readTaken);
      tags.down.ready.drive(readTaken);
      written.down.ready.drive(response.ready.and(isWrite));
    },
  );
