import { Command } from "../../rtl/dram/command.ts";
import { DramController } from "../../rtl/dram/controller.ts";
import { DDR4_3200 } from "../../rtl/dram/timing.ts";
import { LINE_BITS } from "../../rtl/xts/geometry.ts";
import { cat, constant, fires, instances, module, mux, regs, u, when } from "../../sim/hdl/index.ts";
import { folded, lfsr, SEED, type SelfDriven, selfDrivenPorts } from "./stimulus.ts";

const { CL, BL } = DDR4_3200.figures;
const DELAY = CL + BL - 1;

/**
 * The memory controller with its own stimulus: it is offered a read or a write of a pseudo-random line of a small region,
 * one in four of them a write, in each cycle whose number has no bit in common with `pause`. The device answers a RD with
 * a pseudo-random line when its time has come. Commands, addresses and lines are folded into a checksum.
 */
export const SelfDrivenDram: SelfDriven = module("SelfDrivenDram", selfDrivenPorts, ({ pause, checksum }) => {
  const { controller } = instances({ controller: DramController({ device: DDR4_3200 }) });
  const { request, response, pins } = controller;
  const { cycle, line, old, tag, arriving, sum } = regs({
    cycle: u(4).init(0),
    line: u(LINE_BITS).init(SEED),
    old: u(LINE_BITS).init(SEED >> 7n),
    tag: u(8).init(0),
    arriving: u(DELAY).init(0),
    sum: u(LINE_BITS).init(0),
  });
  cycle.next = cycle.add(1);
  request.valid.drive(cycle.and(pause).eq(0));
  request.payload.write.drive(line.bit(40).and(line.bit(50)));
  request.payload.address.drive(cat(constant(0, 26), line.at("19:0"), constant(0, 6)).as(52));
  request.payload.tag.drive(tag);
  request.payload.line.drive(line);
  when(fires(request), () => {
    line.next = lfsr(line);
    tag.next = tag.add(1);
  });

  const reads = pins.select.and(pins.command.eq(Command.values.RD));
  arriving.next = cat(arriving.slice(DELAY - 2, 0), reads).as(DELAY);
  pins.readValid.drive(arriving.bit(DELAY - 1));
  pins.readLine.drive(old);
  when(arriving.bit(DELAY - 1), () => {
    old.next = lfsr(old);
  });

  response.ready.drive(1);
  const isRead = response.valid.and(response.payload.write.not());
  const command = cat(pins.command, pins.bankGroup, pins.bank, pins.row, pins.column);
  const answer = cat(response.payload.write, response.payload.tag);
  const seen = cat(mux(response.valid, answer, 0), mux(pins.select, command, 0));
  when(pins.select.or(response.valid), () => {
    sum.next = folded(sum, mux(isRead, response.payload.line, 0).xor(seen.zext(LINE_BITS)));
  });
  checksum.drive(sum);
});
