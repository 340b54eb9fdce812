import { expect } from "chai";
import { PathPattern } from "../../../sim/waves/path-pattern.ts";

describe("path patterns", () => {
  const hits = (pattern: string, ...paths: string[]) =>
    paths.filter((path) => new PathPattern(pattern).matches(path));

  it("match a path as it stands, not its beginning", () => {
    expect(hits("top.clk", "top.clk", "top.clk2", "top.core.clk")).to.deep.equal(["top.clk"]);
  });

  it("let * stand for part of one name", () => {
    expect(hits("top.*_valid", "top.in_valid", "top._valid", "top.in.b_valid")).to.deep.equal([
      "top.in_valid",
      "top._valid",
    ]);
    expect(hits("top.*.clk", "top.a.clk", "top.a.b.clk", "top.clk")).to.deep.equal(["top.a.clk"]);
  });

  it("let ** stand for any number of names, none included", () => {
    expect(hits("**.valid", "valid", "top.valid", "top.a.b.valid", "top.a.invalid")).to.deep.equal([
      "valid",
      "top.valid",
      "top.a.b.valid",
    ]);
    expect(hits("top.**.valid", "top.valid", "top.a.b.valid", "tip.valid")).to.deep.equal([
      "top.valid",
      "top.a.b.valid",
    ]);
    expect(hits("**", "top.a")).to.deep.equal(["top.a"]);
  });

  it("take everything in a scope that they match", () => {
    expect(hits("top.core", "top.core.a", "top.core.b.c", "top.cores.a")).to.deep.equal([
      "top.core.a",
      "top.core.b.c",
    ]);
  });

  it("take the characters of regular expressions as they are", () => {
    expect(hits("top.a+b(", "top.a+b(", "top.aab(")).to.deep.equal(["top.a+b("]);
  });
});
