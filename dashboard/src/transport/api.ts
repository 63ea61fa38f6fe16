import type { Envelope, MachineState, Message } from "@pawl/messages";
import type { SourceHealth } from "./frames.ts";
import { get, pathOf, post, type Page } from "./rest.ts";

export interface SymbolInfo {
  symbol: string;
  price_decimals: number;
  tick_size: number | null;
  currency: string | null;
  time_zone: string | null;
  timeframes: string[];
  pipeline: string | null;
  last: { price: number; timestamp: string } | null;
}

export interface StrategyState {
  strategy: string;
  symbol: string;
  state: MachineState;
  since: string | null;
  reason: string | null;
  position?: number | null;
  average_price?: number | null;
  unrealized_profit?: number | null;
  realized_profit?: number | null;
}

/** As `pawl dag --format json` says it; docs/reference/dag.schema.json describes all of it. */
export interface Graph {
  pipeline: string;
  symbols: string[];
  nodes: GraphNode[];
  edges: GraphEdge[];
  clusters: { id: string; symbol: string | null; timeframe: string | null; parent: string | null; nodes: string[] }[];
  kinds: GraphKind[];
}

export interface GraphNode {
  id: string;
  title: string;
  kind: string;
  family: string;
  symbol: string | null;
  timeframe: string | null;
  cluster: string | null;
  rank: number;
  published: boolean;
  published_as: string[];
  warm_up: number | null;
  parameters: { name: string; value: string | number; default: boolean }[];
  inputs: { name: string | null; from: string; field: string | null }[];
  triggers: string[];
  readers: string[];
}

export interface GraphEdge {
  from: string;
  to: string;
  input: string | null;
  field: string | null;
  reads: boolean;
  wakes: boolean;
}

export interface GraphKind {
  name: string;
  family: string;
  summary: string;
  formula: string;
  source: string;
  emits: string;
  output: { name: string; type: string; doc: string }[];
}

export interface LiveNode {
  id: string;
  runs: number;
  state: "ready" | "waiting" | "quiet" | "failed";
  updated: string | null;
  nanoseconds?: number | null;
  data: Record<string, unknown> | null;
}

export interface LiveGraph {
  symbol: string;
  seq: number;
  time: string | null;
  nodes: LiveNode[];
}

/** As `pawl explain --format json` says it; docs/reference/explain.schema.json describes it. */
export interface Explanation {
  id: string;
  timestamp: string;
  event: MarketEvent;
  value: ExplainedValue;
}

export interface MarketEvent {
  kind: string;
  sequence: number;
  timestamp: string;
  data?: string;
  file?: string;
  row?: number;
}

export interface ExplainedValue {
  node: string;
  symbol: string;
  timeframe: string;
  kind: string;
  formula: string;
  parameters: Record<string, string | number>;
  timestamp: string | null;
  sequence: number;
  new: boolean;
  data: Record<string, unknown>;
  repeated: boolean;
  state: { name: string; before: string; after: string }[];
  market?: { count: number; adds_up?: boolean; first: MarketEvent; last: MarketEvent; high?: MarketEvent; low?: MarketEvent };
  inputs: { input: string; field: string; read: string | null; value: ExplainedValue }[];
}

export interface KillSwitch {
  state: "armed" | "on";
  reason: string | null;
  since: string | null;
}

export interface SessionInfo {
  session: string;
  pipeline: string | null;
  symbols: string[];
  start: string;
  end: string;
  events: number;
  signals?: number;
}

export interface Report {
  name: string;
  pipeline?: string | null;
  started?: string | null;
  symbols?: string[];
  statistics: Record<string, unknown>;
  files: string[];
}

export interface RunInfo {
  run: number | string;
  pipeline: string | null;
  mode: string | null;
  data?: string | null;
  started: string | null;
  ended?: string | null;
  events: number | null;
}

export interface PipelineInfo {
  id: string;
  symbols: string[];
  nodes: number;
  /** It computes something now; the others only could. */
  runs?: boolean;
}

/** All that is known of one order, and the id of the signal that caused it. */
export interface OrderStory {
  order: string;
  strategy: string;
  symbol: string;
  state: string;
  signal: string | null;
  parent: string | null;
  messages: (Of<"order_request"> | Of<"order_update">)[];
  fills: Of<"fill">[];
}

const PAGES = 20;

/** A whole list, page by page. */
async function all<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const { items: more, next }: Page<T> = await get<Page<T>>(path, cursor === null ? {} : { cursor });
    items.push(...more);
    if (next === null) break;
    cursor = next;
  }
  return items;
}

export const api = {
  symbols: () => all<SymbolInfo>("symbols"),
  strategies: () => all<StrategyState>("strategies"),
  alerts: () => all<Message>("alerts"),
  health: () => all<SourceHealth>("health"),
  pipelines: () => all<PipelineInfo>("pipelines"),
  graph: (pipeline: string) => get<Graph>(`pipelines/${pathOf(pipeline)}/graph`),
  live: (pipeline: string, symbol: string, signal?: AbortSignal) => get<LiveGraph>(`pipelines/${pathOf(pipeline)}/graph/live`, { symbol }, signal),
  explain: (id: string, signal?: AbortSignal) => get<Explanation>(`explain/${pathOf(id)}`, {}, signal),
  order: (id: string, signal?: AbortSignal) => get<OrderStory>(`orders/${pathOf(id)}`, {}, signal),
  killSwitch: () => get<KillSwitch>("kill-switch"),
  ticket: () => post<{ ticket: string }>("tickets", {}),
  setKillSwitch: (state: "on" | "off", reason: string) => post<KillSwitch>("kill-switch", { state, reason }),
  sessions: () => all<SessionInfo>("sessions"),
  reports: () => all<Report>("reports"),
  runs: () => all<RunInfo>("runs"),
  reportFile: (name: string, file: string) => `/api/v1/reports/${pathOf(name)}/${pathOf(file)}`,
};

/** The message of one type, which the compiler then knows the fields of. */
export type Of<Type extends Message["type"]> = Extract<Message, Envelope<Type, unknown>>;
