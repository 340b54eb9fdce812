import { readFileSync } from "node:fs";
import { expect } from "chai";
import * as v from "valibot";
import {
  DEFAULTS,
  MODES,
  misfit,
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
} from "../../scripts/platform-settings.ts";

interface Property {
  /** Either of a range or a word. */
  readonly anyOf?: readonly [range: Omit<Property, "default">, word: { readonly const: string }];
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default: unknown;
}

const schema = JSON.parse(readFileSync(new URL("../../docs/config.schema.json", import.meta.url), "utf8"));
const properties = new Map<string, Property>(Object.entries(schema.properties));

const accepts = (name: SettingName, value: unknown) => v.safeParse(SETTINGS[name], value).success;

/** Values at the edges of what the schema says, and whether it takes them. */
function edges({
  anyOf,
  type,
  enum: choices,
  minimum = 0,
  maximum = 0,
}: Property): [value: unknown, isTaken: boolean][] {
  const strange: [unknown, boolean][] = [null, "strange", -1, 3.5, [], {}].map((value) => [value, false]);
  if (anyOf) return [[anyOf[1].const, true], ...edges({ ...anyOf[0], default: undefined })];
  if (choices)
    return [
      ...choices.map((value): [unknown, boolean] => [value, true]),
      [true, false],
      [3, false],
      ...strange,
    ];
  if (type === "boolean") return [[true, true], [false, true], [0, false], ["true", false], ...strange];
  return [
    [minimum, true],
    [maximum, true],
    [minimum - 1, false],
    [maximum + 1, false],
    [`${minimum}`, false],
    ...strange,
  ];
}

describe("docs/config.schema.json", () => {
  it("has every setting and no other", () => {
    expect([...properties.keys()]).to.deep.equal(SETTING_NAMES);
    expect(schema.additionalProperties).to.equal(false);
  });

  for (const name of SETTING_NAMES) {
    it(`takes of ${name} what the command takes, and has its default`, () => {
      const property = properties.get(name)!;
      for (const [value, isTaken] of edges(property)) {
        expect(accepts(name, value), JSON.stringify(value)).to.equal(isTaken);
      }
      expect(property.default).to.equal(DEFAULTS[name]);
    });
  }
});

describe("a setting", () => {
  it("has a meaning in the modes that it is for", () => {
    const modesOf = (name: SettingName) => MODES.filter((mode) => !misfit(name, { mode, cores: 1 }));
    expect(modesOf("mode")).to.deep.equal(["line", "off", "tme", "mktme"]);
    expect(modesOf("keyids")).to.deep.equal(["mktme"]);
    expect(modesOf("compare")).to.deep.equal(["tme", "mktme"]);
    expect(modesOf("lanes")).to.deep.equal(["off", "tme", "mktme"]);
  });

  it("of a core has none without cores", () => {
    const without = SETTING_NAMES.filter((name) => misfit(name, { mode: "mktme", cores: "none" }));
    expect(without).to.deep.equal(["core-mhz", "issue-width", "window", "misses"]);
  });
});
