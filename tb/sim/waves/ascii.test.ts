import { expect } from "chai";
import { type AsciiOptions, renderAscii } from "../../../sim/waves/ascii.ts";
import { Recording } from "../../../sim/waves/recording.ts";
import { FakeState } from "./fake-state.ts";
import { WaveSketch } from "./sketch.ts";

/** Draws signals given as samples; `op` and `state` are of enumerations. */
function draw(signals: Record<string, string[]>, options?: AsciiOptions): string {
  const sketch = new WaveSketch();
  const enums: Record<string, number> = {
    op: sketch.enumeration("Op", 1, "ENC", "DEC"),
    state: sketch.enumeration("State", 2, "IDLE", "RUN", "STOPPING"),
  };
  const nodes = Object.entries(signals).map(([name, [first]]) => {
    const enumeration = enums[name];
    return sketch.signal(name, first.length, { enumeration });
  });
  const netlist = sketch.finish();
  const values = new FakeState(netlist);
  const recording = new Recording(netlist, values);
  const samples = Object.values(signals);
  for (let cycle = 0; cycle < samples[0].length; cycle++) {
    for (const [i, node] of nodes.entries()) values.set(node, samples[i][cycle]);
    recording.capture();
  }
  return renderAscii(recording, options);
}

describe("waves as text", () => {
  it("draw levels for bits, and hex or names between bars for words", () => {
    const text = draw({
      valid: ["0", "1", "1", "0", "0"],
      data: ["00000000", "00001010", "00001011", "00001011", "11111111"],
      state: ["00", "01", "10", "10", "11"],
      op: ["0", "1", "1", "0", "0"],
    });
    expect(text).to.equal(
      [
        "cycle   0         1         2         3         4",
        "valid   __________/‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾\\___________________",
        "data    |00       |0a       |0b                 |ff       |",
        "state   |IDLE     |RUN      |STOPPING           |3        |",
        "op      |ENC      |DEC                |ENC                |",
        "",
      ].join("\n"),
    );
  });

  it("write out unknown and undriven bits, and a hex digit with one as x", () => {
    expect(
      draw({ bit: ["x", "0", "z", "1"], word: ["xxxxx", "zzzzz", "0000x", "z0001"] }, { cell: 4 }),
    ).to.equal(
      [
        "cycle   0   1   2   3", //
        "bit     xxxx____zzzz‾‾‾‾",
        "word    |xx |zz |0x |z1 |",
        "",
      ].join("\n"),
    );
  });

  it("are pure ASCII on request", () => {
    expect(draw({ bit: ["1", "0", "1"] }, { pure: true, cell: 3 })).to.equal(
      ["cycle   0  1  2", "bit     ---\\__/--", ""].join("\n"),
    );
  });

  it("mark a value that is cut with +", () => {
    expect(draw({ word: ["0".repeat(32), "1".repeat(32)] }, { cell: 5 })).to.equal(
      ["cycle   0    1", "word    |000+|fff+|", ""].join("\n"),
    );
  });

  it("go on in a further band where the columns end", () => {
    expect(draw({ bit: ["0", "1", "1", "0", "1"] }, { columns: 17, cell: 4 })).to.equal(
      [
        ...["cycle   0   1", "bit     ____/‾‾‾", ""],
        ...["cycle   2   3", "bit     ‾‾‾‾\\___", ""],
        ...["cycle   4", "bit     /‾‾‾", ""],
      ].join("\n"),
    );
  });

  it("show a stretch of the samples", () => {
    expect(draw({ bit: ["0", "1", "1", "0"] }, { from: 1, to: 3, cell: 4 })).to.equal(
      ["cycle   1   2", "bit     /‾‾‾‾‾‾‾", ""].join("\n"),
    );
  });
});
