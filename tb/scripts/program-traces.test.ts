import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import type { Access } from "../../host/workload/access.ts";
import { ProgramTraces } from "../../scripts/program-traces.ts";
import { parseChoices } from "../../scripts/run-choices.ts";
import { scratchFolder } from "./end-to-end/process.ts";

describe("the traces of programs", () => {
  const folder = scratchFolder();
  const [one, two, pipe] = ["one", "two", "pipe"].map(folder.at);
  before(() => {
    writeFileSync(one, "0 64\n");
    writeFileSync(two, "0 128\n");
    execFileSync("mkfifo", [pipe]);
  });

  const programs = (given: Record<string, unknown>) =>
    new ProgramTraces(parseChoices({ wave: "none", ...given }));

  it("are those given, or the built-in one; in turn, a copy each, where there are more programs", () => {
    expect(programs({}).paths).to.deep.equal([null]);
    expect(programs({ trace: [one, two] }).paths).to.deep.equal([one, two]);
    expect(programs({ trace: [one, two], cores: "5" }).paths).to.deep.equal([one, two, one, two, one]);
    expect(programs({ trace: [one, two], cores: "none" }).paths).to.deep.equal([one, two]);
    expect(programs({ trace: one, mode: "line" }).paths).to.deep.equal([one]);
  });

  it("are read each on its own", async () => {
    using traces = programs({ trace: [one, two], cores: "3" });
    await traces.open(new AbortController().signal);
    const addresses: number[] = [];
    for (const trace of traces.accesses) for await (const { address } of trace) addresses.push(address);
    expect(addresses).to.deep.equal([64, 128, 64]);
  });

  it("are closed when they are disposed of, begun or not, a pipe that is still written to as well", async () => {
    const fd = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
    const traces = programs({ trace: [pipe, one] });
    await traces.open(new AbortController().signal);
    const next = (traces.accesses[0] as AsyncGenerator<Access>).next();
    traces[Symbol.dispose]();
    expect(await next.catch(({ name }: Error) => name)).to.equal("AbortError");
    closeSync(fd);
  });

  it("are refused where several programs would read one pipe", () => {
    expect(() => programs({ trace: [one, pipe], cores: "4" })).to.throw(
      `--trace "${pipe}": not a file, and several cores read it; accepted: a file, or a trace for each core`,
    );
    expect(programs({ trace: [one, pipe], cores: "3" }).paths).to.deep.equal([one, pipe, one]);
  });
});
