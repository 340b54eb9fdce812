import { Writable } from "node:stream";
import { expect } from "chai";
import { Progress } from "../../scripts/progress.ts";

/** A terminal, or a pipe, that keeps what is written to it. */
class Screen extends Writable {
  readonly isTTY: boolean;
  readonly columns = 80;
  text = "";

  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.text += Buffer.from(chunk).toString();
    done();
  }
}

/** What a run of `total` lines shows that has got to line 150 in cycle 173. */
function shown(isTTY: boolean, total: number | undefined): string {
  const screen = new Screen(isTTY);
  {
    using progress = new Progress(screen, total);
    progress.update(150, 173);
  }
  return screen.text;
}

describe("Progress", () => {
  it("shows lines, cycles and time on a terminal, with a bar where the number of lines is known", () => {
    expect(shown(true, 600)).to.match(/█{10}░{30} 150\/600 lines, 173 cycles, 0s/);
    expect(shown(true, undefined)).to.match(/150 lines, 173 cycles, 0s/);
  });

  it("clears its line at the end", () => {
    const text = shown(true, 600);
    expect(text.slice(text.lastIndexOf("░"))).to.match(/\[0?K/);
  });

  it("shows nothing elsewhere", () => {
    expect(shown(false, 600)).to.equal("");
  });
});
