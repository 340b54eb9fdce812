import { itGives, times } from "./operate.ts";

describe("lane-wise arithmetic", () => {
  itGives("add", ["1111", "0001"], "0000");
  itGives("add", [times("1", 65), `${times("0", 64)}1`], times("0", 65));
  itGives("add", ["0111x", "00001"], "xxxxx");
  itGives(
    "add",
    ["11111111" + "00000001" + "01111111", "00000001" + "00000001" + "00000001"],
    "000000000000001010000000",
    {
      lanes: 3,
    },
  );
  itGives("add", ["11111111" + "0000000x", "00000001" + "00000001"], "00000000xxxxxxxx", { lanes: 2 });
  itGives("add", ["11111" + "00011", "00001" + "00001"], "0000000100", { lanes: 2 });
  itGives("sub", ["0000", "0001"], "1111");
  itGives("sub", [`1${times("0", 64)}`, `${times("0", 64)}1`], `0${times("1", 64)}`);
  itGives("sub", ["00000000" + "00000101", "00000001" + "00000110"], "1111111111111111", { lanes: 2 });
  itGives("mul", ["1111", "0011"], "1101");
  itGives(
    "mul",
    [`${times("0", 39)}1${times("0", 20)}`, `${times("0", 29)}11${times("0", 29)}`],
    `${times("0", 9)}11${times("0", 49)}`,
  );
  itGives("mul", ["111x", "0000"], "xxxx");
});

describe("comparisons", () => {
  itGives("eq", ["01x1", "01x0"], "0");
  itGives("eq", ["01x1", "0111"], "x");
  itGives("eq", ["0101", "0101"], "1");
  itGives("ne", ["01x1", "01x0"], "1");
  itGives("ne", ["01z1", "0111"], "x");
  itGives("eq", ["00001111", "00011111"], "01", { lanes: 2 });
  itGives("lt", ["0111", "1000"], "1");
  itGives("lt", ["1000", "1000"], "0");
  itGives("le", ["1000", "1000"], "1");
  itGives("lt", ["0xxx", "1000"], "x");
  itGives("slt", ["0111", "1000"], "0");
  itGives("slt", ["1111", "0000"], "1");
  itGives("sle", ["1000", "1000"], "1");
  itGives("lt", [`0${times("1", 64)}`, `1${times("0", 64)}`], "1");
  itGives("slt", [`0${times("1", 64)}`, `1${times("0", 64)}`], "0");
  itGives("lt", [`1${times("0", 63)}0`, `1${times("0", 63)}1`], "1");
});

describe("reductions", () => {
  itGives("redand", ["1111"], "1");
  itGives("redand", ["11x1"], "x");
  itGives("redand", ["10x1"], "0");
  itGives("redand", [times("1", 33)], "1");
  itGives("redor", ["0000"], "0");
  itGives("redor", ["00z0"], "x");
  itGives("redor", ["01z0"], "1");
  itGives("redxor", ["0111"], "1");
  itGives("redxor", [times("1", 66)], "0");
  itGives("redxor", ["01x1"], "x");
  itGives("redor", ["0000" + "0100" + "00x0"], "01x", { lanes: 3 });
});
