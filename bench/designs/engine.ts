import { KeyMode } from "../../rtl/config/engine-config.ts";
import { EngineCore } from "../../rtl/engine/engine-core.ts";
import { ENGINE_DEFAULTS, readTagBits, writeTagBits } from "../../rtl/engine/engine-options.ts";
import { LINE_BITS } from "../../rtl/xts/geometry.ts";
import {
  type Bits,
  cat,
  connect,
  constant,
  fires,
  fsm,
  instances,
  module,
  mux,
  regs,
  u,
  when,
} from "../../sim/hdl/index.ts";
import { folded, lfsr, SEED, type SelfDriven, selfDrivenPorts } from "./stimulus.ts";

/** As many of both on their way as a line in each cycle needs. */
const OPTIONS = { ...ENGINE_DEFAULTS, reads: 32, writes: 32 } as const;
const KEYID_BITS = 2;
const KEYIDS = 2 ** KEYID_BITS;

/**
 * The MKTME engine with its own stimulus: it programs four keyIDs, then reads a line and writes another one in each cycle
 * whose number has no bit in common with `pause`, each of a pseudo-random keyID. The memory answers a cycle later, a read
 * with a pseudo-random line. What is read, and what is written to the memory, is folded into a checksum.
 */
export const SelfDrivenEngine: SelfDriven = module(
  "SelfDrivenEngine",
  selfDrivenPorts,
  ({ pause, checksum }) => {
    const { core } = instances({ core: EngineCore(OPTIONS) });
    const { read, write, memory, config, keys } = core;
    const { keyId, cycle, line, old, index, readSlot, writeSlot, sum } = regs({
      keyId: u(KEYID_BITS).init(0),
      cycle: u(4).init(0),
      line: u(LINE_BITS).init(SEED),
      old: u(LINE_BITS).init(SEED >> 7n),
      index: u(32).init(0),
      readSlot: u(readTagBits(OPTIONS)).init(0),
      writeSlot: u(writeTagBits(OPTIONS)).init(0),
      sum: u(LINE_BITS).init(0),
    });
    config.enabled.drive(1);
    config.bypass.drive(0);
    config.keyIdBits.drive(KEYID_BITS);
    config.excludeEnable.drive(0);
    config.excludeMask.drive(0);
    config.excludeBase.drive(0);

    const control = fsm("control", ["Program", "Wait", "Run"], (go) => ({
      Program: () => when(fires(keys.update), () => go("Wait")),
      Wait: () =>
        when(fires(keys.done), () => {
          keyId.next = keyId.add(1);
          when(keyId.eq(KEYIDS - 1), () => go("Run")).otherwise(() => go("Program"));
        }),
      Run: () => {},
    }));
    const key = (salt: number) => cat(constant(0, 128), line.at("127:0").xor(keyId.zext(128).add(salt)));
    keys.update.valid.drive(control.is("Program"));
    connect(keys.update.payload, {
      keyId: keyId.zext(15),
      mode: constant(KeyMode.values.key, 2),
      algorithm: constant(0, 4),
      dataKey: key(0x10).as(256),
      tweakKey: key(0x20).as(256),
    });
    keys.done.ready.drive(1);

    // Reads and writes go to different lines, each of a keyID that the stimulus names.
    cycle.next = cycle.add(1);
    const begins = control.is("Run").and(cycle.and(pause).eq(0));
    const top = OPTIONS.physicalBits - KEYID_BITS;
    const address = (half: number, id: Bits): Bits<52> =>
      cat(
        constant(0, 52 - OPTIONS.physicalBits),
        id,
        constant(half, 1),
        index.zext(top - 7),
        constant(0, 6),
      ).as(52);
    const { ready: readReady } = read.request;
    const { ready: writeReady } = write.request;
    read.request.valid.drive(begins.and(writeReady));
    connect(read.request.payload, { address: address(0, line.at("1:0")), slot: readSlot });
    write.request.valid.drive(begins.and(readReady));
    connect(write.request.payload, {
      address: address(1, line.at("3:2")),
      slot: writeSlot,
      line,
      strobe: constant(2n ** 64n - 1n, 64),
    });
    when(begins.and(readReady).and(writeReady), () => {
      index.next = index.add(1);
      line.next = lfsr(line);
      readSlot.next = mux(readSlot.eq(OPTIONS.reads - 1), 0, readSlot.add(1));
      writeSlot.next = writeSlot.add(1);
    });

    // The memory.
    const { reading, writing, oldSlot, newSlot } = regs({
      reading: u(1).init(0),
      writing: u(1).init(0),
      oldSlot: readSlot.width,
      newSlot: writeSlot.width,
    });
    memory.read.request.ready.drive(1);
    memory.write.request.ready.drive(1);
    reading.next = memory.read.request.valid;
    oldSlot.next = memory.read.request.payload.slot;
    writing.next = memory.write.request.valid;
    newSlot.next = memory.write.request.payload.slot;
    memory.read.response.valid.drive(reading);
    connect(memory.read.response.payload, { slot: oldSlot, line: old, error: constant(0, 1) });
    memory.write.response.valid.drive(writing);
    connect(memory.write.response.payload, { slot: newSlot, error: constant(0, 1) });
    when(reading, () => {
      old.next = lfsr(old);
    });

    read.response.ready.drive(1);
    write.response.ready.drive(1);
    const isRead = fires(read.response);
    const isWritten = fires(memory.write.request);
    const plain = mux(isRead, read.response.payload.line, 0);
    const secret = mux(isWritten, memory.write.request.payload.line, 0);
    when(isRead.or(isWritten), () => {
      sum.next = folded(folded(sum, plain), secret);
    });
    checksum.drive(sum);
  },
);
