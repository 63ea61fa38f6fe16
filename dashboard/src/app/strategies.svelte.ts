import type { MachineState } from "@pawl/messages";
import { app } from "./app.svelte.ts";

/** Where a strategy stands on a symbol. */
export interface Standing {
  strategy: string;
  symbol: string;
  state: MachineState;
  since: string | null;
  reason: string;
  quantity: number;
  average: number | null;
  open: number | null;
  realized: number | null;
}

/** What the server said at the beginning, and what the messages since then changed; the chosen symbol first. */
export function standings(): Standing[] {
  const { world, replay } = app;
  world.pulse.track();
  const all = new Map<string, Standing>();
  const of = (strategy: string, symbol: string): Standing => {
    const key = `${symbol}\n${strategy}`;
    let one = all.get(key);
    if (!one) all.set(key, (one = { strategy, symbol, state: "watch", since: null, reason: "", quantity: 0, average: null, open: null, realized: null }));
    return one;
  };
  if (!replay)
    for (const known of app.strategies) {
      Object.assign(of(known.strategy, known.symbol), {
        state: known.state, since: known.since, reason: known.reason ?? "", quantity: known.position ?? 0, average: known.average_price ?? null,
        open: known.unrealized_profit ?? null, realized: known.realized_profit ?? null,
      });
    }
  const seen = new Set<string>();
  for (const message of world.activity.items) {
    if (message.type !== "state_transition") continue;
    const one = of(message.metadata.node, message.symbol);
    const key = `${one.symbol}\n${one.strategy}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (one.since === null || message.timestamp >= one.since) Object.assign(one, { state: message.data.to, since: message.timestamp, reason: message.data.reason });
  }
  for (const { symbol } of app.symbols)
    for (const position of world.symbol(symbol).positions.values()) {
      const { quantity, average_price, unrealized_profit, realized_profit } = position.data;
      Object.assign(of(position.metadata.node, symbol), { quantity, average: average_price, open: unrealized_profit, realized: realized_profit });
    }
  const first = (one: Standing) => (one.symbol === app.chosen.symbol ? 0 : 1);
  return [...all.values()].sort((a, b) => first(a) - first(b) || a.symbol.localeCompare(b.symbol) || a.strategy.localeCompare(b.strategy));
}
