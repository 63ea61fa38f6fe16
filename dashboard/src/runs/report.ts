import type { Report } from "../transport/api.ts";

/** A column of the table of runs: what it is called, how it reads, and which end of it is good. */
export interface Column {
  name: string;
  title: string;
  kind: "money" | "cost" | "change" | "share" | "ratio" | "count";
}

export const COLUMNS: Column[] = [
  { name: "net_profit", title: "Net profit", kind: "money" }, { name: "total_return", title: "Return", kind: "change" }, { name: "sharpe", title: "Sharpe", kind: "ratio" },
  { name: "max_drawdown", title: "Max drawdown", kind: "change" }, { name: "profit_factor", title: "Profit factor", kind: "ratio" },
  { name: "win_rate", title: "Win rate", kind: "share" }, { name: "trades", title: "Trades", kind: "count" }, { name: "fees", title: "Fees", kind: "cost" },
];

/** What `summary.json` says, as far as the table reads it. */
export interface Summary {
  pipeline: string;
  assumptions: string;
  currency: string;
  cash: number | null;
  hash: string;
  values: Record<string, number | null>;
}

/** Reads a summary; what is missing or of another shape is not known rather than wrong. */
export function summaryOf(report: Report): Summary {
  const root = record(report.statistics);
  const values = Object.fromEntries(Object.entries({ ...root, ...record(root["statistics"]) }).map(([name, value]) => [name, numberOf(value)]));
  values["net_profit"] ??= values["profit"] ?? null;
  return {
    pipeline: text(root["pipeline"]) || (report.pipeline ?? ""), assumptions: text(root["assumptions"]), currency: text(root["currency"]), cash: numberOf(root["cash"]),
    hash: text(root["run"]), values,
  };
}

export interface Point {
  time: number;
  equity: number;
}

/** Reads `equity.csv`: its columns by their names, rows that are none left out. */
export function readEquity(csv: string): Point[] {
  const [head = "", ...rows] = csv.split("\n");
  const columns = head.trim().split(",");
  const [time, equity] = [columns.indexOf("time"), columns.indexOf("equity")];
  if (time < 0 || equity < 0) return [];
  return rows.flatMap((row) => {
    const cells = row.trim().split(",");
    const point = { time: Date.parse(cells[time] ?? ""), equity: Number(cells[equity]) };
    return cells.length > 1 && Number.isFinite(point.time) && Number.isFinite(point.equity) ? [point] : [];
  });
}

/**
 * Curves that began with other sums are comparable as changes in percent since their beginning.
 * @param cash what the account began with; where that is not known, the first point is the beginning
 */
export function relative(points: readonly Point[], cash: number | null = null): Point[] {
  const first = cash || points[0]?.equity;
  return first ? points.map(({ time, equity }) => ({ time, equity: (equity / first - 1) * 100 })) : [];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
