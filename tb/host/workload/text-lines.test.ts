import { expect } from "chai";
import { type TextLine, textLines } from "../../../host/workload/text-lines.ts";

async function* stream(...chunks: string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk, "latin1");
}

async function all(...chunks: string[]): Promise<TextLine[]> {
  const lines: TextLine[] = [];
  for await (const line of textLines("t", stream(...chunks))) lines.push(line);
  return lines;
}

async function failure(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  try {
    for await (const _ of textLines("t", chunks));
  } catch (error) {
    return String(error);
  }
  return "no failure";
}

describe("textLines", () => {
  it("counts lines from 1 and bytes from 0, wherever the chunks are cut", async () => {
    const expected = [
      { text: "ab", number: 1, offset: 0 },
      { text: "", number: 2, offset: 3 },
      { text: "cd", number: 3, offset: 4 },
    ];
    expect(await all("ab\n\ncd\n")).to.deep.equal(expected);
    expect(await all("a", "b", "\n", "\nc", "", "d\n")).to.deep.equal(expected);
  });

  it("takes a last line without its end", async () => {
    expect(await all("ab\ncd")).to.deep.equal([
      { text: "ab", number: 1, offset: 0 },
      { text: "cd", number: 2, offset: 3 },
    ]);
  });

  it("takes CR LF as a line end and counts its two bytes", async () => {
    expect(await all("ab\r", "\ncd\r\n")).to.deep.equal([
      { text: "ab", number: 1, offset: 0 },
      { text: "cd", number: 2, offset: 4 },
    ]);
  });

  it("has no lines in an empty stream", async () => {
    expect(await all()).to.deep.equal([]);
    expect(await all("")).to.deep.equal([]);
  });

  it("refuses a NUL byte", async () => {
    expect(await failure(stream("ab\nc\0d\n"))).to.equal(
      'UserError: t:2: byte 3: a NUL byte: this is no text file: "c\\x00d"',
    );
  });

  it("takes a line of 4096 bytes and refuses one more", async () => {
    expect(await all(`${"x".repeat(4096)}\n`)).to.have.length(1);
    expect(await failure(stream(`${"x".repeat(4097)}\n`))).to.equal(
      `UserError: t:1: byte 0: a line over 4096 bytes: "${"x".repeat(60)}..."`,
    );
  });

  it("refuses a line without end before it has read it all", async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        read += 1024;
        yield Buffer.alloc(1024, "x");
      }
    }
    expect(await failure(endless())).to.match(/^UserError: t:1: byte 0: a line over 4096 bytes/);
    expect(read).to.equal(5 * 1024);
  });

  it("reads a chunk only when its lines are wanted, and lets go of the stream when nobody wants more", async () => {
    let read = 0;
    let closed = false;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          read++;
          yield Buffer.from("ab\ncd\n");
        }
      } finally {
        closed = true;
      }
    }
    let taken = 0;
    for await (const _ of textLines("t", chunks())) if (++taken === 3) break;
    expect({ read, closed }).to.deep.equal({ read: 2, closed: true });
  });

  it("names the line at which a stream breaks", async () => {
    async function* broken(error: Error): AsyncGenerator<Uint8Array> {
      yield Buffer.from("ab\ncd\nef");
      throw error;
    }
    const zlib = (code: string) => Object.assign(new Error(), { code });
    expect(await failure(broken(zlib("Z_BUF_ERROR")))).to.equal(
      "UserError: t:3: byte 6: the gzip stream is cut short; nothing after this can be read",
    );
    expect(await failure(broken(zlib("Z_DATA_ERROR")))).to.equal(
      "UserError: t:3: byte 6: the gzip stream is damaged; nothing after this can be read",
    );
    expect(await failure(broken(Object.assign(new Error(), { code: "EIO", errno: -5 })))).to.equal(
      "UserError: t:3: byte 6: cannot be read: i/o error",
    );
    expect(await failure(broken(new Error("a bug")))).to.equal("Error: a bug");
  });
});
