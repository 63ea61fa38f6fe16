import { app } from "../app/app.svelte.ts";
import { SHORT } from "../chart/structure.ts";
import { fieldsOf, messageNode } from "../chart/placement.ts";
import { reading } from "../format/number.ts";
import { words } from "../format/words.ts";
import { api, type Graph, type GraphKind, type GraphNode, type LiveNode } from "../transport/api.ts";

export interface NodeLife {
  state: LiveNode["state"];
  runs: number;
  rate: number;
  nanoseconds: number | null;
  updated: string | null;
  value: string;
  history: number[];
  data: Record<string, unknown> | null;
  /** It ran for the newest event. */
  lit: boolean;
}

const HISTORY = 40;

/** What the nodes of a graph are doing, asked for once a second while somebody looks. */
export class GraphLife {
  nodes = $state.raw(new Map<string, NodeLife>());
  failed = $state<string | null>(null);
  readonly #samples = new Map<string, { updated: string | null; values: number[] }>();

  /** @param graph whose nodes are followed; null while there is none */
  constructor(graph: () => Graph | null, symbol: () => string) {
    $effect(() => {
      const [shown, name] = [graph(), symbol()];
      this.#samples.clear();
      this.nodes = new Map();
      if (!shown || !name) return;
      let [stopped, before] = [false, performance.now()];
      const step = async () => {
        if (stopped) return;
        if (!document.hidden && app.link.state === "open") {
          const now = performance.now();
          await this.#ask(shown, name, Math.max(0.05, (now - before) / 1000));
          before = now;
        }
        if (!stopped) timer = setTimeout(() => void step(), 1000);
      };
      let timer = setTimeout(() => void step(), 0);
      return () => {
        stopped = true;
        clearTimeout(timer);
      };
    });
  }

  async #ask(graph: Graph, symbol: string, seconds: number): Promise<void> {
    try {
      const live = app.replay ? fromStore(graph, symbol) : (await api.live(graph.pipeline, symbol)).nodes;
      this.#take(graph, symbol, live, seconds);
      this.failed = null;
    } catch (error) {
      this.failed = error instanceof Error ? error.message : String(error);
    }
  }

  #take(graph: Graph, symbol: string, live: readonly LiveNode[], seconds: number): void {
    const kinds = new Map(graph.kinds.map((kind) => [kind.name, kind]));
    const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    const newest = live.reduce((latest, { updated }) => (updated && updated > latest ? updated : latest), "");
    const next = new Map<string, NodeLife>();
    for (const one of live) {
      const kind = kinds.get(nodes.get(one.id)?.kind ?? "");
      const field = kind && mainField(kind);
      const number = field ? one.data?.[field] : undefined;
      const before = this.nodes.get(one.id);
      next.set(one.id, {
        state: one.state, runs: one.runs, rate: before ? Math.max(0, one.runs - before.runs) / seconds : 0, nanoseconds: one.nanoseconds ?? null, updated: one.updated,
        value: kind ? valueOf(kind, one.data, app.info(symbol).price_decimals) : "", data: one.data,
        history: this.#sample(one.id, one.updated, typeof number === "number" ? number : null), lit: one.updated !== null && one.updated === newest,
      });
    }
    this.nodes = next;
  }

  #sample(id: string, updated: string | null, value: number | null): number[] {
    let sample = this.#samples.get(id);
    if (!sample) this.#samples.set(id, (sample = { updated: null, values: [] }));
    if (value !== null && sample.updated !== updated) {
      sample.updated = updated;
      sample.values = [...sample.values.slice(1 - HISTORY), value];
    }
    return sample.values;
  }
}

/** In a replay: what the outputs up to its moment say. */
function fromStore(graph: Graph, symbol: string): LiveNode[] {
  const store = app.store(symbol);
  return graph.nodes.map((node): LiveNode => {
    if (node.kind === "candle") {
      const bars = store.bars(node.timeframe ?? "");
      const last = bars.closed.last?.value;
      return { id: node.id, runs: bars.closed.length, state: last ? "ready" : "waiting", updated: last?.candle.close_time ?? null, data: last ? { ...last.candle } : null };
    }
    const outputs = store.node(messageNode(node));
    const last = outputs?.points.last?.value;
    return {
      id: node.id, runs: outputs?.points.length ?? 0, state: last ? "ready" : node.published ? "waiting" : "quiet", updated: last?.timestamp ?? null,
      data: last ? (last.data as unknown as Record<string, unknown>) : null,
    };
  });
}

const MAIN: Record<string, string> = { candle: "close", tick: "price", quote: "bid", volume_profile: "point_of_control", footprint: "delta", trade_signal: "price" };

export function mainField(kind: GraphKind): string | undefined {
  return MAIN[kind.emits] ?? fieldsOf(kind)[0]?.name;
}

/** The last value of a node in a few words. */
export function valueOf(kind: GraphKind, data: Record<string, unknown> | null, decimals: number): string {
  if (!data) return "";
  const field = mainField(kind);
  const type = kind.output.find(({ name }) => name === field)?.type ?? "number";
  const isPrice = type === "price" || ["averages", "price"].includes(kind.family.toLowerCase());
  const number = field && data[field] !== undefined ? reading(data[field], isPrice ? "price" : type, decimals) : "";
  const word = [data["kind"], data["to"]].find((text): text is string => typeof text === "string");
  return [word && (SHORT[word] ?? words(word)), number].filter(Boolean).join(" ");
}

export function isSource(node: GraphNode): boolean {
  return node.family === "source" || node.family === "candles";
}
