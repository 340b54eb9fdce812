import { expect } from "chai";
import { ByteMemory } from "../../../host/axi/byte-memory.ts";
import { ProtocolChecker } from "../../../host/axi/protocol-checker.ts";
import { AxiSubordinate } from "../../../host/axi/subordinate.ts";
import { BusPlayer, type BusPlayerOptions, type LineDone } from "../../../host/platform/bus-player.ts";
import { JobQueue, type LineJob } from "../../../host/platform/job-source.ts";
import { axi } from "../../../rtl/bus/axi.ts";
import { simulate } from "../../../sim/bench/index.ts";
import { connect, elaborate, flip, module } from "../../../sim/hdl/index.ts";

const wires = (dataBits: 128 | 256 | 512) => {
  const port = axi({ addressBits: 52, dataBits, idBits: 2 });
  return elaborate(module("Wires", { bus: flip(port), far: port }, ({ bus, far }) => connect(bus, far)));
};

const play = (jobs: readonly LineJob[], given: Partial<BusPlayerOptions> = {}) => playSources([jobs], given);

/** Plays jobs against a memory of bytes that answers in any order; every rule of AXI is checked. */
function playSources(programs: readonly (readonly LineJob[])[], given: Partial<BusPlayerOptions> = {}) {
  const options: BusPlayerOptions = {
    sources: programs.map(() => new JobQueue()),
    dataBits: 128,
    idBits: 2,
    reads: 4,
    writes: 2,
    ...given,
  };
  using sim = simulate(wires(options.dataBits), { seed: 5 });
  const memory = new ByteMemory();
  new AxiSubordinate(sim, sim.dut.far, { memory, reorders: true, latency: (random) => 1 + random.below(30) });
  new ProtocolChecker(sim, sim.dut.bus, { maxReads: options.reads, maxWrites: options.writes });
  const { bus } = sim.dut;
  for (const { valid } of [bus.ar, bus.aw, bus.w]) sim.drive(valid, 0);
  for (const { ready } of [bus.r, bus.b]) sim.drive(ready, 1);
  const player = new BusPlayer(sim, bus, options);
  for (const [source, jobs] of programs.entries()) for (const job of jobs) player.submit(job, source);
  const done: LineDone[] = [];
  let most = 0;
  while (player.unfinished > 0 && sim.time < 10_000_000) {
    sim.run({ cycles: 1 });
    most = Math.max(most, player.outstanding);
    done.push(...player.take());
  }
  return { done, most, memory, player };
}

const line = (n: number) => Uint8Array.from({ length: 64 }, (_, k) => (37 * n + k) & 255);
const write = (n: number, address: number): LineJob => ({
  op: "write",
  address,
  physical: address,
  data: line(n),
});
const read = (address: number): LineJob => ({ op: "read", address, physical: address });
const numbers = (count: number) => Array.from({ length: count }, (_, k) => k);

describe("BusPlayer", () => {
  for (const dataBits of [128, 256, 512] as const) {
    it(`moves whole lines over ${dataBits} bits`, () => {
      const jobs = numbers(20).flatMap((n) => [write(n, 64 * n), read(64 * n)]);
      const { done, memory } = play(jobs, { dataBits });
      expect(done).to.have.length(40);
      for (const { job, data, isOkay } of done) {
        expect(isOkay).to.equal(true);
        expect(data).to.deep.equal(job.op === "read" ? line(job.address / 64) : undefined);
      }
      const held = numbers(20 * 64).map((at) => memory.byte(at));
      expect(held).to.deep.equal(numbers(20).flatMap((n) => [...line(n)]));
    });
  }

  it("keeps the order of the jobs of one line", () => {
    const jobs = numbers(10).flatMap((n) => [write(n, 64), read(64), read(64)]);
    const { done } = play(jobs);
    const reads = done.filter(({ job }) => job.op === "read");
    expect(reads.map(({ data }) => data)).to.deep.equal(numbers(20).map((k) => line(Math.floor(k / 2))));
  });

  it("lets sources take turns, and goes on with the others where one has no more", () => {
    const programs = [3, 1, 2].map((count, source) =>
      numbers(count).map((n) => read(0x1000 * source + 64 * n)),
    );
    const { done } = playSources(programs, { reads: 1 });
    expect(done.map(({ job }) => job.address)).to.deep.equal([0, 0x1000, 0x2000, 0x40, 0x2040, 0x80]);
  });

  it("keeps the jobs of one line apart that come from several sources, and holds up no others for them", () => {
    const programs = [
      [write(1, 0), write(2, 0), write(3, 0)],
      [read(0), read(0), read(64)],
      [read(128), read(192), read(256)],
    ];
    const { done } = playSources(programs, { reads: 8 });
    expect(done).to.have.length(9);
    const place = (wanted: LineJob) => done.findIndex(({ job }) => job === wanted);
    expect(place(programs[2][2])).to.be.lessThan(place(programs[0][2]));
    // What a read finds is the write that was answered last.
    let held: Uint8Array | undefined;
    for (const { job, data } of done.filter(({ job }) => job.address === 0)) {
      if (job.op === "write") held = job.data;
      else expect(data).to.deep.equal(held);
    }
  });

  it("knows a line by its physical address, whatever its keyID", () => {
    const jobs: LineJob[] = [
      { op: "write", address: 2 ** 40, physical: 0, data: line(1) },
      { op: "read", address: 2 ** 41, physical: 0 },
    ];
    expect(play(jobs, { dataBits: 512 }).done.map(({ job }) => job)).to.deep.equal(jobs);
  });

  it("has as many bursts under way as it may, and no more", () => {
    const jobs = numbers(60).map((n) => (n % 2 === 0 ? write(n, 64 * n) : read(64 * n)));
    expect(play(jobs).most).to.be.within(5, 6);
    expect(
      play(
        numbers(30).map((n) => read(64 * n)),
        { reads: 1 },
      ).most,
    ).to.equal(1);
  });

  it("counts a latency from the address to the last beat, and its cycles from the first job", () => {
    const { done, player } = play([read(0)], { dataBits: 512 });
    expect(done[0].latencyCycles).to.be.within(1, 31);
    expect(player.cycles).to.be.within(done[0].latencyCycles, done[0].latencyCycles + 2);
  });
});
