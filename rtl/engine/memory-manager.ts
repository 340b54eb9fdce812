import { connect, constant, flip, module, type Source } from "../../sim/hdl/index.ts";
import { AxiBurst, axi } from "../bus/axi.ts";
import { fork } from "../bus/handshake.ts";
import { memoryWrite, readRequest, readResponse, writeResponse } from "../bus/lines.ts";
import { LINE_BITS, LINE_BYTES } from "../xts/geometry.ts";
import { ADDRESS_BITS } from "../xts/tweak.ts";
import { type EngineOptions, readTagBits, writeTagBits } from "./engine-options.ts";

/** The memory's AXI4 port: a line is a beat, and the ID is the transaction's slot. */
export const memoryAxi = (options: EngineOptions) => ({
  addressBits: ADDRESS_BITS as typeof ADDRESS_BITS,
  dataBits: LINE_BITS as typeof LINE_BITS,
  idBits: Math.max(readTagBits(options), writeTagBits(options)),
});

/** AxCACHE: normal memory, not cached on the way, but writes may be buffered (A4.4, table A4-5). */
const BUFFERABLE = 0b0011;

/** Lines as AXI4 transactions of one beat. Combinational: every transfer is one on the bus. */
export const MemoryManager = (options: EngineOptions) => {
  const port = memoryAxi(options);
  const [readBits, writeBits] = [readTagBits(options), writeTagBits(options)];
  return module(
    "MemoryManager",
    {
      read: { request: flip(readRequest(readBits)), response: readResponse(readBits) },
      write: { request: flip(memoryWrite(writeBits)), response: writeResponse(writeBits) },
      bus: axi(port),
    },
    ({ read, write, bus }) => {
      const oneLine = {
        len: constant(0, 8),
        size: constant(Math.log2(LINE_BYTES), 3),
        burst: constant(AxiBurst.values.INCR, 2),
        lock: constant(0, 1),
        cache: constant(BUFFERABLE, 4),
        prot: constant(0, 3),
        qos: constant(0, 4),
      };
      const { address, slot } = read.request.payload;
      connect(bus.ar, {
        ...read.request,
        payload: { ...oneLine, addr: address, id: slot.zext(port.idBits) },
      });

      const line = write.request.payload;
      fork(write.request, bus.aw, bus.w);
      connect(bus.aw.payload, { ...oneLine, addr: line.address, id: line.slot.zext(port.idBits) });
      connect(bus.w.payload, {
        data: line.line,
        strb: constant(2n ** 64n - 1n, LINE_BYTES),
        last: constant(1, 1),
      });

      const failed = ({ payload }: Source<{ readonly resp: typeof bus.r.payload.resp }>) =>
        payload.resp.is("SLVERR").or(payload.resp.is("DECERR"));
      connect(read.response, {
        ...bus.r,
        payload: {
          slot: bus.r.payload.id.slice(readBits - 1, 0),
          line: bus.r.payload.data,
          error: failed(bus.r),
        },
      });
      connect(write.response, {
        ...bus.b,
        payload: { slot: bus.b.payload.id.slice(writeBits - 1, 0), error: failed(bus.b) },
      });
    },
  );
};
