/** Edges from n: `to[start[n]]` to `to[start[n + 1] - 1]`. */
export interface Graph {
  readonly start: Int32Array;
  readonly to: Int32Array;
}

export interface Components {
  /** By vertex. Numbered so that every edge leads to the same or to a lower component. */
  readonly component: Int32Array;
  /** 1 for the vertices from which a path leads back to them. */
  readonly cyclic: Uint8Array;
}

/** Strongly connected components by Tarjan's algorithm, with a stack of its own. */
export function components({ start, to }: Graph): Components {
  const count = start.length - 1;
  const component = new Int32Array(count).fill(-1);
  const cyclic = new Uint8Array(count);
  const index = new Int32Array(count);
  const low = new Int32Array(count);
  const edge = new Int32Array(count);
  const path = new Int32Array(count);
  const open = new Int32Array(count);
  let opened = 0;
  let found = 0;
  let visited = 0;

  const close = (root: number): void => {
    const single = open[opened - 1] === root;
    let vertex: number;
    do {
      vertex = open[--opened];
      component[vertex] = found;
      if (!single) cyclic[vertex] = 1;
    } while (vertex !== root);
    found++;
  };

  for (let origin = 0; origin < count; origin++) {
    if (index[origin] !== 0) continue;
    let depth = 0;
    path[depth++] = origin;
    while (depth > 0) {
      const at = path[depth - 1];
      if (index[at] === 0) {
        index[at] = low[at] = ++visited;
        edge[at] = start[at];
        open[opened++] = at;
      }
      if (edge[at] < start[at + 1]) {
        const next = to[edge[at]++];
        if (next === at) cyclic[at] = 1;
        if (index[next] === 0) path[depth++] = next;
        else if (component[next] < 0) low[at] = Math.min(low[at], index[next]);
        continue;
      }
      depth--;
      if (depth > 0) low[path[depth - 1]] = Math.min(low[path[depth - 1]], low[at]);
      if (low[at] === index[at]) close(at);
    }
  }
  return { component, cyclic };
}
