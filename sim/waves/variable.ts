import type { EnumId, Netlist, NodeId, ScopeId, Signal, SignalId } from "../netlist/netlist.ts";
import { signalPath } from "../netlist/netlist.ts";
import { identifier } from "./identifier.ts";
import { origins, secretOrigins } from "./secrets.ts";

/** One name in a wave file. Names that always have the same value share a `code`, and its changes are written once. */
export interface WaveVariable {
  readonly scope: ScopeId;
  readonly name: string;
  /** `signalPath`: dotted, from the top. */
  readonly path: string;
  /** `text`: a string lane, which has no bits. */
  readonly kind: Signal["kind"] | "text";
  readonly width: number;
  readonly enumeration: EnumId | undefined;
  readonly code: string;
}

/** What is written under one code: the value of `node`, or x throughout. */
export interface Track {
  readonly node: NodeId;
  readonly width: number;
  readonly code: string;
  readonly masked: boolean;
}

/** Gives each signal its code. Codes count up from `identifier(1)`. */
export function trackSignals(
  netlist: Netlist,
  signals: readonly SignalId[],
  revealSecrets: boolean,
): { variables: WaveVariable[]; tracks: Track[] } {
  const origin = origins(netlist);
  const secrets = revealSecrets ? undefined : secretOrigins(netlist, origin);
  const tracks = new Map<NodeId, Track>();
  const variables = signals.map((id): WaveVariable => {
    const { scope, name, kind, node, enumeration } = netlist.signals[id];
    const from = origin[node];
    let track = tracks.get(from);
    if (!track) {
      const code = identifier(tracks.size + 1);
      track = { node, width: netlist.nodes[node].width, code, masked: secrets?.has(from) ?? false };
      tracks.set(from, track);
    }
    return {
      scope,
      name,
      path: signalPath(netlist, id),
      kind,
      width: track.width,
      enumeration,
      code: track.code,
    };
  });
  return { variables, tracks: [...tracks.values()] };
}
