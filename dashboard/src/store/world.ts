import type { Message } from "@pawl/messages";
import type { Of } from "../transport/api.ts";
import { Latest } from "./latest.ts";
import { Pulse } from "./pulse.ts";
import { Recent } from "./recent.ts";
import { SymbolStore } from "./symbol.ts";

type Alert = Of<"node_error" | "data_gap" | "late_tick" | "control">;
type Activity = Of<"trade_signal" | "state_transition">;

const SYMBOLS = 500;

/** All that was said: of the live market, or of one replay up to its moment. */
export class World {
  readonly pulse = new Pulse();
  readonly signals = new Recent<Of<"trade_signal">>(300);
  readonly activity = new Recent<Activity>(300);
  readonly alerts = new Recent<Alert>(200);
  readonly orders = new Latest<Of<"order_update">>(500);
  readonly requests = new Latest<Of<"order_request">>(500);
  readonly accounts = new Latest<Of<"account_update">>(50);
  readonly #symbols = new Map<string, SymbolStore>();

  /** The output that came last, for the path that lights up in the graph. */
  lastEvent: { symbol: string; nodes: Set<string>; sequence: string } | null = null;

  symbol(name: string): SymbolStore {
    let store = this.#symbols.get(name);
    if (!store) {
      store = new SymbolStore();
      if (this.#symbols.size < SYMBOLS) this.#symbols.set(name, store);
    }
    return store;
  }

  take(message: Message, history = false): void {
    switch (message.type) {
      case "account_update": this.accounts.put(message.data.account, message); break;
      case "order_update": this.orders.put(message.data.client_order_id, message); break;
      case "order_request": this.requests.put(message.data.client_order_id, message); break;
      case "node_error":
      case "data_gap":
      case "late_tick":
      case "control": this.alerts.add(message); break;
      case "trade_signal": this.signals.add(message); this.activity.add(message); break;
      case "state_transition": this.activity.add(message); break;
      default: break;
    }
    if (message.symbol) this.symbol(message.symbol).take(message, history);
    if (!history) this.#path(message);
    this.pulse.beat();
  }

  clear(): void {
    for (const store of this.#symbols.values()) store.clear();
    for (const part of [this.signals, this.activity, this.alerts, this.orders, this.requests, this.accounts]) part.clear();
    this.lastEvent = null;
    this.pulse.beat();
  }

  /** Collects the nodes that one event made speak: their ids share all but the last number. */
  #path(message: Message): void {
    const { id, node, confirmed } = message.metadata;
    if (confirmed === false || !id) return;
    const sequence = id.slice(0, id.lastIndexOf(":"));
    const name = message.type === "candle" ? `candle(${message.timeframe})` : node;
    if (this.lastEvent?.sequence === sequence) this.lastEvent.nodes.add(name);
    else this.lastEvent = { symbol: message.symbol, nodes: new Set([name]), sequence };
  }
}
