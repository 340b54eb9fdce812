import { expect } from "chai";
import { readyToValidPath } from "../../../host/axi/checker-paths.ts";
import { type Axi, type AxiOptions, axi } from "../../../rtl/bus/axi.ts";
import {
  type Bits,
  cat,
  elaborate,
  type Flip,
  flip,
  type Inside,
  module,
  regs,
  u,
} from "../../../sim/hdl/index.ts";

const OPTIONS = { addressBits: 32, dataBits: 128, idBits: 4 } as const satisfies AxiOptions;
const PORTS = { up: flip(axi(OPTIONS)), down: axi(OPTIONS) };
type Up = Inside<Flip<Axi<typeof OPTIONS>>>;
type Down = Inside<Axi<typeof OPTIONS>>;

/** A port passed through, whose VALIDs a body may take over. */
const passing = (body: (up: Up, down: Down) => Partial<Record<"aw" | "w" | "ar" | "b" | "r", Bits<1>>>) =>
  elaborate(
    module("Bridge", PORTS, ({ up, down }) => {
      const valids = body(up, down);
      for (const channel of ["aw", "w", "ar"] as const) {
        down[channel].valid.drive(valids[channel] ?? up[channel].valid);
        up[channel].ready.drive(down[channel].ready);
      }
      for (const channel of ["b", "r"] as const) {
        up[channel].valid.drive(valids[channel] ?? down[channel].valid);
        down[channel].ready.drive(up[channel].ready);
      }
      for (const channel of ["aw", "ar", "w"] as const) {
        for (const [name, field] of Object.entries(down[channel].payload)) {
          (field as { drive(value: unknown): void }).drive(up[channel].payload[name as never]);
        }
      }
      for (const channel of ["b", "r"] as const) {
        for (const [name, field] of Object.entries(up[channel].payload)) {
          (field as { drive(value: unknown): void }).drive(down[channel].payload[name as never]);
        }
      }
    }),
  );

describe("a path from READY to VALID", () => {
  it("is not there in wires: VALID follows VALID, READY follows READY", () => {
    const design = passing(() => ({}));
    expect(readyToValidPath(design, design.io.up)).to.equal(undefined);
    expect(readyToValidPath(design, design.io.down)).to.equal(undefined);
  });

  for (const channel of ["aw", "w", "ar"] as const) {
    it(`is found where a manager offers ${channel} only when it would be taken`, () => {
      const design = passing((up, down) => ({ [channel]: up[channel].valid.and(down[channel].ready) }));
      const error = readyToValidPath(design, design.io.down);
      expect(error?.problem).to.equal(
        `AXI_ERR_READY_TO_VALID: Bridge.down.${channel}.ready -> Bridge.down.${channel}.valid`,
      );
      expect(error?.fix).to.equal(
        "put a register on the path: VALID does not wait for READY: no combinational path leads to it from a READY (ARM IHI 0022H, A3.2.1)",
      );
      expect(readyToValidPath(design, design.io.up)).to.equal(undefined);
    });
  }

  for (const channel of ["b", "r"] as const) {
    it(`is found where a subordinate offers ${channel} only when it would be taken`, () => {
      const design = passing((up, down) => ({ [channel]: down[channel].valid.and(up[channel].ready) }));
      expect(readyToValidPath(design, design.io.up)?.problem).to.equal(
        `AXI_ERR_READY_TO_VALID: Bridge.up.${channel}.ready -> Bridge.up.${channel}.valid`,
      );
      expect(readyToValidPath(design, design.io.down)).to.equal(undefined);
    });
  }

  it("is found between the two channels of a write, and only there", () => {
    const write = passing((up, down) => ({ w: up.w.valid.and(down.aw.ready) }));
    expect(readyToValidPath(write, write.io.down)?.problem).to.equal(
      "AXI_ERR_READY_TO_VALID: Bridge.down.aw.ready -> Bridge.down.w.valid",
    );
    const apart = passing((up, down) => ({ ar: up.ar.valid.and(down.aw.ready) }));
    expect(readyToValidPath(apart, apart.io.down)).to.equal(undefined);
  });

  it("is followed bit by bit through words that carry both", () => {
    const word = (up: Up, down: Down) => cat(down.aw.ready, up.aw.valid).not();
    const harmless = passing((up, down) => ({ aw: word(up, down).bit(0) }));
    expect(readyToValidPath(harmless, harmless.io.down)).to.equal(undefined);
    const waits = passing((up, down) => ({ aw: word(up, down).bit(1) }));
    expect(readyToValidPath(waits, waits.io.down)).not.to.equal(undefined);
  });

  it("ends at a register", () => {
    const design = passing((up, down) => {
      const { wasReady } = regs({ wasReady: u(1).init(0) });
      wasReady.next = down.ar.ready;
      return { ar: up.ar.valid.and(wasReady) };
    });
    expect(readyToValidPath(design, design.io.down)).to.equal(undefined);
  });
});
