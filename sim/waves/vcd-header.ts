import type { Netlist, Scope, ScopeId } from "../netlist/netlist.ts";
import type { WaveVariable } from "./variable.ts";

/**
 * How each kind of scope is declared. All three open in GTKWave 3.3 and in vcd-stream; GTKWave shows them with
 * icons of their own.
 */
const SCOPE_TYPE: Readonly<Record<Scope["kind"], string>> = {
  module: "module",
  bundle: "struct",
  stage: "begin",
};

/** The declarations of a VCD file. There is no date in it: equal runs give equal files. */
export function vcdHeader(netlist: Netlist, variables: readonly WaveVariable[], comment: string): string {
  const lines = ["$version Cipherline $end", "$timescale 1 ps $end"];
  if (comment) lines.push(`$comment ${comment.replace(/[\s$]+/g, " ")} $end`);
  const byScope = new Map<ScopeId, string[]>();
  for (const variable of variables) {
    const lines = byScope.get(variable.scope);
    if (lines) lines.push(declaration(variable));
    else byScope.set(variable.scope, [declaration(variable)]);
  }
  const inner = innerScopes(netlist, byScope.keys());
  const todo: Array<ScopeId | "up"> = inner.get(undefined) ?? [];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    if (at === "up") {
      lines.push("$upscope $end");
      continue;
    }
    const { kind, name } = netlist.scopes[at];
    lines.push(`$scope ${SCOPE_TYPE[kind]} ${name} $end`);
    for (const line of byScope.get(at) ?? []) lines.push(line);
    todo.push("up");
    for (const scope of (inner.get(at) ?? []).reverse()) todo.push(scope);
  }
  return `${lines.join("\n")}\n$enddefinitions $end\n`;
}

/** The scopes that hold something, themselves or further in, by the scope that encloses them, in netlist order. */
function innerScopes(netlist: Netlist, used: Iterable<ScopeId>): Map<ScopeId | undefined, ScopeId[]> {
  const needed = new Set<ScopeId>();
  for (const scope of used) {
    let at: ScopeId | undefined = scope;
    while (at !== undefined && !needed.has(at)) {
      needed.add(at);
      at = netlist.scopes[at].parent;
    }
  }
  const inOrder = [...needed].sort((a, b) => a - b);
  const inner = new Map<ScopeId | undefined, ScopeId[]>();
  for (const scope of inOrder) {
    const { parent } = netlist.scopes[scope];
    const siblings = inner.get(parent);
    if (siblings) siblings.push(scope);
    else inner.set(parent, [scope]);
  }
  return inner;
}

function declaration({ kind, width, code, name }: WaveVariable): string {
  if (kind === "text") return `$var string 1 ${code} ${name} $end`;
  const type = kind === "register" ? "reg" : "wire";
  const range = width > 1 ? ` [${width - 1}:0]` : "";
  return `$var ${type} ${width} ${code} ${name}${range} $end`;
}
