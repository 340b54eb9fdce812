import { expect } from "chai";
import { Interruption } from "../../scripts/interruption.ts";

describe("Interruption", () => {
  for (const [name, exitCode] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    it(`turns ${name} into a wish to stop, with the exit code ${exitCode}`, async () => {
      using interruption = new Interruption();
      expect(interruption.reason).to.equal(undefined);
      expect(await interruption.breathe()).to.equal(true);
      process.emit(name, name);
      expect(interruption.reason).to.deep.equal({ name, exitCode });
      expect(interruption.signal.aborted).to.equal(true);
      expect(await interruption.breathe()).to.equal(false);
    });
  }

  it("lets a second signal end the process at once, with that signal's exit code", () => {
    const { exit } = process;
    const exits: unknown[] = [];
    process.exit = ((code: unknown) => exits.push(code)) as unknown as typeof process.exit;
    try {
      using _interruption = new Interruption();
      process.emit("SIGINT", "SIGINT");
      expect(exits).to.deep.equal([]);
      process.emit("SIGTERM", "SIGTERM");
      expect(exits).to.deep.equal([143]);
    } finally {
      process.exit = exit;
    }
  });

  it("leaves signals alone before and after", () => {
    const listeners = () => process.listenerCount("SIGINT") + process.listenerCount("SIGTERM");
    const before = listeners();
    {
      using _interruption = new Interruption();
      expect(listeners()).to.equal(before + 2);
    }
    expect(listeners()).to.equal(before);
  });
});
