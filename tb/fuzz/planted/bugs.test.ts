import { readFileSync } from "node:fs";
import { expect } from "chai";
import { type Bug, bugsOf, PARTS, plant } from "./bugs.ts";

const bugs = PARTS.flatMap(bugsOf);
const textOf = ({ file }: Bug): string => readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");

describe("the bugs to be planted", () => {
  it("are thirty or more, each described once", () => {
    expect(bugs.length).to.be.at.least(30);
    const names = PARTS.flatMap((part) => bugsOf(part).map(({ breaks }) => `${part}: ${breaks}`));
    expect(new Set(names).size).to.equal(bugs.length);
  });

  it("have their place in the sources as these are now", () => {
    for (const bug of bugs) expect(plant(bug, textOf(bug))).to.not.equal(textOf(bug));
  });

  it("are refused where the text is gone, or not the only one", () => {
    const bug = { breaks: "le is lt", file: "a.ts", find: "x <= y", replace: "x < y" };
    expect(plant(bug, "if (x <= y)")).to.equal("if (x < y)");
    expect(() => plant(bug, "if (y >= x)")).to.throw(
      'a.ts: the text of "le is lt" stands there 0 times, not once: x <= y',
    );
    expect(() => plant(bug, "x <= y, x <= y")).to.throw("stands there 2 times, not once");
  });
});
