import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { examplesOf } from "./examples.ts";
import { Programs } from "./program.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

describe("examples of a page", () => {
  const page = (...blocks: [info: string, ...lines: string[]][]) =>
    blocks.map(([info, ...lines]) => `Text.\n\n\`\`\`${info}\n${lines.join("\n")}\n\`\`\`\n`).join("\n");

  it("are the blocks that say run, with those that go on with them and what they print", () => {
    const markdown = page(["ts run", "one"], ["ts", "left out"], ["ts more", "two"], ["text output", "1"]);
    expect(examplesOf(markdown)).to.deep.equal([{ line: 3, code: "one\ntwo\n", output: "1\n" }]);
    expect(examplesOf(page(["ts run", "one"], ["ts run", "two"])).map(({ output }) => output)).to.deep.equal([
      undefined,
      undefined,
    ]);
  });

  it("that cannot be told are an error with the line", () => {
    expect(() => examplesOf(page(["ts more", "two"]))).to.throw('line 3: a block "ts more" with no "ts run"');
    expect(() => examplesOf("```ts run\none")).to.throw("line 1: the block is not closed");
  });

  it("are found wrong by the type checker, at their place", () => {
    using programs = new Programs();
    programs.add("wrong", 'const width: number = "eight";\n', "docs");
    expect(programs.typeErrors()).to.contain("wrong.ts(1,7): error TS2322");
  });
});

describe("the documentation", () => {
  const docs = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
  const pages = ["README.md", ...docs.map((name) => join("docs", name))];
  const programs = new Programs();
  const examples = pages.flatMap((page) =>
    examplesOf(readFileSync(join(root, page), "utf8")).map((example) => {
      const name = `${page.replace(/\W/g, "_")}_${example.line}`;
      programs.add(name, example.code, dirname(page));
      return { ...example, name, page };
    }),
  );
  after(() => programs[Symbol.dispose]());

  it("has examples that pass the type checker", () => {
    expect(programs.typeErrors()).to.equal("");
  });

  for (const { name, page, line, output } of examples) {
    it(`runs ${page}:${line}${output === undefined ? "" : " and prints what it says"}`, async () => {
      const printed = await programs.run(name);
      if (output !== undefined) expect(printed).to.equal(output);
    });
  }
});
