import { expect } from "chai";
import { AXI_RULES } from "../../../host/axi/rule-table.ts";
import { lawful } from "./mutants.ts";
import { Script } from "./script.ts";

const [FIXED, INCR, WRAP] = [0, 1, 2];
const EXOKAY = 1;

/** Sequences that put rules to the test and keep them. */
const KEPT: readonly { readonly rules: RegExp; readonly script: () => Script }[] = [
  {
    // The last two beats of a page; an unaligned start ends with its container.
    rules: /BOUNDARY/,
    script: () => {
      const last = { burst: INCR, addr: 0x1fe3, size: 4, len: 1 };
      return new Script().write(last).read(last);
    },
  },
  {
    rules: /WRAP/,
    script: () => {
      const wrap = { burst: WRAP, addr: 0x28, size: 3, len: 3 };
      return new Script()
        .write(wrap)
        .read(wrap)
        .read({ ...wrap, len: 15 });
    },
  },
  {
    rules: /FIXED/,
    script: () => {
      const fixed = { burst: FIXED, addr: 0x1003, size: 2, len: 15 };
      return new Script().write(fixed).read(fixed);
    },
  },
  {
    rules: /A[WR]CACHE$/,
    script: () => new Script().write({ cache: 0b0001 }).read({ cache: 0 }),
  },
  {
    rules: /LOCK$|EXCL|EXOKAY/,
    script: () => {
      const exclusive = { id: 3, lock: 1, addr: 0x80, size: 3, len: 15 };
      const script = new Script().offer("ar", exclusive);
      for (let beat = 0; beat < 16; beat++)
        script.offer("r", { id: 3, resp: EXOKAY, last: beat === 15 ? 1 : 0 });
      script.offer("aw", exclusive);
      for (let beat = 0; beat < 16; beat++)
        script.offer("w", { strb: beat % 2 === 0 ? 0xff : 0xff00, last: beat === 15 ? 1 : 0 });
      return script.offer("b", { id: 3, resp: EXOKAY });
    },
  },
  { rules: /./, script: lawful },
];

describe("the coverage of the AXI rules", () => {
  const kept = KEPT.map(({ rules, script }) => ({ rules, checker: script().run() }));

  for (const { name } of AXI_RULES) {
    it(`${name} is put to the test by a sequence that keeps it`, () => {
      const { checker } = kept.find(({ rules }) => rules.test(name))!;
      expect(checker.covered.get(name)).to.be.greaterThan(0);
      expect(checker.warnings).to.deep.equal([]);
    });
  }

  it("names all rules in the order of the table", () => {
    expect([...new Script().run().covered.keys()]).to.deep.equal(AXI_RULES.map(({ name }) => name));
  });

  it("counts beats, bursts and edges by what each rule is about", () => {
    const script = new Script().offer("ar", { len: 3 }, 5);
    for (const last of [0, 0, 0, 1]) script.offer("r", { last }, 1);
    const { covered } = script.run();
    expect(covered.get("AXI_ERRS_RDATA_NUM"), "beats").to.equal(4);
    expect(covered.get("AXI_ERRM_ARSIZE"), "bursts").to.equal(1);
    expect(covered.get("AXI_ERRM_ARADDR_STABLE"), "edges at which the address waits").to.equal(4);
    expect(covered.get("AXI_ERRM_ARVALID_STABLE")).to.equal(4);
    expect(covered.get("AXI_ERRM_ARLEN_WRAP"), "no WRAP").to.equal(0);
    expect(covered.get("AXI_ERRS_BRESP_ALL_DONE_EOS"), "no write").to.equal(0);
    expect(covered.get("AXI_ERRS_RLAST_ALL_DONE_EOS"), "ends").to.equal(1);
  });

  it("has READY in time in the last cycle that is allowed", () => {
    const late = new Script().offer("ar", {}, 5).offer("r");
    expect(late.run({ maxWait: 4 }).warnings).to.deep.equal([]);
    expect(late.run({ maxWait: 3 }).warnings.map(({ rule, cycle }) => [rule.name, cycle])).to.deep.equal([
      ["AXI_RECS_ARREADY_MAX_WAIT", 7],
    ]);
  });
});

/** The strobes of each beat of a write on a bus of 16 bytes, given in hex, and whether they fit. */
function fits(address: Record<string, number>, strobes: readonly number[]): boolean {
  const script = new Script().offer("aw", { ...address, len: strobes.length - 1 });
  strobes.forEach((strb, beat) => {
    script.offer("w", { strb, last: beat === strobes.length - 1 ? 1 : 0 });
  });
  const broken = script.offer("b").play();
  expect(broken).to.satisfy((rules: string[]) => rules.every((rule) => rule === "AXI_ERRM_WSTRB"));
  return broken.length === 0;
}

describe("the strobes of a beat", () => {
  it("move with the beats of a narrow burst", () => {
    expect(fits({ addr: 0x4, size: 2 }, [0x00f0, 0x0f00, 0xf000, 0x000f])).to.equal(true);
    expect(fits({ addr: 0x4, size: 2 }, [0x00f0, 0x0f00, 0xf000, 0x001f])).to.equal(false);
    expect(fits({ addr: 0x4, size: 2 }, [0x00f8])).to.equal(false);
  });
  it("begin at an unaligned address, and at multiples of the size from the second beat on", () => {
    expect(fits({ addr: 0x6, size: 2 }, [0x00c0, 0x0f00])).to.equal(true);
    expect(fits({ addr: 0x6, size: 2 }, [0x00e0, 0x0f00])).to.equal(false);
    expect(fits({ addr: 0x6, size: 2 }, [0x00c0, 0x3c00])).to.equal(false);
  });
  it("stay where they are in a FIXED burst", () => {
    expect(fits({ addr: 0x9, size: 2, burst: FIXED }, [0x0e00, 0x0e00])).to.equal(true);
    expect(fits({ addr: 0x9, size: 2, burst: FIXED }, [0x0e00, 0xf000])).to.equal(false);
  });
  it("return to the start of the container in a WRAP burst", () => {
    expect(fits({ addr: 0x1c, size: 2, burst: WRAP }, [0xf000, 0x000f, 0x00f0, 0x0f00])).to.equal(true);
    expect(fits({ addr: 0x14, size: 2, burst: WRAP }, [0x00f0, 0x000f])).to.equal(true);
    expect(fits({ addr: 0x14, size: 2, burst: WRAP }, [0x00f0, 0x0f00])).to.equal(false);
  });
});
