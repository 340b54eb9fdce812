import { expect } from "chai";
import {
  type Bits,
  In,
  instances,
  type Memory,
  memories,
  module,
  Out,
  sram,
  when,
} from "../../../sim/hdl/index.ts";
import { fault, model, text } from "./model.ts";

/** A memory of 6 words of 8 bits with a write and a read port, and a combinational read. */
const Store = (collision: "old" | "new" | "x") =>
  module(
    "Store",
    { wa: In(3), wd: In(8), we: In(1), ra: In(3), re: In(1), q: Out(8), now: Out(8) },
    ({ wa, wd, we, ra, re, q, now }) => {
      const { store } = memories({ store: sram({ data: 8, addr: 3, depth: 6, init: [10, 11, 12] }) });
      store.write({ addr: wa, data: wd, enable: we });
      q.drive(store.read({ addr: ra, enable: re, collision }));
      now.drive(store.peek(ra));
    },
  );
const IDLE = { wa: 0, wd: 0, we: 0, ra: 0, re: 1 };

describe("memories", () => {
  it("a read shows the word after the edge, and holds without enable", () => {
    const store = model(Store("old")).set({ ...IDLE, ra: 1 });
    const seen = [store.get("q"), store.edge().get("q")];
    seen.push(store.set({ ra: 2, re: 0 }).edge().get("q"), store.set({ re: 1 }).edge().get("q"));
    expect(seen).to.deep.equal(["xxxxxxxx", 11, 11, 12]);
  });
  it("a peek shows the word at once", () => {
    const store = model(Store("old")).set(IDLE);
    expect([0, 1, 2].map((ra) => store.set({ ra }).get("now"))).to.deep.equal([10, 11, 12]);
  });
  it("a write shows from the next cycle on, and only with enable", () => {
    const store = model(Store("old")).set({ ...IDLE, wa: 2, wd: 99, ra: 2 });
    const seen = [store.edge().get("now"), store.set({ we: 1 }).get("now"), store.edge().get("now")];
    expect(seen).to.deep.equal([12, 12, 99]);
  });
  it("words without initial value, and addresses beyond the depth, read x", () => {
    const store = model(Store("old")).set(IDLE);
    expect([3, 6].map((ra) => store.set({ ra }).edge().get("q"))).to.deep.equal(["xxxxxxxx", "xxxxxxxx"]);
  });

  describe("a read and a write of one word at one edge", () => {
    const collide = (collision: "old" | "new" | "x") =>
      model(Store(collision))
        .set({ ...IDLE, wa: 1, wd: 77, we: 1, ra: 1 })
        .edge()
        .get("q");
    it("old: reads the word before the write", () => expect(collide("old")).to.equal(11));
    it("new: reads what is written", () => expect(collide("new")).to.equal(77));
    it("x: reads x", () => expect(collide("x")).to.equal("xxxxxxxx"));
  });

  it("a mask has one bit an equal part of the word, the lowest bit for the lowest part", () => {
    const Masked = module("Masked", { mask: In(2), addr: In(1), q: Out(8) }, ({ mask, addr, q }) => {
      const { store } = memories({ store: sram({ data: 8, addr: 1, init: [0x55, 0x55] }) });
      store.write({ addr, data: 0xaa, mask });
      q.drive(store.peek(addr));
    });
    const of = (mask: number) => model(Masked).set({ mask, addr: 0 }).edge().get("q");
    expect([of(0b00), of(0b01), of(0b10), of(0b11)]).to.deep.equal([0x55, 0x5a, 0xa5, 0xaa]);
  });

  it("ports inside a when work where it holds", () => {
    const Gated = module("Gated", { a: In(1), b: In(1), addr: In(1), q: Out(8) }, ({ a, b, addr, q }) => {
      const { store } = memories({ store: sram({ data: 8, addr: 1, init: [1, 2] }) });
      when(a, () => {
        when(b, () => store.write({ addr, data: 7 })).otherwise(() => store.write({ addr, data: 8 }));
      });
      q.drive(store.peek(addr));
    });
    const of = (a: number, b: number) => model(Gated).set({ a, b, addr: 0 }).edge().get("q");
    expect([of(0, 0), of(0, 1), of(1, 0), of(1, 1)]).to.deep.equal([1, 1, 8, 7]);
  });

  it("an enable and a when around it count together", () => {
    const Both = module("Both", { a: In(1), e: In(1), addr: In(1), q: Out(8) }, ({ a, e, addr, q }) => {
      const { store } = memories({ store: sram({ data: 8, addr: 1, init: [1, 2] }) });
      when(a, () => q.drive(store.read({ addr, enable: e, collision: "old" }))).otherwise(() => q.drive(0));
    });
    const both = model(Both).set({ a: 1, e: 1, addr: 1 }).edge();
    const seen = [both.get("q"), both.set({ addr: 0, e: 0 }).edge().get("q")];
    seen.push(both.set({ e: 1, a: 0 }).edge().set({ a: 1 }).get("q"), both.edge().get("q"));
    expect(seen).to.deep.equal([2, 2, 2, 1]);
  });

  it("of several writes to one word at one edge the later statement wins", () => {
    const Twice = module("Twice", { addr: In(1), q: Out(8) }, ({ addr, q }) => {
      const { store } = memories({ store: sram({ data: 8, addr: 1 }) });
      store.write({ addr, data: 1 });
      store.write({ addr, data: 2 });
      q.drive(store.peek(addr));
    });
    expect(model(Twice).set({ addr: 1 }).edge().get("q")).to.equal(2);
  });

  it("the netlist has their names, sizes and places", () => {
    const { memories: made, scopes } = model(Store("old")).netlist;
    expect(
      made.map(({ name, width, depth, init, scope }) => [name, width, depth, init, scopes[scope].name]),
    ).to.deep.equal([["store", 8, 6, [10n, 11n, 12n], "Store"]]);
  });

  describe("mistakes", () => {
    const mistake = (body: (store: Memory, a: Bits, w: Bits) => void) =>
      fault(() =>
        model(
          module("Wrong", { a: In(3), w: In(9) }, ({ a, w }) => {
            const { store } = memories({ store: sram({ data: 8, addr: 3 }) });
            body(store as unknown as Memory, a, w);
          }),
        ),
      );
    const STORE =
      "memory store declared: «const { store } = memories({ store: sram({ data: 8, addr: 3 }) });»";
    const declared = (name: string) =>
      `${name} declared: «module("Wrong", { a: In(3), w: In(9) }, ({ a, w }) => {»`;

    it("an address of another width", () => {
      expect(mistake((store, _a, w) => store.peek(w))).to.equal(
        text(
          "WIDTH: addr of memory store is 3 bits; w is 9 bits",
          "here: «expect(mistake((store, _a, w) => store.peek(w))).to.equal(»",
          declared("w"),
          STORE,
          "fix: extend or slice it to 3 bits",
        ),
      );
    });
    it("data of another width", () => {
      expect(mistake((store, a, w) => store.write({ addr: a, data: w })).split("\n")[0]).to.equal(
        "WIDTH: data of memory store is 8 bits; w is 9 bits",
      );
    });
    it("a constant that does not fit", () => {
      expect(mistake((store, a) => store.write({ addr: a, data: 256 })).split("\n")[0]).to.equal(
        "LITERAL: the constant 256 (9 bits) does not fit 8 bits",
      );
    });
    it("a mask that does not divide the word", () => {
      expect(mistake((store, a) => store.write({ addr: a, data: 0, mask: a }))).to.equal(
        text(
          "WIDTH: a mask of 3 bits does not divide the 8 bits of memory store",
          "here: «expect(mistake((store, a) => store.write({ addr: a, data: 0, mask: a }))).to.equal(»",
          declared("a"),
          STORE,
          "fix: give one mask bit for each equal part of the word",
        ),
      );
    });
    it("an enable of several bits", () => {
      expect(mistake((store, a, w) => store.write({ addr: a, data: 0, enable: w as Bits<1> }))).to.equal(
        text(
          "WIDTH: enable needs a condition of 1 bit; w is 9 bits",
          "here: «expect(mistake((store, a, w) => store.write({ addr: a, data: 0, enable: w as Bits<1> }))).to.equal(»",
          declared("w"),
          "fix: compare it with eq or ne, or reduce it with orR",
        ),
      );
    });
    it("a port in another module", () => {
      let lent: Memory<8, 3> | undefined;
      const Child = module("Child", { a: In(3), q: Out(8) }, ({ a, q }) => {
        q.drive((lent as Memory<8, 3>).peek(a));
      });
      const wrong = module("Wrong", { a: In(3) }, ({ a }) => {
        const { store } = memories({ store: sram({ data: 8, addr: 3 }) });
        lent = store;
        instances({ child: Child }).child.a.drive(a);
      });
      expect(fault(() => model(wrong))).to.equal(
        text(
          "CONTEXT: memory store of module Wrong is used inside module Child",
          "here: «q.drive((lent as Memory<8, 3>).peek(a));»",
          STORE,
          "fix: put the memory and its ports in one module",
        ),
      );
    });

    const size = (shape: Parameters<typeof sram>[0]) =>
      fault(() => model(module("Wrong", {}, () => void memories({ m: sram(shape) }))));
    it("sizes that cannot be", () => {
      expect(size({ data: 8, addr: 3, depth: 9 })).to.equal(
        text(
          "SIZE: 3 address bits for the 9 words of memory m",
          'here: «fault(() => model(module("Wrong", {}, () => void memories({ m: sram(shape) }))));»',
          "fix: give 4 to 32 address bits",
        ),
      );
      expect(
        [
          { data: 0, addr: 3 },
          { data: 8, addr: 3, depth: 0 },
          { data: 8, addr: 25 },
        ].map((s) => size(s).split("\n")[0]),
      ).to.deep.equal([
        "SIZE: memory m has words of 0 bits",
        "SIZE: memory m has 0 words",
        "SIZE: memory m has 33554432 words",
      ]);
    });
    it("initial words that are too many or too wide", () => {
      expect(size({ data: 8, addr: 1, init: [1, 2, 3] }).split("\n")[0]).to.equal(
        "SIZE: memory m has 2 words and 3 initial ones",
      );
      expect(size({ data: 8, addr: 1, init: [1, 256] }).split("\n")[0]).to.equal(
        "LITERAL: initial word 1 of memory m, 256, does not fit 8 bits",
      );
    });
  });
});
