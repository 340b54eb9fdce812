/**
 * Mistakes that the editor must show: a title, the code and the last line of the error that the compiler gives where
 * no directive hides it (… where it goes on), and the mistake. `must-not-compile.test.ts` holds the errors against the compiler.
 */
import {
  assert,
  asVec,
  type Bits,
  cat,
  connect,
  enumeration,
  flip,
  fsm,
  In,
  instances,
  memories,
  module,
  mux,
  Out,
  pipeline,
  regs,
  rom,
  sram,
  stream,
  u,
  vec,
  vecOf,
  when,
  wires,
} from "../../../sim/hdl/index.ts";

const Op = enumeration("Op", 1, { encrypt: 0, decrypt: 1 });
const bytes = rom("bytes", 8, [1, 2, 3]);
const Child = module("Child", { a: In(64), q: Out(64) }, ({ a, q }) => q.drive(a));
const shape = {
  bit: In(1),
  half: In(64),
  full: In(128),
  byte: In(8),
  op: In(Op),
  v: In(vec(16, 8)),
  w: In(vec(4, 8)),
  up: flip(stream({ block: 128, tag: 4 })),
  down: stream({ block: 128, tag: 4 }),
  word: stream(64),
  q: Out(128),
  flag: Out(1),
};

module("Mistakes", shape, ({ bit, half, full, byte, op, v, w, up, down, word, q, flag }) => {
  const { count } = regs({ count: u(8).init(0) });
  const { net } = wires({ net: 8 });
  const { child } = instances({ child: Child });
  const { store } = memories({ store: sram({ data: 128, addr: 6 }) });

  // a 64-bit word on a 128-bit port
  // TS2345 Type '64' is not assignable to type '128'.
  // @ts-expect-error
  q.drive(half);
  // two widths in an operator
  // TS2345 Type '64' is not assignable to type '128'.
  // @ts-expect-error
  full.xor(half);
  // a comparison of two widths
  // TS2345 Type '64' is not assignable to type '128'.
  // @ts-expect-error
  full.eq(half);
  // the sum with carry is one bit wider
  // TS2322 Type '9' is not assignable to type '8'.
  // @ts-expect-error
  count.next = count.addc(1);
  // a product has both widths
  // TS2345 Type '136' is not assignable to type '128'.
  // @ts-expect-error
  q.drive(full.mul(byte));
  // two widths behind a multiplexer
  // TS2769 Type '64' is not assignable to type '128'.
  // @ts-expect-error
  mux(bit, full, half);
  // a select of several bits
  // TS2769 Type '8' is not assignable to type '1'.
  // @ts-expect-error
  mux(byte, full, 0);
  // a joined word is as wide as its parts
  // TS2345 Type '72' is not assignable to type '128'.
  // @ts-expect-error
  q.drive(cat(half, byte));
  // bits that are not there
  // TS2345 Argument of type '"8:0"' is not assignable to parameter of type '"no bits 8:0 in a word …
  // @ts-expect-error
  byte.at("8:0");
  // bits upside down
  // TS2345 Argument of type '"0:3"' is not assignable to parameter of type '"bits 0:3: the high …
  // @ts-expect-error
  byte.at("0:3");
  // an extension that would cut
  // TS2345 Argument of type '64' is not assignable to parameter of type '"128 bits do not fit in 64"'.
  // @ts-expect-error
  full.zext(64);
  // a word of unknown width where a width is known
  // TS2345 Type 'number' is not assignable to type '128'.
  // @ts-expect-error
  q.drive(full.slice(63, 0));
  // a condition of several bits
  // TS2345 Type '8' is not assignable to type '1'.
  // @ts-expect-error
  when(byte, () => {});
  // an assertion over several bits
  // TS2345 Type '8' is not assignable to type '1'.
  // @ts-expect-error
  assert(byte, "a byte");
  // a part of a register takes its own width
  // TS2322 Type '8' is not assignable to type '4'.
  // @ts-expect-error
  count.at("3:0").next = byte;
  // a part of a wire takes its own width
  // TS2345 Type '8' is not assignable to type '4'.
  // @ts-expect-error
  net.at("7:4").drive(byte);
  // a table's word has the table's width
  // TS2345 Type '8' is not assignable to type '128'.
  // @ts-expect-error
  q.drive(byte.lookup(bytes));

  // an input is not driven
  // TS2339 Property 'drive' does not exist on type 'Bits<8>'.
  // @ts-expect-error
  byte.drive(0);
  // an input is not assigned
  // TS2339 Property 'next' does not exist on type 'Bits<8>'.
  // @ts-expect-error
  byte.next = 0;
  // a register is not driven
  // TS2339 Property 'drive' does not exist on type 'Reg<Bits<8>>'.
  // @ts-expect-error
  count.drive(0);
  // a wire has no next value
  // TS2339 Property 'next' does not exist on type 'Wire<Bits<8>>'.
  // @ts-expect-error
  net.next = 0;
  // an output of an instance is not driven
  // TS2339 Property 'drive' does not exist on type 'Bits<64>'.
  // @ts-expect-error
  child.q.drive(0);
  // an input of an instance takes its own width
  // TS2345 Type '128' is not assignable to type '64'.
  // @ts-expect-error
  child.a.drive(full);
  // a port that the module does not have
  // TS2339 Property 'b' does not exist on type 'Inside<Flip<{ readonly a: Port<"in", Bits<64>>; …
  // @ts-expect-error
  child.b.drive(0);

  // vectors of two numbers of lanes
  // TS2345 Type '4' is not assignable to type '16'.
  // @ts-expect-error
  v.xor(w);
  // lanes of two widths
  // TS2345 Type '1' is not assignable to type '8'.
  // @ts-expect-error
  vecOf(byte, bit);
  // lanes that do not make up the word
  // TS2345 Type '128' is not assignable to type '144'.
  // @ts-expect-error
  asVec(full, 16, 9);
  // a vector is no word
  // TS2345 Type 'Vec<16, Bits<8>, 128>' is missing the following properties from type 'Bits<128>': …
  // @ts-expect-error
  q.drive(v);
  // the body of map gives a word
  // TS2339 Property 'lanes' does not exist on type 'Bits<8>'.
  // @ts-expect-error
  v.map((lane) => lane.lanes);
  // a mapped vector has the lanes of its body
  // TS2345 Type '4' is not assignable to type '8'.
  // @ts-expect-error
  v.xor(v.map((lane) => lane.at("3:0")));

  // an address of another width
  // TS2345 Type '8' is not assignable to type '6'.
  // @ts-expect-error
  store.peek(byte);
  // data of another width
  // TS2322 Type '64' is not assignable to type '128'.
  // @ts-expect-error
  store.write({ addr: byte.at("5:0"), data: half });
  // a read without a collision mode
  // TS2741 Property 'collision' is missing in type '{ addr: Bits<6>; }' but required in type '{ …
  // @ts-expect-error
  store.read({ addr: byte.at("5:0") });

  // a member that the enumeration does not have
  // TS2345 Argument of type '"sign"' is not assignable to parameter of type '"decrypt" | "encrypt"'.
  // @ts-expect-error
  op.is("sign");
  // a state without body
  // TS2322 Property 'B' is missing in type '{ A: () => void; }' but required in type 'Bodies<"A" | "B">'.
  // @ts-expect-error
  fsm("lacks", ["A", "B"], () => ({ A: () => {} }));
  // a target that is no state
  // TS2345 Argument of type '"C"' is not assignable to parameter of type '"A" | "B"'.
  // @ts-expect-error
  fsm("strays", ["A", "B"], (go) => ({ A: () => go("C"), B: () => {} }));
  // a body without state
  // TS2322 Type '() => void' is not assignable to type '"there is no state C"'.
  // @ts-expect-error
  fsm("extra", ["A", "B"], () => ({ A: () => {}, B: () => {}, C: () => {} }));
  // a question about no state
  // TS2345 Argument of type '"B"' is not assignable to parameter of type '"A"'.
  // @ts-expect-error
  fsm("asked", ["A"], () => ({ A: () => {} })).is("B");

  // a field that the stream does not have
  // TS2339 Property 'line' does not exist on type 'Inside<Flip<{ readonly block: Port<"out", …
  // @ts-expect-error
  up.payload.line;
  // the ready of a stream's source is not driven
  // TS2339 Property 'drive' does not exist on type 'Bits<1>'.
  // @ts-expect-error
  down.ready.drive(1);
  // bundles of two shapes
  // TS2741 Property 'tag' is missing in type '{ block: Bits<128>; }' but required in type '{ …
  // @ts-expect-error
  connect(down, { ...up, payload: { block: up.payload.block } });
  // bundles of two widths
  // TS2322 Type '64' is not assignable to type '128'.
  // @ts-expect-error
  connect(down, { ...up, payload: { block: half, tag: up.payload.tag } });
  // bundles of one direction
  // TS2345 Property 'drive' is missing in type 'Bits<1>' but required in type '{ drive(value: …
  // @ts-expect-error
  connect(up, up);

  // a stage reads what no earlier one carried
  pipeline(up)
    .stage("one", ({ block }) => ({ block }))
    // TS2339 Property 'tag' does not exist on type '{ readonly block: Bits<128>; }'.
    // @ts-expect-error
    .stage("two", ({ tag }) => ({ tag }));
  // a stage adds up two widths
  // TS2345 Type '4' is not assignable to type '128'.
  // @ts-expect-error
  pipeline(up).stage("one", ({ block, tag }) => ({ sum: block.add(tag) }));
  // a pipeline that ends without a field of its sink
  pipeline(up)
    .stage("one", ({ block }) => ({ block }))
    // TS2345 Type 'Wire<Bits<4>>' is not assignable to type '"the last stage carries no tag"'.
    // @ts-expect-error
    .into(down);
  // a pipeline that ends with a field of another width
  pipeline(up)
    .stage("one", ({ block, tag }) => ({ block: block.at("63:0"), tag }))
    // TS2345 Type '64' is not assignable to type '128'.
    // @ts-expect-error
    .into(down);
  // a pipeline that ends at a word of another width
  pipeline(up)
    .stage("one", ({ block }) => ({ block }))
    .map(({ block }) => block)
    // TS2345 Type '128' is not assignable to type '64'.
    // @ts-expect-error
    .into(word);
  // a generator whose width no one knows at a port of a known one
  // TS2345 Type 'number' is not assignable to type '1'.
  // @ts-expect-error
  (width: number) => flag.drive(constantOf(width));
});

declare function constantOf(width: number): Bits;
