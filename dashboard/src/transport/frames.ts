import type { Message } from "@pawl/messages";

/** What the server lets us do. */
export type Right = "read" | "orders" | "trade";

/** Health of a source of market data. */
export interface SourceHealth {
  source: string;
  symbol?: string;
  state: "live" | "stale" | "disconnected";
  since: string | null;
  reason: string | null;
  events?: number;
}

export interface Metrics {
  events_per_second: number;
  lag_ms: number | null;
  clients?: number;
  sources?: SourceHealth[];
}

/** A signal of a recorded session, for the timeline. */
export interface ReplayMark {
  time: string;
  id: string;
  kind: string;
  side: string;
  node: string;
  symbol: string;
}

/** What another version of the pipeline changed among the signals of the whole session. */
export interface Difference {
  recorded: number;
  what_if: number;
  same: number;
  only_recorded: ReplayMark[];
  only_what_if: ReplayMark[];
}

/** A replay with another version of the pipeline beside it. */
export interface WhatIf {
  pipeline: string;
  set: Parameters;
  state: "computing" | "ready";
  difference?: Difference;
}

/** Parameters that are set to other values, by `NODE.PARAMETER`. */
export type Parameters = Record<string, number | string | boolean>;

export interface ReplayStatus {
  status: "paused" | "playing" | "ended" | "closed";
  time: string | null;
  start: string;
  end: string;
  sequence: number;
  events: number;
  speed: number;
  marks?: ReplayMark[];
  /** The client forgets what it has of the replay; the state up to `time` follows. */
  reset?: boolean;
  what_if?: WhatIf;
}

/** What the server says over the socket. `replay` names the recorded session that a frame belongs to; live frames have none. `what_if` is what the other version says. */
export type ServerFrame =
  | { type: "hello"; server_time?: string; rights?: Right[] }
  | { type: "state"; channel: string; items: Message[]; replay?: string; what_if?: boolean }
  | { type: "gap"; channel?: string; log?: string; since: string }
  | { type: "metrics"; data: Metrics; ts: string }
  | { type: "replay"; replay: string; data: ReplayStatus }
  | { type: "error"; detail: string }
  | { type?: undefined; channel: string; data: Message; ts: string; replay?: string; what_if?: boolean };

export type ReplayAction = "open" | "play" | "pause" | "step" | "seek" | "speed" | "close";

/** What the page says to the server. */
export type ClientFrame =
  | { op: "subscribe"; channels: string[]; since?: string[] }
  | { op: "unsubscribe"; channels: string[] }
  | { op: "replay"; session: string; action: ReplayAction; by?: "event" | "bar" | "signal"; to?: string; speed?: number; pipeline?: string; set?: Parameters };

/** Reads a frame. Anything that is none gives null: a page that is older than the server goes on. */
export function readFrame(text: string): ServerFrame | null {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof frame !== "object" || frame === null) return null;
  const { type, data, items, channel, detail } = frame as Record<string, unknown>;
  switch (type) {
    case "hello":
    case "gap":
      return frame as ServerFrame;
    case "metrics":
    case "replay":
      return typeof data === "object" && data !== null ? (frame as ServerFrame) : null;
    case "error":
      return typeof detail === "string" ? (frame as ServerFrame) : null;
    case "state":
      return Array.isArray(items) && items.every(isMessage) ? (frame as ServerFrame) : null;
    case undefined:
      return typeof channel === "string" && isMessage(data) ? (frame as ServerFrame) : null;
    default:
      return null;
  }
}

export function isMessage(value: unknown): value is Message {
  if (typeof value !== "object" || value === null) return false;
  const { symbol, timestamp, type, data, metadata } = value as Record<string, unknown>;
  return typeof symbol === "string" && typeof timestamp === "string" && typeof type === "string"
    && typeof data === "object" && data !== null && typeof metadata === "object" && metadata !== null;
}
