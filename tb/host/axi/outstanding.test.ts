import { expect } from "chai";
import { burstText, OpenTransaction, Outstanding, responseText } from "../../../host/axi/outstanding.ts";
import type { Burst } from "../../../host/axi/rule-address.ts";

const [FIXED, INCR, WRAP] = [0, 1, 2];
const burst = (what: Partial<Burst>): Burst => ({
  id: 3,
  low: 0x1000,
  high: 0,
  beats: 1,
  beatBytes: 4,
  type: INCR,
  isExclusive: false,
  cache: 3,
  prot: 0,
  busBytes: 16,
  ...what,
});

/** The byte lanes of all beats, each as "first-end". */
function lanes(what: Partial<Burst>): string {
  const open = new OpenTransaction(burst(what));
  const found: string[] = [];
  for (; open.left > 0; open.left--) found.push(`${open.lanes.first}-${open.lanes.end}`);
  return found.join(" ");
}

describe("an open transaction", () => {
  it("has the lanes of each beat by the equations of A3.4.1", () => {
    // From 0x100d on, a bus of 16 bytes: an unaligned first beat, then whole ones.
    expect(lanes({ low: 0x100d, beats: 3, beatBytes: 16 })).to.equal("13-16 0-16 0-16");
    expect(lanes({ low: 0x1006, beats: 4 })).to.equal("6-8 8-12 12-16 0-4");
    expect(lanes({ low: 0x1003, beats: 3, beatBytes: 1 })).to.equal("3-4 4-5 5-6");
    expect(lanes({ low: 0x1006, beats: 3, type: FIXED })).to.equal("6-8 6-8 6-8");
    // A container of 16 bytes at 0x1000, entered at 0x1008.
    expect(lanes({ low: 0x1008, beats: 4, type: WRAP })).to.equal("8-12 12-16 0-4 4-8");
    expect(lanes({ low: 0x1038, beats: 4, beatBytes: 8, type: WRAP })).to.equal("8-16 0-8 8-16 0-8");
  });
});

describe("what is outstanding", () => {
  it("is given by ID, the oldest first, and counted", () => {
    const all = new Outstanding();
    const [first, second, other] = [3, 3, 5].map((id) => new OpenTransaction(burst({ id })));
    for (const one of [first, other, second]) all.add(one);
    expect([all.count, all.oldest(3), all.oldest(5), all.oldest(4)]).to.deep.equal([
      3,
      first,
      other,
      undefined,
    ]);
    expect(all.oldest(3)).to.equal(first);
    all.remove(3);
    expect(all.oldest(3)).to.equal(second);
    all.remove(3);
    all.remove(3); // none is left with it
    expect([all.count, all.oldest(3), all.some]).to.deep.equal([1, undefined, other]);
    all.clear();
    expect([all.count, all.some]).to.deep.equal([0, undefined]);
  });

  it("is named in messages with its whole address, and beside a response", () => {
    const wide = burst({ id: 7, low: 0xffff_ffc0, high: 0x1_2345, beats: 2, type: WRAP, isExclusive: true });
    expect(burstText(wide)).to.equal("ID 7, 0x12345ffffffc0, 2 x 4 bytes, WRAP, exclusive");
    expect(burstText(burst({ type: 3 }))).to.equal("ID 3, 0x1000, 1 x 4 bytes, reserved");
    const response = { id: 7, code: 2, isLast: true, outstanding: 1 };
    expect(responseText("reads")({ ...response, transaction: new OpenTransaction(wide) })).to.equal(
      "RID 7, RRESP 2, RLAST 1; 1 reads outstanding, the oldest with this ID: " +
        "ID 7, 0x12345ffffffc0, 2 x 4 bytes, WRAP, exclusive, 2 beats left",
    );
    expect(responseText("writes")({ ...response, transaction: undefined })).to.equal(
      "BID 7, BRESP 2; 1 writes outstanding, the oldest with this ID: none",
    );
  });
});
