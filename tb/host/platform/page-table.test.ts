import { expect } from "chai";
import { PageTable } from "../../../host/platform/page-table.ts";

describe("PageTable", () => {
  it("gives pages of the memory in the order in which they are first touched, to each tenant in turn", () => {
    const pages = new PageTable(3, 2 ** 20);
    const touched = [0x7fff_f000, 0x40, 0x9000_0fc0, 0x5000].map((address) => pages.map(address));
    expect(touched).to.deep.equal([
      { physical: 0, tenant: 0 },
      { physical: 0x1040, tenant: 1 },
      { physical: 0x2fc0, tenant: 2 },
      { physical: 0x3000, tenant: 0 },
    ]);
  });

  it("keeps the lines of a page together, and a page where it is", () => {
    const pages = new PageTable(2, 2 ** 20);
    pages.map(0x1000);
    pages.map(0xf_ffff_ffff_f000);
    expect(pages.map(0xf_ffff_ffff_ffc0)).to.deep.equal({ physical: 0x1fc0, tenant: 1 });
    expect(pages.map(0x1080)).to.deep.equal({ physical: 0x80, tenant: 0 });
  });

  it("has no place for a page more than the memory has, and still knows the others", () => {
    const pages = new PageTable(1, 2 * 4096);
    pages.map(0);
    pages.map(0x1000);
    expect(pages.map(0x2000)).to.equal(undefined);
    expect(pages.map(0x1000)).to.deep.equal({ physical: 0x1000, tenant: 0 });
  });
});
