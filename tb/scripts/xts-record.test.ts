import { expect } from "chai";
import { parseRecord } from "../../scripts/xts-record.ts";

const FIELDS = {
  id: 7,
  op: "encrypt",
  key1: "00112233445566778899aabbccddeeff",
  key2: "ffeeddccbbaa99887766554433221100",
  tweak: "01000000000000000000000000000000",
  data: "000102030405060708090A0B0C0D0E0F",
};
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
const parse = (changes: object) => parseRecord(JSON.stringify({ ...FIELDS, ...changes }));

describe("a record of a batch", () => {
  it("is a data unit with an id", () => {
    expect(parse({})).to.deep.equal({
      id: 7,
      unit: {
        op: "encrypt",
        key1: bytes(FIELDS.key1),
        key2: bytes(FIELDS.key2),
        tweak: bytes(FIELDS.tweak),
        data: bytes(FIELDS.data),
      },
    });
    expect(parse({ id: "a" })).to.have.property("id", "a");
  });

  it("has 16, 32, 48 or 64 bytes of data and two keys of 16 or 32 bytes", () => {
    for (const size of [16, 32, 48, 64]) expect(parse({ data: "00".repeat(size) })).to.have.property("unit");
    expect(parse({ key1: "11".repeat(32), key2: "22".repeat(32) })).to.have.property("unit");
  });

  const wrong: readonly [name: string, changes: object, error: string][] = [
    ["an unknown operation", { op: "sign" }, "op: accepted: encrypt or decrypt"],
    [
      "data of another length",
      { data: "00".repeat(17) },
      "data: 34 hex digits; accepted: 16, 32, 48 or 64 bytes in hex",
    ],
    ["no data", { data: "" }, "data: 0 hex digits; accepted: 16, 32, 48 or 64 bytes in hex"],
    [
      "data that is not hex",
      { data: "zz".repeat(16) },
      "data: not hex digits; accepted: 16, 32, 48 or 64 bytes in hex",
    ],
    ["data that is not a string", { data: 5 }, "data: accepted: 16, 32, 48 or 64 bytes in hex"],
    [
      "a key of another length",
      { key1: "00".repeat(24) },
      "key1: 48 hex digits; accepted: 16 or 32 bytes in hex",
    ],
    ["keys of two lengths", { key2: "00".repeat(32) }, "key2: accepted: as many bytes as key1"],
    ["a tweak of another length", { tweak: "00" }, "tweak: 2 hex digits; accepted: 16 bytes in hex"],
    ["a missing field", { tweak: undefined }, "tweak: missing"],
    ["an unknown field", { iv: "00" }, "iv: unknown field; accepted: id, op, key1, key2, tweak, data"],
  ];
  for (const [name, changes, error] of wrong) {
    it(`is refused with its id for ${name}`, () => {
      expect(parse(changes)).to.deep.equal({ id: 7, error });
    });
  }

  it("is refused without an id where none can be read", () => {
    expect(parseRecord("{")).to.deep.equal({ id: null, error: "not JSON" });
    expect(parseRecord("[]")).to.deep.equal({ id: null, error: "id: missing" });
    expect(parseRecord("null")).to.deep.equal({ id: null, error: "accepted: an object" });
    expect(parse({ id: undefined })).to.deep.equal({ id: null, error: "id: missing" });
    expect(parse({ id: {} })).to.deep.equal({ id: null, error: "id: accepted: a string or a number" });
  });

  it("shows no key in its errors", () => {
    expect(JSON.stringify(parse({ key1: "c0ffee" }))).not.to.include("c0ffee");
  });
});
