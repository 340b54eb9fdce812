import { expect } from "chai";
import { PageTable } from "../../../host/platform/page-table.ts";

const alone = (tenants: number, memoryBytes: number) =>
  new PageTable({ program: 0, programs: 1, tenants }, memoryBytes);

describe("PageTable", () => {
  it("gives pages of the memory in the order in which they are first touched, to each tenant in turn", () => {
    const pages = alone(3, 2 ** 20);
    const touched = [0x7fff_f000, 0x40, 0x9000_0fc0, 0x5000].map((address) => pages.map(address));
    expect(touched).to.deep.equal([
      { physical: 0, tenant: 0 },
      { physical: 0x1040, tenant: 1 },
      { physical: 0x2fc0, tenant: 2 },
      { physical: 0x3000, tenant: 0 },
    ]);
  });

  it("keeps the lines of a page together, and a page where it is", () => {
    const pages = alone(2, 2 ** 20);
    pages.map(0x1000);
    pages.map(0xf_ffff_ffff_f000);
    expect(pages.map(0xf_ffff_ffff_ffc0)).to.deep.equal({ physical: 0x1fc0, tenant: 1 });
    expect(pages.map(0x1080)).to.deep.equal({ physical: 0x80, tenant: 0 });
  });

  it("gives programs side by side pages apart, whatever the others touch", () => {
    const [first, second] = [0, 1].map(
      (program) => new PageTable({ program, programs: 2, tenants: 2 }, 4 * 4096),
    );
    expect([0x5040, 0x9000].map((address) => second.map(address))).to.deep.equal([
      { physical: 0x1040, tenant: 1 },
      { physical: 0x3000, tenant: 1 },
    ]);
    expect([0x5040, 0x9000, 0xa000].map((address) => first.map(address))).to.deep.equal([
      { physical: 0x40, tenant: 0 },
      { physical: 0x2000, tenant: 0 },
      undefined,
    ]);
  });

  it("shares tenants among programs where there are fewer, and programs' pages among tenants where there are more", () => {
    const tenantsOf = (programs: number, tenants: number) =>
      Array.from({ length: programs }, (_, program) => {
        const pages = new PageTable({ program, programs, tenants }, 2 ** 20);
        return [0, 0x1000, 0x2000, 0x3000].map((address) => pages.map(address)?.tenant);
      });
    expect(tenantsOf(3, 2)).to.deep.equal([
      [0, 0, 0, 0],
      [1, 1, 1, 1],
      [0, 0, 0, 0],
    ]);
    expect(tenantsOf(2, 5)).to.deep.equal([
      [0, 2, 4, 0],
      [1, 3, 1, 3],
    ]);
  });

  it("has no place for a page more than the memory has, and still knows the others", () => {
    const pages = alone(1, 2 * 4096);
    pages.map(0);
    pages.map(0x1000);
    expect(pages.map(0x2000)).to.equal(undefined);
    expect(pages.map(0x1000)).to.deep.equal({ physical: 0x1000, tenant: 0 });
  });
});
