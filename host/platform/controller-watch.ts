import { Command } from "../../rtl/dram/command.ts";
import type { Pin } from "../../sim/bench/pin.ts";
import type { Find } from "./bus-front.ts";
import type { LineLife, Op } from "./line-life.ts";

const { ACT, PRE, RD, WR } = Command.values;

/** A line in the controller's queue, and since when, in ps; without a life, the old line of a partial write. */
interface Queued {
  readonly life: LineLife | undefined;
  readonly since: number;
}

/** Follows lines through the memory controller: by its queue's slots up to the RD or WR, then in the order of the RDs. */
export class ControllerWatch {
  private readonly pins: ReturnType<typeof pinsOf>;
  private readonly lifeOf: (op: Op, tag: number) => LineLife | undefined;
  private readonly stored: (life: LineLife, ps: number) => void;
  private readonly queue: Queued[] = [];
  private readonly reading: Queued[] = [];

  /** `lifeOf` finds a line by its tag; `stored` takes how long a write was in the queue, up to its WR. */
  constructor(find: Find, lifeOf: ControllerWatch["lifeOf"], stored: ControllerWatch["stored"]) {
    this.pins = pinsOf(find);
    this.lifeOf = lifeOf;
    this.stored = stored;
  }

  /** A reset forgets all lines. */
  reset(): void {
    for (const lines of [this.queue, this.reading]) lines.length = 0;
  }

  /** Before an edge of the memory's clock. */
  edge(now: number): void {
    const { request, slot, command, serving, data } = this.pins;
    if (data.level() === 1) this.reading.shift()?.life?.enter("from the memory", now);
    const name = command.low();
    if (name === ACT || name === PRE || name === RD || name === WR) this.issued(name, serving.low(), now);
    if (request.valid.level() === 1 && request.ready.level() === 1) {
      const op = request.write.level() === 1 ? "write" : "read";
      this.queue[slot.low()] = { life: this.lifeOf(op, request.tag.low()), since: now };
    }
  }

  private issued(command: number, slot: number, now: number): void {
    const queued = this.queue[slot];
    const { life, since } = queued;
    if (command === WR) {
      if (life) this.stored(life, now - since);
      return;
    }
    if (life?.op === "read") life.enter("DRAM", now);
    if (command === RD) this.reading.push(queued);
  }
}

const pinsOf = (find: Find) => ({
  request: {
    valid: find("memory.controller.request.valid"),
    ready: find("memory.controller.request.ready"),
    write: find("memory.controller.request.payload.write"),
    tag: find("memory.controller.request.payload.tag"),
  } satisfies Record<string, Pin>,
  slot: find("memory.controller.queue.slot"),
  command: find("memory.controller.scheduler.command"),
  /** The slot of the queue that the command is for. */
  serving: find("memory.controller.serving"),
  data: find("memory.controller.pins.readValid"),
});
