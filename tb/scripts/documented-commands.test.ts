import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { main } from "../../scripts/cli.ts";
import { standInHardware } from "./stand-in.ts";
import { CapturedStdio } from "./streams.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`),
]
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));

/** What a pattern finds in each page, with the page. */
const inPages = (pattern: RegExp): [page: string, found: string][] =>
  pages.flatMap(({ name, text }) =>
    [...text.matchAll(pattern)].map((match): [string, string] => [name, match[1]]),
  );

describe("commands in the documentation", () => {
  const commands = inPages(/^npx cipherline ([^#\n]*)/gm);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "commands-"));
    writeFileSync(join(folder, "FILE"), "0 64\n");
  });
  after(() => rmSync(folder, { recursive: true }));

  it("are there", () => {
    expect(commands.filter(([page]) => page === "README.md")).to.have.length.of.at.least(3);
  });

  for (const [page, command] of commands) {
    it(`${page}: npx cipherline ${command.trim()}`, async () => {
      const words = command.trim().split(/\s+/);
      const given = words.map((word) =>
        word
          .replace(/^FILE\S*/, join(folder, "FILE"))
          .replace(/^FOLDER$/, folder)
          .replace(/^HEX$/, "00112233445566778899aabbccddeeff"),
      );
      const stdio = new CapturedStdio();
      const exitCode = await main(given, stdio, standInHardware());
      expect({ exitCode, stderr: stdio.stderr.text }).to.deep.equal({ exitCode: 0, stderr: "" });
    });
  }

  it("of npm are scripts of the package", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const names = [...inPages(/\bnpm run (\w+)/g), ...inPages(/\bnpm (start|test)\b/g)];
    for (const [page, name] of names) expect(scripts, page).to.have.property(name);
    expect(names.map(([, name]) => name)).to.include.members(["start", "test", "bench", "arrows", "format"]);
  });

  it("name files that are there", () => {
    const files = inPages(/\bnpx (?:tsx|mocha) ([\w./-]+\.ts)\b/g);
    for (const [page, file] of files) expect(existsSync(join(root, file)), `${page}: ${file}`).to.equal(true);
    expect(files).to.have.length.of.at.least(2);
  });

  it("and links lead to files that are there", () => {
    for (const [page, target] of inPages(/\]\(((?!https?:|#)[^)\s#]+)/g)) {
      const file = join(root, page, "..", target);
      expect(existsSync(file), `${page}: ${target}`).to.equal(true);
    }
  });
});
