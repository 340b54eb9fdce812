import {
  connect,
  constant,
  fires,
  flip,
  instances,
  module,
  mux,
  Out,
  pipeline,
  wires,
} from "../../sim/hdl/index.ts";
import { memoryWrite, readRequest, readResponse, writeRequest, writeResponse } from "../bus/lines.ts";
import { merge } from "../bus/merge.ts";
import { keyDoneStream, keyUpdateStream } from "../config/engine-config.ts";
import { splitAddress } from "./address.ts";
import { checkEngine, type EngineOptions, readTagBits, writeTagBits } from "./engine-options.ts";
import { KeyTable } from "./key-table.ts";
import { LineCam } from "./line-cam.ts";
import { engineLevels } from "./lookup.ts";
import { nothingOutstanding } from "./outstanding.ts";
import { PartialWrites } from "./partial-writes.ts";
import { ReadPath } from "./read-path.ts";
import { WritePath } from "./write-path.ts";

/**
 * The encryption engine between lines of the bus and lines of the memory (Intel 336907, 3):
 *
 *     read  --> [hazard] ------------------> read path  <--> memory
 *     write --> [hazard] --> partial writes --> write path <--> memory
 *                                |  old line through the read path
 *     key updates --> key table (CAM, round keys) --> both paths
 *
 * A read or write of a line that a write on its way changes waits for it. One line a cycle each way with four lanes.
 */
export const EngineCore = (options: EngineOptions) => {
  checkEngine(options);
  const { reads, writes, physicalBits } = options;
  const [readBits, writeBits] = [readTagBits(options), writeTagBits(options)];
  return module(
    "EngineCore",
    {
      read: { request: flip(readRequest(readBits)), response: readResponse(readBits) },
      write: { request: flip(writeRequest(writeBits)), response: writeResponse(writeBits) },
      memory: {
        read: { request: readRequest(readBits), response: flip(readResponse(readBits)) },
        write: { request: memoryWrite(writeBits), response: flip(writeResponse(writeBits)) },
      },
      config: engineLevels,
      keys: { update: flip(keyUpdateStream), done: flip(keyDoneStream) },
      /** 1 while key updates wait for lines on their way, and after reset until the round keys are cleared. */
      draining: Out(1),
    },
    ({ read, write, memory, config, keys, draining }) => {
      const { table, reading, writing, partial, hazards } = instances({
        table: KeyTable(options),
        reading: ReadPath(options),
        writing: WritePath(options),
        partial: PartialWrites({ slotBits: writeBits }),
        hazards: LineCam({ writes, slotBits: writeBits }),
      });
      const { enabled, bypass, ...ranges } = config;
      connect(table.tme, { enabled, bypass });
      connect(reading.config, ranges);
      connect(writing.config, ranges);
      connect(reading.query, table.read);
      connect(writing.query, table.write);
      for (const path of [reading, writing]) connect(path.load, table.load);
      connect(table.update, keys.update);
      connect(table.done, keys.done);
      draining.drive(table.drain);

      // What waits behind a line that is being written, and behind a drain.
      const physical = (address: typeof read.request.payload.address) =>
        splitAddress(address, config.keyIdBits, physicalBits).physical;
      hazards.read.physical.drive(physical(read.request.payload.address));
      hazards.write.physical.drive(physical(write.request.payload.address));
      const mayRead = hazards.read.busy.or(table.drain).not();
      const mayWrite = hazards.write.busy.or(table.drain).not();
      const noReads = nothingOutstanding(fires(read.request), fires(read.response), reads, "reads");
      table.idle.drive(
        noReads.and(nothingOutstanding(fires(write.request), fires(write.response), writes, "writes")),
      );

      const { readTaken, writeTaken } = wires({ readTaken: 1, writeTaken: 1 });
      read.request.ready.drive(readTaken.and(mayRead));
      write.request.ready.drive(writeTaken.and(mayWrite));
      hazards.begin.enable.drive(fires(write.request));
      hazards.begin.slot.drive(write.request.payload.slot);
      hazards.begin.physical.drive(hazards.write.physical);
      hazards.end.enable.drive(fires(write.response));
      hazards.end.slot.drive(write.response.payload.slot);

      // The old line of a partial write goes before the reads of the bus.
      const ofBus = {
        valid: read.request.valid.and(mayRead),
        ready: readTaken,
        payload: read.request.payload,
      };
      const ofPartial = {
        ...partial.old.request,
        payload: { address: partial.old.request.payload.address, slot: constant(reads, readBits) },
      };
      connect(reading.up, merge("readFrom", ofPartial, ofBus));
      const isOld = reading.down.payload.slot.eq(reads);
      const { slot, line, error } = reading.down.payload;
      partial.old.response.valid.drive(reading.down.valid.and(isOld));
      connect(partial.old.response.payload, { line, error });
      read.response.valid.drive(reading.down.valid.and(isOld.not()));
      connect(read.response.payload, { slot, line, error });
      reading.down.ready.drive(mux(isOld, partial.old.response.ready, read.response.ready));

      // A write is taken before its old line is read, so that a drain waits for both.
      const taken = {
        valid: write.request.valid.and(mayWrite),
        ready: writeTaken,
        payload: write.request.payload,
      };
      pipeline(taken)
        .stage("taken", (request) => request)
        .into(partial.up);
      connect(writing.up, partial.down);
      pipeline(merge("written", writing.down, partial.skipped))
        .stage("answer", (answer) => answer)
        .into(write.response);

      connect(memory.read, reading.memory);
      connect(memory.write, writing.memory);
    },
  );
};
