import { expect } from "chai";
import { components } from "../../../sim/netlist/components.ts";

/** A graph from its edges, vertex by vertex. */
const graph = (...edges: number[][]) => {
  const start = [0];
  for (const to of edges) start.push(start[start.length - 1] + to.length);
  return { start: Int32Array.from(start), to: Int32Array.from(edges.flat()) };
};

describe("strongly connected components", () => {
  it("numbers components so that edges lead to lower ones", () => {
    const { component, cyclic } = components(graph([1], [2], []));
    expect([...component]).to.deep.equal([2, 1, 0]);
    expect([...cyclic]).to.deep.equal([0, 0, 0]);
  });

  it("joins the vertices that reach each other, and leaves out those between two loops", () => {
    const { component, cyclic } = components(graph([1], [0, 2], [3], [4], [3]));
    expect([...component]).to.deep.equal([2, 2, 1, 0, 0]);
    expect([...cyclic]).to.deep.equal([1, 1, 0, 1, 1]);
  });

  it("sees an edge from a vertex to itself", () => {
    expect([...components(graph([0, 1], [])).cyclic]).to.deep.equal([1, 0]);
  });

  it("joins two loops that share a vertex", () => {
    expect([...components(graph([1], [0, 2], [1])).component]).to.deep.equal([0, 0, 0]);
  });

  it("walks a loop of 100,000 vertices", () => {
    const ring = Array.from({ length: 100_000 }, (_, i) => [(i + 1) % 100_000]);
    expect(components(graph(...ring)).cyclic.every((each) => each === 1)).to.equal(true);
  });
});
