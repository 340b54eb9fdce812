import { expect } from "chai";
import { JobQueue, type LineJob } from "../../../host/platform/job-source.ts";

describe("JobQueue", () => {
  it("has its jobs ready for the bus at once and in order, whatever their instructions", () => {
    const jobs = [0, 64].map(
      (address): LineJob => ({ op: "read", address, physical: address, instructions: 900 }),
    );
    const queue = new JobQueue();
    for (const job of jobs) queue.submit(job);
    expect([queue.waiting, queue.next]).to.deep.equal([2, jobs[0]]);
    queue.take();
    expect([queue.waiting, queue.next]).to.deep.equal([1, jobs[1]]);
    queue.take();
    expect([queue.waiting, queue.next]).to.deep.equal([0, undefined]);
  });
});
