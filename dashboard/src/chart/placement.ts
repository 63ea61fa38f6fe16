import type { GraphKind, GraphNode } from "../transport/api.ts";

/** Where a node belongs on a chart: over the price, in a pane of its own, as a layer, or nowhere. */
export type Placement = "price" | "pane" | "layer" | "none";

const LAYERS = new Set(["swing_point", "fair_value_gap", "order_block", "liquidity_level", "break_of_structure", "volume_profile", "trade_signal"]);
const NOWHERE = new Set(["footprint", "state_transition", "position_update", "risk_metric", "tick", "quote", "candle"]);

/** Kinds whose numbers are prices. Averages may also run over other things, which their values then show. */
const PRICES = new Set([
  "bollinger", "donchian", "keltner", "accbands", "supertrend", "vwap", "ichimoku", "parabolic_sar", "highest", "lowest", "linear_regression", "linearreg",
  "linearreg_intercept", "tsf", "pivot_points", "session_levels",
]);
const PRICE_FAMILIES = new Set(["averages", "price"]);

/** Times, indices and states say something about a value, but are none that a line could follow. */
const ASIDE = /(^|_)(time|index|id|deviation)$|^flags$|^state$/;
const NUMERIC = /^(number|price|quantity|integer)\b/;

export function placementOf(kind: GraphKind | undefined): Placement {
  if (!kind) return "none";
  if (LAYERS.has(kind.emits)) return "layer";
  if (NOWHERE.has(kind.emits) || fieldsOf(kind).length === 0) return "none";
  return PRICES.has(kind.name) || PRICE_FAMILIES.has(kind.family.toLowerCase()) ? "price" : "pane";
}

/** The fields of a kind that can be drawn as lines. */
export function fieldsOf(kind: GraphKind): { name: string; type: string }[] {
  switch (kind.emits) {
    case "cumulative_delta": return [{ name: "close", type: "quantity" }];
    case "delta_volume": return [{ name: "delta", type: "quantity" }];
    case "imbalance": return [{ name: "value", type: "number" }];
    default: return kind.output.filter((field) => NUMERIC.test(field.type) && !ASIDE.test(field.name)).map(({ name, type }) => ({ name, type }));
  }
}

/** An average of something that is no price does not belong over the price: its values tell. */
export function nearPrice(value: number, price: number): boolean {
  return value > 0 && price > 0 && value / price > 0.5 && value / price < 2;
}

/** What messages of a node are called: the graph adds the symbol where it has several. */
export function messageNode(node: GraphNode): string {
  const name = node.published_as[0] ?? node.id;
  return node.symbol && name.endsWith(`@${node.symbol}`) ? name.slice(0, -node.symbol.length - 1) : name;
}
