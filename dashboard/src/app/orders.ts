import type { OrderKind, OrderState, TradeDirection } from "@pawl/messages";
import type { World } from "../store/world.ts";

/** An order as a list shows it: what was asked for, and where it stands. */
export interface OrderRow {
  id: string;
  symbol: string;
  strategy: string;
  side: TradeDirection | null;
  kind: OrderKind | null;
  quantity: number;
  filled: number;
  /** The price that it waits for, else the mean of its fills. */
  price: number | null;
  state: OrderState;
  reason: string;
  time: string;
  working: boolean;
}

const DONE = new Set<OrderState>(["filled", "canceled", "rejected", "expired"]);

/** All orders: those that still work first, then the newest. */
export function orderRows(world: World): OrderRow[] {
  const rows = new Map<string, OrderRow>();
  for (const request of world.requests.values()) {
    const { client_order_id: id, side, kind, quantity, limit_price, stop_price } = request.data;
    rows.set(id, {
      id, symbol: request.symbol, strategy: request.metadata.node, side, kind, quantity, filled: 0, price: limit_price ?? stop_price, state: "intent", reason: "",
      time: request.timestamp, working: true,
    });
  }
  for (const update of world.orders.values()) {
    const { client_order_id: id, quantity, filled, average_price, state, reason } = update.data;
    const before = rows.get(id);
    rows.set(id, {
      id, symbol: update.symbol, strategy: update.metadata.node, side: before?.side ?? null, kind: before?.kind ?? null, quantity, filled,
      price: filled > 0 ? average_price : (before?.price ?? null), state, reason, time: update.timestamp, working: !DONE.has(state),
    });
  }
  return [...rows.values()].sort((a, b) => Number(b.working) - Number(a.working) || (a.time < b.time ? 1 : a.time > b.time ? -1 : 0));
}
