import type { Drawn } from "../chart/market-chart.ts";
import { messageNode } from "../chart/placement.ts";
import type { SymbolStore } from "../store/symbol.ts";

/** The drawn nodes that have not spoken because they have not seen enough: `sma_200 12 of 200`. */
export function warmingUp(drawn: readonly Drawn[], store: SymbolStore, frame: string): string[] {
  return drawn.flatMap(({ node }) => {
    const name = messageNode(node);
    if (node.warm_up === null || node.warm_up < 2 || store.node(name)) return [];
    const seen = store.bars(node.timeframe ?? frame).closed.length;
    return seen < node.warm_up ? [`${name} ${seen} of ${node.warm_up}`] : [];
  });
}
