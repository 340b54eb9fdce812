import { expect } from "chai";
import { markdownMap, msr, textMap } from "../../scripts/msr.ts";
import { CapturedStdio } from "./streams.ts";

const register = {
  name: "IA32_TEST",
  title: "For the test",
  address: "9F0H",
  access: "read-write",
  reset: "0x3",
  reserved: "0xfffffffffffffff0",
  locked: "ignore",
  writeRule: "faults on 2",
  fields: [
    { name: "COUNT", bits: "3:0", access: "read-write", reset: "0x3", meaning: "how many", source: "none" },
  ],
};

async function report(...form: readonly string[]) {
  const stdio = new CapturedStdio();
  const exitCode = await msr({ report: form.length > 0 ? form[0] : "text" }, stdio);
  return { exitCode, text: stdio.stdout.text };
}

describe("the map of registers", () => {
  it("is a table of fields for people", () => {
    expect(textMap([register])).to.equal(
      [
        "IA32_TEST (9F0H)",
        "For the test; read-write, reset 0x3, reserved 0xfffffffffffffff0",
        "a write faults on 2",
        "after the lock a write is ignored",
        "┌──────┬───────┬────────────┬───────┬──────────┬────────┐",
        "│ bits │ field │ access     │ reset │ meaning  │ source │",
        "├──────┼───────┼────────────┼───────┼──────────┼────────┤",
        "│ 3:0  │ COUNT │ read-write │ 0x3   │ how many │ none   │",
        "└──────┴───────┴────────────┴───────┴──────────┴────────┘",
        "",
      ].join("\n"),
    );
  });

  it("leaves out rules that a register does not have, and tells the lock that faults", () => {
    expect(textMap([{ ...register, locked: null, writeRule: "" }]).split("\n")[2]).to.match(/^┌/);
    expect(textMap([{ ...register, locked: "fault" }])).to.include("\nafter the lock a write faults\n");
  });

  it("is a section a register for a page", () => {
    expect(markdownMap([register])).to.equal(
      [
        "### IA32_TEST (9F0H)",
        "",
        "- For the test; read-write, reset 0x3, reserved 0xfffffffffffffff0",
        "- a write faults on 2",
        "- after the lock a write is ignored",
        "",
        "| bits | field | access | reset | meaning | source |",
        "| --- | --- | --- | --- | --- | --- |",
        "| 3:0 | COUNT | read-write | 0x3 | how many | none |",
        "",
      ].join("\n"),
    );
  });

  it("is printed with all registers, as text unless said otherwise", async () => {
    const { exitCode, text } = await report();
    expect(exitCode).to.equal(0);
    expect(text.match(/^\w+ \([0-9A-F]+H\)$/gm)).to.deep.equal([
      "IA32_TME_CAPABILITY (981H)",
      "IA32_TME_ACTIVATE (982H)",
      "IA32_TME_EXCLUDE_MASK (983H)",
      "IA32_TME_EXCLUDE_BASE (984H)",
      "IA32_TME_CLEAR_SAVED_KEY (9FBH)",
      "MK_TME_CORE_ACTIVATE (9FFH)",
      "IA32_MKTME_KEYID_PARTITIONING (87H)",
    ]);
    expect((await report("markdown")).text.match(/^### /gm)).to.have.lengthOf(7);
  });

  it("refuses a form that it does not have", async () => {
    let message = "";
    await report("xml").catch((error: Error) => (message = error.message));
    expect(message).to.equal('--report "xml": unknown; accepted: text, json, markdown');
  });

  it("is one line of JSON for machines", async () => {
    const { text } = await report("json");
    expect(text.trimEnd().split("\n")).to.have.lengthOf(1);
    const [capability] = JSON.parse(text).registers;
    expect(capability).to.include({
      name: "IA32_TME_CAPABILITY",
      address: "981H",
      access: "read-only",
      reset: "0x3f6c0000005",
      reserved: "0xfff800003ffffffa",
      locked: null,
    });
    expect(capability.fields[5]).to.deep.equal({
      name: "MK_TME_MAX_KEYS",
      bits: "50:36",
      access: "read-only",
      reset: "0x3f",
      meaning: "keyIDs with keys of their own, keyID 0 not counted",
      source: "336907 rev 1.3",
    });
  });
});
