import { expect } from "chai";
import { DesignError } from "../../../sim/netlist/error.ts";
import { readVcd, VcdReader } from "../../../sim/waves/vcd-reader.ts";
import type { VcdHeader } from "../../../sim/waves/vcd-tree.ts";

const HEADER = `$date today $end
$version Some Simulator
  1.2 $end
$timescale 10 ns $end
$scope module top $end
$var wire 1 ! clk $end
$attrbegin misc 02 $end
$scope struct bus $end
$var reg 8 " data [7:0] $end
$var wire 1 ! ck $end
$var real 64 r level $end
$upscope $end
$var string 1 long_code_7 txn $end
$upscope $end
$enddefinitions $end
`;

/** What a reader made of a file, in order: `#t`, `name=value`, `$section`. */
function read(text: string, pieces = text.length) {
  const events: string[] = [];
  let header: VcdHeader | undefined;
  const reader = new VcdReader(
    {
      header: (all) => (header = all),
      time: (time) => events.push(`#${time}`),
      change: ({ names }, value) => events.push(`${names[0]}=${value}`),
      section: (keyword) => events.push(keyword),
    },
    "a.vcd",
  );
  const bytes = Buffer.from(text, "latin1");
  let error: DesignError | undefined;
  try {
    for (let at = 0; at < bytes.length; at += pieces) reader.push(bytes.subarray(at, at + pieces));
    reader.end();
  } catch (cause) {
    if (!(cause instanceof DesignError)) throw cause;
    error = cause;
  }
  return { events, header, error, progress: reader.progress };
}

const BODY = `#0
$dumpvars
0!
bx "
r0.5 r
s long_code_7
$end
#20 1! b101 "
$comment 0! is no change here $end
#30
$dumpoff
x!
bX1 "
$end
#40
$dumpon
0!
Bz0 "
R-1e3 r
sRD_k5 long_code_7
$end
#50
$dumpall
Z!
b11111111 "
$end
`;
const EVENTS = [
  ...["#0", "$dumpvars", "top.clk=0", "top.bus.data=xxxxxxxx", "top.bus.level=0.5", "top.txn=", "$end"],
  ...["#20", "top.clk=1", "top.bus.data=00000101"],
  ...["#30", "$dumpoff", "top.clk=x", "top.bus.data=xxxxxxx1", "$end"],
  ...["#40", "$dumpon", "top.clk=0", "top.bus.data=zzzzzzz0", "top.bus.level=-1e3", "top.txn=RD_k5", "$end"],
  ...["#50", "$dumpall", "top.clk=z", "top.bus.data=11111111", "$end"],
];

