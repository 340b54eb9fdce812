import { readFileSync } from "node:fs";
import { expect } from "chai";
import { registerViews } from "../../host/register-map.ts";
import { CPUID_FIELDS } from "../../rtl/config/cpuid.ts";
import { CHECKS, Command, STRUCTURE, Status } from "../../rtl/config/pconfig-table.ts";
import { platformOf } from "../../rtl/config/platform.ts";
import { markdownMap } from "../../scripts/msr.ts";

const page = readFileSync(new URL("../../docs/registers.md", import.meta.url), "utf8");

/** Cells of the table that begins with this heading, without it. */
function table(heading: string): string[][] {
  const lines = page.slice(page.indexOf(`${heading}\n`)).split("\n");
  const end = lines.findIndex((line) => !line.startsWith("|"));
  return lines.slice(2, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe("the page of registers", () => {
  it("shows the registers as the command prints them", () => {
    const shown = /<!-- registers: .* -->\n\n([\s\S]*)\n<!-- end -->/.exec(page)?.[1];
    expect(shown).to.equal(markdownMap(registerViews()));
  });

  it("names every option of a platform with its default in bold", () => {
    const rows = table("| option | values | what it decides |");
    expect(rows.map(([name]) => name.replaceAll("`", "")).sort()).to.deep.equal(
      Object.keys(platformOf()).sort(),
    );
    for (const [name, values] of rows) {
      const bold = [...values.matchAll(/\*\*(.*?)\*\*/g)].map(([, value]) => value);
      const value = platformOf()[name.replaceAll("`", "") as "rev"];
      expect(bold, name).to.deep.equal([value].flat().map(String));
    }
  });

  it("shows the fields of CPUID", () => {
    const rows = CPUID_FIELDS.map(({ leaf, subleaf, register, bits: [high, low], name, meaning, value }) => [
      `${leaf.toString(16).toUpperCase().padStart(2, "0")}H`,
      `${subleaf ?? ""}`,
      register.toUpperCase(),
      high === low ? `${low}` : `${high}:${low}`,
      name,
      meaning,
      `${value(platformOf())}`,
    ]);
    expect(table("| leaf | ECX | register | bits | field | meaning | default |")).to.deep.equal(rows);
  });

  it("shows the structure, the commands and the checks of PCONFIG", () => {
    expect(table("| offset | bytes | field | |").map(([offset, bytes]) => [+offset, +bytes])).to.deep.equal(
      Object.values(STRUCTURE).map(({ offset, bytes }) => [offset, bytes]),
    );
    expect(table("| command | code | the keyID then |").map(([name, code]) => [name, +code])).to.deep.equal(
      Object.entries(Command.values),
    );
    const shown = (outcome: string) =>
      outcome in Status.values
        ? `${outcome} (${Status.values[outcome as keyof typeof Status.values]})`
        : `#${outcome.toUpperCase()}`;
    const column = (index: number) =>
      table("| check | 336907 rev 1.3 | SDM |")
        .filter((row) => row[index] !== "")
        .map((row) => [row[0], row[index]]);
    for (const [index, rev] of [
      [1, "1.3"],
      [2, "sdm"],
    ] as const)
      expect(column(index)).to.deep.equal(CHECKS[rev].map((each) => [each.condition, shown(each.outcome)]));
  });
});
