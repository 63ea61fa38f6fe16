import { app } from "../app/app.svelte.ts";
import { placementOf, messageNode } from "../chart/placement.ts";
import { settings } from "../app/settings.svelte.ts";
import type { Drawn } from "../chart/market-chart.ts";
import type { Graph } from "../transport/api.ts";
import { KEPT } from "../store/symbol.ts";
import { newest, newestPage, pathOf, Problem } from "../transport/rest.ts";
import { tokenOf } from "../transport/subjects.ts";

/** Bars that fill a screen: what is older is asked for when these are drawn. */
const FIRST = 300;

/** What a chart shows, and whether what it needs is there. */
export class ChartData {
  readonly #symbol: () => string;
  readonly #frame: () => string;
  readonly #other: () => string | null;
  graph = $state.raw<Graph | null>(null);
  error = $state<string | null>(null);
  loaded = $state(false);
  /** Whether there is time for more than candles. */
  #calm = $state(false);

  /** @param other another pipeline than the one that computes the symbol now */
  constructor(symbol: () => string, frame: () => string, other: () => string | null = () => null) {
    [this.#symbol, this.#frame, this.#other] = [symbol, frame, other];
    void app.calm.then(() => (this.#calm = true));
    $effect(() => this.#subscribe((token) => [`candles.external.${token}.${this.#frame()}`, `dashboard.stream.candles.${token}.${this.#frame()}`]));
    $effect(() => (this.#calm ? this.#subscribe((token) => [`market_structure.${token}.>`, `indicators.public.${token}.>`, `dashboard.stream.*.${token}.>`]) : undefined));
    $effect(() => this.#load());
    $effect(() => this.#loadGraph());
    $effect(() => this.#loadNodes());
  }

  /** The nodes of the pipeline that say something about this symbol. */
  readonly published = $derived.by((): Drawn[] => {
    const symbol = this.#symbol();
    const kinds = new Map(this.graph?.kinds.map((kind) => [kind.name, kind]));
    return (this.graph?.nodes ?? []).flatMap((node) => {
      const kind = kinds.get(node.kind);
      return kind && node.published && (node.symbol === null || node.symbol === symbol) ? [{ node, kind }] : [];
    });
  });

  /** Those that a chart can draw. */
  readonly offered = $derived(this.published.filter(({ kind }) => placementOf(kind) !== "none"));

  /** Those that are drawn: what the person chose, else a few that suit. */
  readonly drawn = $derived.by((): Drawn[] => {
    const offered = this.offered;
    const chosen = settings.nodes[this.#pipeline];
    if (chosen) return offered.filter(({ node, kind }) => chosen.includes(messageNode(node)) || kind.emits === "volume_profile");
    const frame = this.#frame();
    const own = offered.filter(({ node }) => node.timeframe === frame);
    const of = (placement: string, family: string) =>
      own.filter(({ kind }) => placementOf(kind) === placement).sort((a, b) => Number(b.kind.family === family) - Number(a.kind.family === family));
    return [...of("price", "averages").slice(0, 2), ...of("pane", "momentum").slice(0, 1), ...offered.filter(({ kind }) => kind.emits === "volume_profile").slice(0, 1)];
  });

  toggle(name: string): void {
    const now = this.drawn.filter(({ kind }) => kind.emits !== "volume_profile").map(({ node }) => messageNode(node));
    settings.nodes[this.#pipeline] = now.includes(name) ? now.filter((one) => one !== name) : [...now, name];
  }

  get #pipeline(): string {
    return this.#other() ?? app.info(this.#symbol()).pipeline ?? "";
  }

  #subscribe(channels: (token: string) => string[]): (() => void) | undefined {
    const symbol = this.#symbol();
    return symbol ? app.socket.want(channels(tokenOf(symbol))) : undefined;
  }

  #load(): (() => void) | void {
    const [symbol, frame] = [this.#symbol(), this.#frame()];
    void app.history;
    if (!symbol || app.replay) return;
    const stop = new AbortController();
    const store = app.live.symbol(symbol);
    this.loaded = store.bars(frame).closed.length > 0;
    void this.#ask(stop.signal, async () => {
      const own = (list: string) => `symbols/${pathOf(symbol)}/${list}`;
      const { items, next } = await newestPage(own("candles"), FIRST, { timeframe: frame }, stop.signal);
      store.fillBars(frame, items);
      this.loaded = true;
      app.chartDrawn();
      await app.calm;
      if (next) store.fillBars(frame, await newest(own("candles"), KEPT.points - FIRST, { timeframe: frame, cursor: next }, stop.signal));
      for (const [list, count] of [[own("structure"), KEPT.objects], [own("signals"), KEPT.signals], [own("transitions"), KEPT.signals], ["fills", KEPT.signals]] as const)
        for (const message of await newest(list, count, list === "fills" ? { symbol } : {}, stop.signal).catch(() => [])) store.take(message, true);
    });
    return () => stop.abort();
  }

  #loadGraph(): (() => void) | void {
    const pipeline = this.#pipeline;
    if (!pipeline || !this.#calm) return;
    // Who asked may be gone when the answer comes.
    let stopped = false;
    app.graph(pipeline).then((graph) => stopped || (this.graph = graph), () => {});
    return () => (stopped = true);
  }

  #loadNodes(): (() => void) | void {
    const symbol = this.#symbol();
    void app.history;
    // Of a profile the newest is all that is shown, and each is large.
    const names = this.drawn.map(({ node, kind }) => `${messageNode(node)}\t${kind.emits === "volume_profile" ? 1 : KEPT.points}`).join("\n");
    if (!symbol || app.replay || !names) return;
    const stop = new AbortController();
    const store = app.live.symbol(symbol);
    for (const [name = "", count] of names.split("\n").map((line) => line.split("\t")))
      newest(`symbols/${pathOf(symbol)}/indicators/${pathOf(name)}`, Number(count), {}, stop.signal).then((messages) => store.fillNode(name, messages), () => {});
    return () => stop.abort();
  }

  async #ask(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      this.error = null;
      await work();
    } catch (error) {
      if (signal.aborted) return;
      this.error = error instanceof Problem ? error.message : String(error);
      app.chartDrawn();
    }
  }
}