describe("VCD reader", () => {
  it("reads the declarations into a tree, names of one code together", () => {
    const header = read(HEADER).header!;
    expect(header).to.include({
      timescale: "10 ns",
      version: "Some Simulator 1.2",
      date: "today",
      comment: "",
    });
    expect(header.signals.map(({ code, width, type, names }) => [code, width, type, ...names])).to.deep.equal(
      [
        ["!", 1, "wire", "top.clk", "top.bus.ck"],
        ['"', 8, "reg", "top.bus.data"],
        ["r", 64, "real", "top.bus.level"],
        ["long_code_7", 1, "string", "top.txn"],
      ],
    );
    const [top] = header.root.scopes;
    expect([top.type, top.name, ...top.variables.map(({ name }) => name)]).to.deep.equal([
      "module",
      "top",
      "clk",
      "txn",
    ]);
    expect([top.scopes[0].type, ...top.scopes[0].variables.map(({ name }) => name)]).to.deep.equal([
      "struct",
      "data",
      "ck",
      "level",
    ]);
  });

  it("hands on times, values extended to their width, and sections", () => {
    expect(read(HEADER + BODY)).to.deep.include({ events: EVENTS, error: undefined });
  });

  it("reads the same from pieces of any size", () => {
    for (const size of [1, 2, 3, 7, 64, 1000]) expect(read(HEADER + BODY, size).events).to.deep.equal(EVENTS);
  });

  it("reads the same with CR LF", () => {
    const text = (HEADER + BODY).replaceAll("\n", "\r\n");
    for (const size of [1, text.length]) expect(read(text, size).events).to.deep.equal(EVENTS);
  });

  it("does not keep a piece, which the caller may fill again", () => {
    const text = `${HEADER}#10 b1111 "\n`;
    const seen: string[] = [];
    const reader = new VcdReader({ change: (_, value) => seen.push(value) }, "a.vcd");
    const piece = Buffer.alloc(5);
    for (let at = 0; at < text.length; at += 5) {
      const length = piece.write(text.slice(at, at + 5), "latin1");
      reader.push(piece.subarray(0, length));
      piece.fill("#");
    }
    reader.end();
    expect(seen).to.deep.equal(["00001111"]);
  });

  it("reads from anything that gives pieces", async () => {
    const times: number[] = [];
    await readVcd([Buffer.from(HEADER), Buffer.from("#7\n")], { time: (time) => times.push(time) }, "a.vcd");
    expect(times).to.deep.equal([7]);
  });

  it("keeps times exact up to 2^53 - 1", () => {
    expect(read(`${HEADER}#9007199254740991\n`).events).to.deep.equal(["#9007199254740991"]);
  });

  describe("of a damaged file", () => {
    it("says where the damage is and how far the file is whole, and keeps what came before", () => {
      const { events, error, progress } = read(`${HEADER}#0\n0!\n#20\n1%\n#30\n`);
      const bytes = HEADER.length;
      expect(error!.message).to.equal(
        `WAVE: the code "%" is not declared (byte ${bytes + 10}); whole up to time 20, line 18, byte ${bytes + 9}\n` +
          "  here: a.vcd:19\n" +
          "  fix: use what comes before, or have the file written again",
      );
      expect(events).to.deep.equal(["#0", "top.clk=0", "#20"]);
      expect(progress).to.deep.equal({ time: 20, line: 18, bytes: bytes + 9 });
    });

    it("says the same whatever the pieces", () => {
      const text = `${HEADER}#0\n0!\n#20\n1%\n#30\n`;
      for (const size of [1, 5, 64])
        expect(read(text, size).error!.message).to.equal(read(text).error!.message);
    });

    const faults: ReadonlyArray<[string, string, string]> = [
      ["a time that goes back", `${HEADER}#20\n#10\n`, "the time goes back from 20 to 10"],
      ["a time that is none", `${HEADER}#1O\n`, '"#1O" is no time'],
      [
        "a time that a number cannot hold",
        `${HEADER}#9007199254740992\n`,
        "the time 9007199254740992 is over 2^53 - 1",
      ],
      ["a value that is too wide", `${HEADER}b101010101 "\n`, "top.bus.data has 8 bits, its value 9"],
      ["a scalar for a word", `${HEADER}1"\n`, "top.bus.data has 8 bits, its value 1"],
      ["digits that are none", `${HEADER}b1021 "\n`, '"b1021" is no binary value'],
      ["no digits", `${HEADER}b "\n`, "a binary value has no digits"],
      ["no code", `${HEADER}1 !\n`, "a value has no code"],
      ["bits for a string", `${HEADER}b1 long_code_7\n`, "top.txn is a string, its value is bits"],
      ["text for bits", `${HEADER}sRD "\n`, "top.bus.data is a reg, its value is text"],
      ["a word that is no change", `${HEADER}hello\n`, '"hello" is no value change'],
      ["NUL bytes", `${HEADER}#0\n\0\0\0\n`, '"\0\0\0" is no value change'],
      ["a command that is none of the body", `${HEADER}$var wire 1 % x $end\n`, '"$var" is no value change'],
      ["a section in a section", `${HEADER}$dumpvars\n$dumpall\n`, '"$dumpall" is no value change'],
      ["a missing $enddefinitions", "$timescale 1 ps $end\n#0\n", '"#0" stands where a command is due'],
      ["an end in the header", "$timescale 1 ps $end\n", "the file has no $enddefinitions"],
      ["an end in a command", "$timescale 1 ps\n", "$timescale has no $end"],
      ["an end in a section", `${HEADER}$dumpvars\n0!\n`, "$dumpvars has no $end"],
      ["an end in a word", `${HEADER}#0\n#100`, "the file is cut inside a line"],
      ["an end between a value and its code", `${HEADER}b101\n`, "the file is cut inside a line"],
      ["an empty file", "", "the file has no $enddefinitions"],
      ["$upscope without a scope", "$upscope $end\n", "$upscope without a scope"],
      ["a scope without a name", "$scope module $end\n", "$scope without a type and a name"],
      ["a variable without a name", "$var wire 1 ! $end\n", "$var without type, size, code and name"],
      ["a variable without bits", "$var wire many ! a $end\n", "$var a with many bits"],
      [
        "one code for two widths",
        "$var wire 1 ! a $end\n$var wire 2 ! b $end\n",
        "code ! is a with 1 bits and b with 2",
      ],
    ];
    for (const [what, text, problem] of faults) {
      it(`refuses ${what}`, () => {
        expect(read(text).error?.problem).to.match(/\(byte \d+\); whole up to time \d+, line \d+, byte \d+$/);
        expect(read(text).error?.problem.startsWith(problem), read(text).error?.problem).to.equal(true);
      });
    }

    it("does not gather a word without end", () => {
      const reader = new VcdReader({}, "a.vcd");
      reader.push(Buffer.from(HEADER));
      const ones = Buffer.alloc(1 << 19, "1");
      reader.push(Buffer.from("b"));
      reader.push(ones);
      reader.push(ones);
      expect(() => reader.push(ones)).to.throw(DesignError, "WAVE: a word is longer than 1048592 bytes");
    });
  });
});
