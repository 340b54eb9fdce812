import { mkdtempSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { DesignError } from "../../../sim/netlist/error.ts";
import { FileSink } from "../../../sim/waves/file-sink.ts";

describe("file sink", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "waves-"))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const bytes = new TextEncoder().encode("0123456789");
  const failure = (work: () => void): DesignError => {
    try {
      work();
    } catch (error) {
      if (error instanceof DesignError) return error;
      throw error;
    }
    throw new Error("nothing failed");
  };

  it("replaces what was in the file", () => {
    const path = join(folder, "a.vcd");
    for (const length of [10, 4]) {
      const sink = new FileSink(path);
      sink.write(bytes.subarray(0, length));
      sink.close();
    }
    expect(readFileSync(path, "latin1")).to.equal("0123");
  });

  it("goes on after a short write", () => {
    const path = join(folder, "a.vcd");
    const sink = new FileSink(path, (fd, from, offset) =>
      writeSync(fd, from, offset, Math.min(3, from.length - offset)),
    );
    sink.write(bytes);
    sink.close();
    expect(readFileSync(path, "latin1")).to.equal("0123456789");
  });

  it("names a folder that is not there", () => {
    const path = join(folder, "no", "a.vcd");
    expect(failure(() => new FileSink(path)).message).to.equal(
      `WAVE: ${path} cannot be opened: there is no such folder (ENOENT)\n  fix: write to another place, or make room there`,
    );
  });

  it("names the file, the bytes in it and the reason when the disk is full", () => {
    const sink = new FileSink("/dev/full");
    expect(failure(() => sink.write(bytes)).message).to.equal(
      "WAVE: /dev/full is cut after 0 bytes: no space is left (ENOSPC)\n  fix: write to another place, or make room there",
    );
  });

  it("counts the bytes that arrived before the failure", () => {
    const path = join(folder, "a.vcd");
    let calls = 0;
    const sink = new FileSink(path, (fd, from, offset) => {
      if (++calls > 1) throw Object.assign(new Error("broken"), { code: "EPIPE" });
      return writeSync(fd, from, offset, 6);
    });
    expect(failure(() => sink.write(bytes)).problem).to.equal(
      `${path} is cut after 6 bytes: the reader has gone (EPIPE)`,
    );
    expect(readFileSync(path, "latin1")).to.equal("012345");
  });

  it("does not wait for a system that takes nothing", () => {
    const path = join(folder, "a.vcd");
    const sink = new FileSink(path, () => 0);
    expect(failure(() => sink.write(bytes)).problem).to.equal(
      `${path} is cut after 0 bytes: the system takes no more bytes`,
    );
  });

  it("fails again with the first failure, at every write and at the close", () => {
    const sink = new FileSink("/dev/full");
    const first = failure(() => sink.write(bytes));
    expect(failure(() => sink.write(bytes))).to.equal(first);
    expect(failure(() => sink.close())).to.equal(first);
  });
});
