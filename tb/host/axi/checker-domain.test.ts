import { expect } from "chai";
import { ProtocolChecker } from "../../../host/axi/protocol-checker.ts";
import { AXI_CHANNELS, type AxiChannel, axi } from "../../../rtl/bus/axi.ts";
import { type Bench, simulate, type Task } from "../../../sim/bench/index.ts";
import {
  clockDomain,
  clocked,
  connect,
  flip,
  module,
  type Outside,
  regs,
  u,
} from "../../../sim/hdl/index.ts";

const OPTIONS = { addressBits: 32, dataBits: 64, idBits: 4 } as const;
const PORTS = { up: flip(axi(OPTIONS)), down: axi(OPTIONS) };
/** A port of the domain `bus`, passed through. */
const Wires = module("Wires", PORTS, ({ up, down }) => {
  connect(up, down);
  clocked(clockDomain("bus"), () => {
    const { edges } = regs({ edges: u(8).init(0) });
    edges.next = edges.add(1);
  });
});
const READ = { id: 1, addr: 64, len: 0, size: 3, burst: 1, lock: 0, cache: 0, prot: 0, qos: 0 };

/** Runs a bench of the domain `bus`, three times as slow as `clk`, on a port that is idle; gives what breaks. */
function run(body: (b: Bench<Outside<typeof PORTS>>) => Task): string[] {
  using sim = simulate(Wires).clock({ period: 1000 }).clock({ domain: "bus", period: 3000 });
  const broken: string[] = [];
  new ProtocolChecker(sim, sim.dut.up, {
    domain: "bus",
    report: ({ rule, cycle, time }) => broken.push(`${rule.name} in cycle ${cycle} at ${time} ps`),
  });
  for (const channel of Object.keys(AXI_CHANNELS) as AxiChannel[]) {
    const { up, down } = sim.dut;
    const [from, to] = AXI_CHANNELS[channel].source === "manager" ? [up, down] : [down, up];
    sim.drive(from[channel].valid, 0).drive(to[channel].ready, 1);
  }
  sim.bench(body, { domain: "bus" });
  sim.run();
  return broken;
}

function* offerRead(b: Bench<Outside<typeof PORTS>>): Task {
  const { valid, payload } = b.dut.up.ar;
  b.drive(valid, 1);
  for (const [name, value] of Object.entries(READ)) b.drive(payload[name as keyof typeof READ], value);
  yield* b.tick();
  b.drive(valid, 0);
}

describe("the AXI checker in its clock domain", () => {
  it("counts the edges of that domain, and sees nothing of what happens between them", () => {
    const broken = run(function* (b) {
      yield* b.tick(2);
      yield* b.after(100);
      b.drive(b.dut.up.ar.valid, 1);
      yield* b.after(1000);
      b.drive(b.dut.up.ar.valid, 0);
      yield* b.tick();
      yield* offerRead(b);
      yield* b.tick();
    });
    expect(broken).to.deep.equal(["AXI_ERRS_RLAST_ALL_DONE_EOS in cycle 7 at 21000 ps"]);
  });

  it("wants VALID low at the first edge after a reset", () => {
    const broken = run(function* (b) {
      b.drive(b.dut.up.ar.valid, 1);
      yield* b.tick();
      b.drive(b.dut.up.ar.valid, 0);
    });
    expect(broken[0]).to.equal("AXI_ERRM_ARVALID_RESET in cycle 3 at 9000 ps");
  });

  it("forgets in a reset what was outstanding, and lets VALID fall at its first edge", () => {
    const broken = run(function* (b) {
      yield* b.tick();
      yield* offerRead(b);
      b.drive(b.dut.down.ar.ready, 0);
      b.drive(b.dut.up.ar.valid, 1);
      yield* b.tick();
      b.drive(b.resetPin(), 1);
      yield* b.tick();
      b.drive(b.dut.up.ar.valid, 0);
      b.drive(b.dut.down.ar.ready, 1);
      yield* b.tick();
      b.drive(b.resetPin(), 0);
      yield* b.tick(2);
    });
    expect(broken).to.deep.equal([]);
  });

  it("wants VALID low from the second edge of a reset on", () => {
    const broken = run(function* (b) {
      yield* b.tick();
      b.drive(b.resetPin(), 1);
      yield* b.tick();
      b.drive(b.dut.down.r.valid, 1);
      yield* b.tick();
      b.drive(b.dut.down.r.valid, 0);
      yield* b.tick();
      b.drive(b.resetPin(), 0);
      yield* b.tick();
    });
    expect(broken).to.deep.equal(["AXI_ERRS_RVALID_RESET in cycle 5 at 15000 ps"]);
  });
});
