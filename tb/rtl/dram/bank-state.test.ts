import { expect } from "chai";
import { BankState } from "../../../rtl/dram/bank-state.ts";
import { Command, type CommandName } from "../../../rtl/dram/command.ts";
import { DDR4_3200 } from "../../../rtl/dram/timing.ts";
import { simulate } from "../../../sim/bench/index.ts";

describe("the state of the banks", () => {
  /** "hit", "open" or "closed" for a query while the last command is being issued, and in the cycle after. */
  const state = (
    commands: readonly (readonly [CommandName, number, number])[],
    bank: number,
    row: number,
  ) => {
    using sim = simulate(BankState(DDR4_3200.organisation));
    const seen: string[] = [];
    sim.bench(function* (b) {
      const { issued, query, anyOpen } = b.dut;
      const look = () => {
        const kind = b.peek(query.hit) ? "hit" : b.peek(query.open) ? "open" : "closed";
        seen.push(b.peek(anyOpen) ? kind : `${kind}, none open yet`);
      };
      b.drive(query.bank, bank);
      b.drive(query.row, row);
      for (const [command, to, row] of commands) {
        b.drive(issued.command, Command.values[command]);
        b.drive(issued.banks, command === "PREA" ? 0xffff : 1 << to);
        b.drive(issued.row, row);
        yield* b.settle();
        look();
        yield* b.tick();
      }
      b.drive(issued.command, Command.values.NOP);
      yield* b.settle();
      look();
    });
    sim.run();
    return seen;
  };

  it("answers as if the command that is being issued had happened", () => {
    expect(state([["ACT", 5, 77]], 5, 77)).to.deep.equal(["hit, none open yet", "hit"]);
    expect(state([["ACT", 5, 77]], 5, 78)).to.deep.equal(["open, none open yet", "open"]);
    expect(state([["ACT", 5, 77]], 6, 77)).to.deep.equal(["closed, none open yet", "closed"]);
    expect(
      state(
        [
          ["ACT", 5, 77],
          ["PRE", 5, 0],
        ],
        5,
        77,
      ).slice(1),
    ).to.deep.equal(["closed", "closed, none open yet"]);
  });

  it("keeps the row of each bank", () => {
    const rows = [
      ["ACT", 0, 1],
      ["ACT", 15, 2],
      ["ACT", 7, 3],
      ["PRE", 0, 9],
    ] as const;
    expect(state(rows, 15, 2).at(-1)).to.equal("hit");
    expect(state(rows, 7, 2).at(-1)).to.equal("open");
    expect(state(rows, 0, 1).at(-1)).to.equal("closed");
  });

  it("closes all banks by PREA", () => {
    expect(
      state(
        [
          ["ACT", 0, 1],
          ["ACT", 15, 2],
          ["PREA", 0, 0],
        ],
        15,
        2,
      ).at(-1),
    ).to.equal("closed, none open yet");
  });
});
