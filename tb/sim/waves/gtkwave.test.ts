import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { defaultLayout } from "../../../sim/waves/default-layout.ts";
import { writeSaveFile } from "../../../sim/waves/gtkw.ts";
import type { VcdWriter } from "../../../sim/waves/vcd-writer.ts";
import { DEMO_CYCLES, DEMO_PERIOD, writeDemo } from "./demo.ts";
import { missingTools, openInGtkWave, traceNames } from "./gtkwave.ts";

const missing = missingTools();
const reason = `without ${missing.join(", ")}: install the Debian packages gtkwave, xvfb and xauth`;

describe(missing.length > 0 ? `GTKWave (skipped ${reason})` : "GTKWave", function () {
  this.timeout(120_000);
  let folder: string;
  let vcd: string;
  let save: string;
  let writer: VcdWriter;

  before(function () {
    if (missing.length > 0) {
      if (process.env.CI) throw new Error(`the tests with GTKWave cannot run ${reason}`);
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "waves-"));
    mkdirSync(join(folder, "files"));
    vcd = join(folder, "files", "demo.vcd");
    writer = writeDemo(vcd);
    const markers = [
      { time: 9 * DEMO_PERIOD, name: "first request" },
      { time: 14 * DEMO_PERIOD, name: "first line out" },
    ];
    save = writeSaveFile(vcd, writer, { ...defaultLayout(writer), markers });
  });
  after(() => folder && rmSync(folder, { recursive: true }));

  it("finds every name of the file and every trace of the save file, and complains of nothing", () => {
    const view = openInGtkWave({ vcd, save }, { folder });
    const named = writer.variables.map(({ path, width }) => (width > 1 ? `${path}[${width - 1}:0]` : path));
    expect([...view.names].sort()).to.deep.equal([...named].sort());
    expect(view.shown).to.deep.equal(traceNames(save));
    expect(view.shown.length).to.equal(writer.variables.length);
    expect(view.span).to.deep.equal([0, DEMO_CYCLES * DEMO_PERIOD]);
    expect(view.output).not.to.match(/backtracking|unknown|dropp|warn|error|malformed|not found/i);
  });

  it("would show a trace that the file does not hold as missing", () => {
    const other = join(folder, "other.vcd");
    const more = writeDemo(other);
    const variables = [...more.variables, { ...more.variables[0], path: "cipher.gone" }];
    const { netlist, first, last, steps, active } = more;
    const broken = writeSaveFile(other, { netlist, first, last, steps, active, variables });
    expect(openInGtkWave({ vcd: other, save: broken }, { folder }).shown).to.deep.equal(
      traceNames(broken).filter((name) => name !== "cipher.gone"),
    );
  });

  it("shows enumerations by name, lanes as text, secrets as x", () => {
    const at = 10 * DEMO_PERIOD + DEMO_PERIOD / 4;
    const { values } = openInGtkWave({ vcd, save }, { folder, times: [at] });
    expect(values.get(at)).to.include.members([
      "clk=1",
      "state[2:0]=RUN",
      "op=DEC",
      "pipe/whiten/txn=RD_13c0",
      "pipe/round1/txn=RD_1380",
      "pipe/round2/txn=",
      `key[127:0]=${"x".repeat(32)}`,
      "address[31:0]=000013C0",
    ]);
  });

  it("opens at the first marker, over 16 cycles", () => {
    const [from, to] = openInGtkWave({ vcd, save }, { folder }).window;
    expect(from).to.equal(8 * DEMO_PERIOD);
    expect((to - from) / DEMO_PERIOD).to.be.within(14, 18);
  });

  it("opens the save file alone, from any folder, and after both files have moved", () => {
    const open = { folder, from: "/", times: [9 * DEMO_PERIOD] };
    const expected = openInGtkWave({ vcd, save }, open);
    expect(expected.values.get(9 * DEMO_PERIOD)).to.include("op=DEC");
    const expectSame = (files: Parameters<typeof openInGtkWave>[0]) => {
      const { shown, values } = openInGtkWave(files, open);
      expect(shown).to.deep.equal(expected.shown);
      expect(values).to.deep.equal(expected.values);
    };
    expectSame({ save });
    const files = join(folder, "files");
    const moved = join(folder, "moved");
    renameSync(files, moved);
    try {
      expectSame({ save: join(moved, "demo.gtkw") });
      expectSame({ vcd: join(moved, "demo.vcd"), save: join(moved, "demo.gtkw") });
    } finally {
      renameSync(moved, files);
    }
  });

  it("draws a picture", () => {
    const picture = join(folder, "demo.png");
    openInGtkWave({ vcd, save }, { folder, picture });
    expect(statSync(picture).size).to.be.greaterThan(10_000);
  });
});
