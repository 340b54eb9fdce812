/** Edits that still count as a slip of the pen. */
const SLIP = 4;

/** The names most like `wanted`: what an error offers in place of a name that does not exist. */
export function nearest(wanted: string, names: readonly string[], most = 3): string[] {
  const tail = lastPart(wanted);
  const edits = names.map((name) => Math.min(distance(wanted, name), lastPart(name) === tail ? 1 : Infinity));
  const fewest = edits.reduce((least, count) => Math.min(least, count), SLIP);
  return names.filter((_, i) => edits[i] === fewest).slice(0, most);
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** Letters to insert, delete or replace to make one text of the other. */
function distance(one: string, two: string): number {
  let row = Array.from({ length: two.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= two.length; j++) {
      const same = one[i - 1] === two[j - 1] ? 0 : 1;
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + same));
    }
    row = next;
  }
  return row[two.length];
}
