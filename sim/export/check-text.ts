import type { Check } from "../netlist/netlist.ts";
import { event } from "./clock-text.ts";
import type { Nets } from "./nets.ts";

/** The macro without which assertions and covers are not compiled. */
export const GUARD = "ASSERT_ON";

/** The assertions and covers of a module. */
export function checkText(nets: Nets): string[] {
  const { checks } = nets.netlist;
  const byDomain = new Map<number, Check[]>();
  for (const id of nets.unit.checks) {
    const list = byDomain.get(checks[id].domain) ?? [];
    byDomain.set(checks[id].domain, list);
    list.push(checks[id]);
  }
  if (byDomain.size === 0) return [];
  const processes = [...byDomain].flatMap(([domain, list]) => processText(nets, domain, list));
  return ["", `\`ifdef ${GUARD}`, ...processes, "`endif"];
}

function processText(nets: Nets, id: number, checks: readonly Check[]): string[] {
  const domain = nets.netlist.domains[id];
  const { reset } = domain;
  const outside = reset ? [`if (${nets.name(reset.node)} === 1'b${1 - reset.active})`] : [];
  const head = [`always @(${event(nets, domain)})`, ...outside, "begin"].join(" ");
  return [`  ${head}`, ...checks.flatMap((check) => oneCheck(nets, check)), "  end"];
}

function oneCheck(nets: Nets, { kind, message, condition, shown }: Check): string[] {
  const { code } = nets.text(condition);
  if (kind === "cover") return [`    // ${oneLine(message)}`, `    cover (${code});`];
  const signals = shown.map((signal) => nets.netlist.signals[signal]);
  const format = [oneLine(message).replaceAll("%", "%%"), ...signals.map(({ name }) => `${name}=%h`)].join(
    " ",
  );
  const words = [JSON.stringify(format), ...signals.map(({ node }) => nets.text(node).code)];
  return [`    assert (${code})`, `    else $error(${words.join(", ")});`];
}

/** Without what would end a comment or has no escape in a string. */
const oneLine = (text: string): string => text.replaceAll(/\p{C}/gu, " ");
