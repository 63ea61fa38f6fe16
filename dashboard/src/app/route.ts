export const VIEWS = ["market", "graph", "flow", "replay", "runs"] as const;
export type View = (typeof VIEWS)[number];

export const VIEW_NAMES: Record<View, string> = { market: "Market", graph: "Graph", flow: "Order flow", replay: "Replay", runs: "Runs" };

export interface Route {
  view: View;
  symbol: string | null;
  frame: string | null;
}

/** `#/market/ES/5m` */
export function readRoute(hash: string): Route {
  const [view = "", symbol, frame] = hash.replace(/^#\/?/, "").split("/").map(decode);
  return { view: VIEWS.find((name) => name === view) ?? "market", symbol: symbol || null, frame: frame || null };
}

export function writeRoute({ view, symbol, frame }: Route): string {
  return `#/${[view, symbol, frame].filter((part) => part !== null).map((part) => encodeURIComponent(part)).join("/")}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
