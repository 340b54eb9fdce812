import { expect } from "chai";
import { Design } from "./design.ts";
import { itGives, times } from "./operate.ts";

describe("mux", () => {
  itGives("mux", ["1", "01xz", "1111"], "01xz");
  itGives("mux", ["0", "1111", "01xz"], "01xz");
  itGives("mux", ["x", "0011xz", "01010z"], "0xx1xx");
  itGives("mux", ["10x", "00" + "01" + "01", "11" + "1z" + "11"], "001zx1", { lanes: 3 });
  itGives("mux", ["z", times("1", 40), times("1", 40)], times("1", 40));
});

describe("mux by a bit of each lane", () => {
  const both = (patience: number, lanes: number, select: number) => {
    const d = new Design();
    const a = d.input("a", 8);
    const bits = d.op("slice", select, [d.input("s", 8)], { low: 3 }, select);
    d.named("y", d.op("mux", 8, [bits, a, d.input("b", 8)], undefined, lanes));
    return d.run({ patience });
  };
  for (const patience of [Infinity, 0]) {
    it(`takes each lane's own bit, or one for all (patience ${patience})`, () => {
      const inputs = { a: "1111zzzz", b: "00000000", s: "10000111" };
      expect(both(patience, 2, 2).set(inputs).get("y")).to.equal("11110000");
      expect(
        both(patience, 8, 1)
          .set({ ...inputs, s: "00001000" })
          .get("y"),
      ).to.equal("1111zzzz");
      expect(
        both(patience, 2, 2)
          .set({ ...inputs, s: "0zzz1111" })
          .get("y"),
      ).to.equal("0000zzzz");
      expect(
        both(patience, 2, 2)
          .set({ ...inputs, s: "z0000000" })
          .get("y"),
      ).to.equal("xxxx0000");
    });
  }
});

describe("lookup", () => {
  const table = [16n, 17n, 18n];
  itGives("lookup", ["01"], "00010001", { attr: { table: 0 }, table });
  itGives("lookup", ["11"], "xxxxxxxx", { attr: { table: 0 }, table });
  itGives("lookup", ["x1"], "xxxxxxxx", { attr: { table: 0 }, table });
  itGives("lookup", ["10" + "0z" + "00"], "00010010xxxxxxxx00010000", {
    lanes: 3,
    attr: { table: 0 },
    table,
  });
  itGives("lookup", [`1${times("0", 32)}`], "xxxxxxxx", { attr: { table: 0 }, table });
});

describe("pick", () => {
  itGives("pick", ["1z" + "01" + "10", "10"], "1z", { attr: { from: 3 } });
  itGives("pick", ["1z" + "01" + "10", "00"], "10", { attr: { from: 3 } });
  itGives("pick", ["1z" + "01" + "10", "11"], "xx", { attr: { from: 3 } });
  itGives("pick", ["1z" + "01" + "10", "0x"], "xx", { attr: { from: 3 } });
  itGives("pick", [times("01", 60), "111011"], "01", { attr: { from: 60 } });
  itGives("pick", [times("01", 600), "1001010111"], "01", { attr: { from: 600 } });
});
