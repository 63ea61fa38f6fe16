import type { Message } from "@pawl/messages";
import type { Of } from "../transport/api.ts";
import { Latest } from "./latest.ts";
import { Pulse } from "./pulse.ts";
import { Recent } from "./recent.ts";
import { SymbolStore } from "./symbol.ts";

type Alert = Of<"node_error" | "data_gap" | "late_tick" | "control">;
type Activity = Of<"trade_signal" | "state_transition">;

const SYMBOLS = 500;
const OF_A_SYMBOL = new Set<Message["type"]>([
  "candle", "tick", "quote", "indicator", "cumulative_delta", "delta_volume", "footprint", "imbalance", "volume_profile",
  "swing_point", "fair_value_gap", "order_block", "liquidity_level", "break_of_structure",
]);

/** What an account says about orders, in a log of its own: no event of the market made nodes say it. */
const OF_AN_ACCOUNT = new Set<Message["type"]>(["account_update", "order_request", "order_update", "fill", "position_update", "risk_metric"]);

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
  readonly #askable: boolean;
  readonly #base: World | null;

  /**
   * @param askable whether the server can be asked for what is not here: of the live market, not of a replay
   * @param base the world whose candles this one shares: another pipeline over the same market
   */
  constructor(askable = true, base: World | null = null) {
    [this.#askable, this.#base] = [askable, base];
  }

  /** The output that came last, for the path that lights up in the graph. */
  lastEvent: { symbol: string; nodes: Set<string>; sequence: string } | null = null;

  symbol(name: string): SymbolStore {
    let store = this.#symbols.get(name);
    if (!store) {
      store = new SymbolStore(this.#askable, this.#base?.symbol(name));
      if (this.#symbols.size < SYMBOLS) this.#symbols.set(name, store);
    }
    return store;
  }

  take(message: Message, history = false): void {
    switch (message.type) {
      case "account_update": this.accounts.put(message.data.account, message); break;
      case "order_update": put(this.orders, message, history); break;
      case "order_request": if (message.data.action !== "cancel") put(this.requests, message, history); break;
      case "node_error":
      case "data_gap":
      case "late_tick":
      case "control": this.alerts.add(message); break;
      case "trade_signal": this.signals.add(message); this.activity.add(message); break;
      case "state_transition": this.activity.add(message); break;
      default: break;
    }
    if (message.symbol && message.type !== "account_update") this.symbol(message.symbol).take(message, history);
    if (!history && !OF_AN_ACCOUNT.has(message.type)) this.#path(message);
    // Values of nodes and candles are shown by those who listen to their symbol; all others would look in vain many times a second.
    if (!OF_A_SYMBOL.has(message.type)) this.pulse.beat();
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

function put<T extends Of<"order_update" | "order_request">>(into: Latest<T>, message: T, history: boolean): void {
  const id = message.data.client_order_id;
  const known = into.get(id);
  // What was asked for may come after what is newer.
  if (!history || !known || known.timestamp <= message.timestamp) into.put(id, message);
}
