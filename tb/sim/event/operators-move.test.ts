import { itGives, times } from "./operate.ts";

describe("operators that move bits", () => {
  itGives("slice", ["01xz10"], "1xz", { attr: { low: 2 } });
  itGives("slice", ["01xz10"], "xz", { attr: { low: 2 } });
  itGives("slice", ["0011" + "1x0z"], "01x0", { lanes: 2, attr: { low: 1 } });
  itGives("slice", [`1${times("0", 40)}`], `1${times("0", 9)}`, { attr: { low: 31 } });
  itGives("cat", ["01", "x", "z1"], "01xz1");
  itGives("cat", ["1100", "10"], "111000", { lanes: 2 });
  itGives("permute", ["00011011"], "11100100", {
    lanes: 4,
    attr: { from: 4, index: [0, 1, 2, 3].toReversed() },
  });
  itGives("permute", ["01xz"], "xzxz01", { lanes: 3, attr: { from: 2, index: [1, 0, 0] } });
  itGives("zext", ["z1"], "000z1");
  itGives("sext", ["z1"], "zzzz1");
  itGives("sext", ["0" + "1"], "0011", { lanes: 2 });
  itGives("sext", [`1${times("0", 31)}`], `${times("1", 40)}${times("0", 31)}`);
});

describe("shifts", () => {
  for (const constant of [[], [1]]) {
    itGives("shl", ["1x0z", "001"], "x0z0", { constant });
    itGives("shr", ["1x0z", "10"], "001x", { constant });
    itGives("sra", ["z001", "10"], "zzz0", { constant });
    itGives("sra", ["1000", "111"], "1111", { constant });
    itGives("shl", ["1111", "100"], "0000", { constant });
    itGives("shl", ["1001" + "0011", "1"], "00100110", { lanes: 2, constant });
    itGives("shr", [`1${times("0", 64)}`, "1000000"], `${times("0", 64)}1`, { constant });
    itGives("shr", [times("1", 32), `1${times("0", 40)}`], times("0", 32), { constant });
    itGives("sra", [`1${times("0", 31)}`, "100000"], times("1", 32), { constant });
  }
  itGives("shl", ["1111", "0x"], "xxxx");
});
