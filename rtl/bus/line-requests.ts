import { connect, flip, instances, module } from "../../sim/hdl/index.ts";
import { axi } from "./axi.ts";
import { checkLinePort, type LinePortOptions, readSlotBits, writeSlotBits } from "./line-port.ts";
import { LineReads } from "./line-reads.ts";
import { LineWrites } from "./line-writes.ts";
import { readRequest, readResponse, writeRequest, writeResponse } from "./lines.ts";

/**
 * An AXI4 subordinate whose memory is read and written by lines of 64 bytes. Towards the lines, `slot` names a request
 * until its response, which may come in any order and is always taken; requests of one slot never overlap. All bursts
 * but those that `isRefused` names are answered, whatever their length, size and alignment; exclusive accesses are
 * answered as others are, OKAY. No path leads through from one signal of the bus to another without a register.
 */
export const LineRequests = (options: LinePortOptions) => {
  checkLinePort(options);
  return module(
    "LineRequests",
    {
      bus: flip(axi(options)),
      read: {
        request: readRequest(readSlotBits(options)),
        response: flip(readResponse(readSlotBits(options))),
      },
      write: {
        request: writeRequest(writeSlotBits(options)),
        response: flip(writeResponse(writeSlotBits(options))),
      },
    },
    ({ bus, read, write }) => {
      const { reads, writes } = instances({ reads: LineReads(options), writes: LineWrites(options) });
      const { aw, w, b, ar, r } = bus;
      connect(reads, { ar, r, ...read });
      connect(writes, { aw, w, b, ...write });
    },
  );
};
