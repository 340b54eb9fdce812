import { expect } from "chai";
import { FORMAT_NAMES, TRACE_FORMATS } from "../../../host/workload/formats.ts";

describe("trace formats", () => {
  it("are named as the command line names them", () => {
    expect(FORMAT_NAMES).to.deep.equal(["auto", "cipherline", "ramulator", "dramsim3", "lackey"]);
  });

  const firstLines: readonly [line: string, names: readonly string[]][] = [
    ["# cipherline trace 1", ["cipherline"]],
    ["R 0x1000", ["cipherline"]],
    ["0 11003072", ["ramulator"]],
    ["10 44084416 44084480", ["ramulator"]],
    ["0x1000 READ 9", ["dramsim3"]],
    ["0x1000 FETCH 9", ["dramsim3"]],
    ["==4459== Lackey, an example Valgrind tool", ["lackey"]],
    ["I  0401ab70,3", ["lackey"]],
    [" S 1fff000768,8", ["lackey"]],
    ["0x1000 9", []],
    ["0x1000 10 9", []],
    ["hello", []],
    ["", []],
  ];
  for (const [line, names] of firstLines) {
    it(`${names[0] ?? "none"} claims ${JSON.stringify(line)}`, () => {
      expect(TRACE_FORMATS.filter(({ detect }) => detect(line)).map(({ name }) => name)).to.deep.equal(names);
    });
  }
});
