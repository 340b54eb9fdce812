const FIRST = 33;
const BASE = 94;

/**
 * The identifier code of variable n, counted from 1: bijective base 94 over the printable characters, least
 * significant first. GTKWave finds consecutive codes of this form by index and not by hash (gw-vcd-loader.c).
 */
export function identifier(n: number): string {
  let code = "";
  for (let rest = n; rest > 0; rest = Math.floor((rest - 1) / BASE)) {
    code += String.fromCharCode(FIRST + ((rest - 1) % BASE));
  }
  return code;
}
