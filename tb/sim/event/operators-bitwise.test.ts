import { itGives, times } from "./operate.ts";

describe("bitwise operators", () => {
  itGives("not", ["01xz"], "10xx");
  itGives("and", ["0000111xxzz", "01xz1xzxzxz"], "00001xxxxxx");
  itGives("or", ["0000111xxzz", "01xz0xzxz0z"], "01xx111xxxx");
  itGives("xor", ["00001111xxzz", "01xz01xzx1zz"], "01xx10xxxxxx");
  itGives("wire", ["01xz"], "01xz");
  itGives("not", [times("1", 33)], times("0", 33));
  itGives("xor", [times("10", 64), times("01", 64)], times("1", 128));
  itGives("and", [`x${times("1", 64)}`, times("1", 65)], `x${times("1", 64)}`);
  itGives("or", [times("0", 5000), `${times("0", 4999)}1`], `${times("0", 4999)}1`);
});
