import type { IPriceLine, MouseEventParams, Time } from "lightweight-charts";
import type { GraphKind, GraphNode } from "../transport/api.ts";
import type { Of } from "../transport/api.ts";
import type { SymbolStore } from "../store/symbol.ts";
import { lineColour } from "./palette.ts";
import { NodeLine } from "./lines.ts";
import { fieldsOf, messageNode, nearPrice, placementOf } from "./placement.ts";
import { PriceChart, type PriceChartOptions } from "./price-chart.ts";
import { ProfileLayer } from "./profile-layer.ts";
import { SignalLayer } from "./signal-layer.ts";
import { StructureLayer } from "./structure-layer.ts";
import { shapeOf, type Shape, type StructureKind } from "./structure.ts";
import { secondsOf } from "../format/frames.ts";

/** A node that is drawn, with what its kind says. */
export interface Drawn {
  node: GraphNode;
  kind: GraphKind;
}

export interface LegendRow {
  node: string;
  pane: number;
  values: { field: string; type: string; value: number | null; colour: string }[];
}

export interface Reading {
  time: number | null;
  open: number | null;
  high: number | null;
  low: number | null;
  close: number | null;
  volume: number | null;
  forming: boolean;
  rows: LegendRow[];
}

export interface Place {
  top: number;
  height: number;
}

interface DrawnNode extends Drawn {
  lines: NodeLine[];
  pane: number;
}

/** The chart of the market view: candles with everything that was chosen over, under and below them. */
export class MarketChart {
  readonly chart: PriceChart;
  readonly #structure = new StructureLayer();
  readonly #signals = new SignalLayer();
  readonly #profile = new ProfileLayer();
  #store: SymbolStore;
  #frame: string;
  #drawn: DrawnNode[] = [];
  #wanted: Drawn[] = [];
  #structureEpoch = -1;
  #signalCount = "";
  #priceLines: IPriceLine[] = [];
  #priceLineKey = "";
  #crosshair: MouseEventParams<Time> | null = null;
  readonly #resized: ResizeObserver;
  onReading: (reading: Reading) => void = () => {};
  onSignal: (signal: Of<"trade_signal">) => void = () => {};
  onStructure: (shape: Shape) => void = () => {};
  /** Where each pane begins and ends, for the legends; said when it changes. */
  onPanes: (panes: Place[]) => void = () => {};
  #panes = "";

  constructor(element: HTMLElement, store: SymbolStore, frame: string, options: PriceChartOptions) {
    this.#store = store;
    this.#frame = frame;
    this.chart = new PriceChart(element, store.bars(frame), [this.#structure, this.#profile, this.#signals], options);
    this.chart.api.subscribeCrosshairMove((event) => {
      this.#crosshair = event.time === undefined ? null : event;
      this.#read();
    });
    this.chart.api.subscribeClick(({ point, paneIndex }) => {
      const mark = point && (paneIndex ?? 0) === 0 ? this.#signals.at(point.x, point.y) : null;
      if (mark?.type === "trade_signal") this.onSignal(mark);
      else if (point && (paneIndex ?? 0) === 0) {
        const shape = this.#structure.at(point.x, point.y);
        if (shape) this.onStructure(shape);
      }
    });
    // Panes have their heights only once they are laid out, and other ones after the window or a person moved them.
    this.#resized = new ResizeObserver(() => this.#placePanes());
  }

  bind(store: SymbolStore, frame: string): void {
    if (store === this.#store && frame === this.#frame) return;
    [this.#store, this.#frame] = [store, frame];
    this.#structureEpoch = -1;
    this.#signalCount = this.#priceLineKey = "";
    this.#crosshair = null;
    this.chart.setBars(store.bars(frame));
    this.draw(this.#wanted);
    this.sync();
  }

  /** Which nodes are drawn; those that stay keep their place. */
  draw(wanted: Drawn[]): void {
    this.#wanted = wanted;
    for (const { lines } of this.#drawn) for (const line of lines) line.remove(this.chart.api);
    this.#drawn = [];
    let [pane, colour] = [0, 0];
    for (const { node, kind } of wanted) {
      const placement = placementOf(kind);
      if (placement !== "price" && placement !== "pane") continue;
      const id = messageNode(node);
      const inPrice = placement === "price" && this.#nearPrice(id, kind);
      const at = inPrice ? 0 : ++pane;
      const lines = fieldsOf(kind).map(({ name }) => new NodeLine(this.chart.api, {
        field: name,
        colour: lineColour(this.chart.palette, colour++),
        pane: at,
        steps: node.timeframe !== null && node.timeframe !== this.#frame,
        decimals: inPrice ? (this.chart.candles.options().priceFormat.type === "price" ? (this.chart.candles.options().priceFormat as { precision: number }).precision : 2) : 2,
        shape: kind.emits === "cumulative_delta" ? "candles" : kind.emits === "delta_volume" || name === "histogram" ? "histogram" : "line",
      }, this.chart.palette));
      this.#drawn.push({ node, kind, lines, pane: at });
    }
    this.chart.api.panes().forEach((one, index) => one.setStretchFactor(index === 0 ? 3 : 1));
    this.#resized.disconnect();
    for (const pane of this.chart.api.panes()) {
      const element = pane.getHTMLElement();
      if (element) this.#resized.observe(element);
    }
    this.#placePanes();
  }

  layers(shown: ReadonlySet<string>): void {
    this.#structure.kinds = shown as ReadonlySet<StructureKind>;
    this.#signals.shown = shown.has("signals") || shown.has("fills");
    this.#profile.shown = shown.has("profile");
    this.#signalCount = "";
    this.#shownLayers = shown;
    this.sync();
  }

  #shownLayers: ReadonlySet<string> = new Set();

  /** Draws what changed; most messages of a symbol are about nodes that this chart does not show, and cost it nothing. */
  sync(): void {
    let changed = this.chart.sync();
    for (const { node, lines } of this.#drawn) {
      const outputs = this.#store.node(messageNode(node));
      for (const line of lines) changed = line.sync(outputs, this.chart.axis, this.chart.generation, this.chart.palette) || changed;
    }
    this.#syncStructure();
    this.#syncSignals();
    this.#syncProfile();
    this.#syncPriceLines();
    if (!changed) return;
    this.#read();
    this.#placePanes();
  }

  /** Brings a moment into the middle. */
  goTo(time: number): void {
    const index = this.chart.axis.knownIn(time);
    if (index < 0) return;
    const scale = this.chart.api.timeScale();
    const range = scale.getVisibleLogicalRange();
    const half = range ? Math.min(60, (range.to - range.from) / 2) : 40;
    scale.setVisibleLogicalRange({ from: index - half, to: index + half });
    const bar = this.chart.axis.at(index);
    if (bar) this.chart.api.setCrosshairPosition(bar.candle.close, (bar.time / 1000) as Time, this.chart.candles);
  }

  destroy(): void {
    this.#resized.disconnect();
    this.chart.destroy();
  }

  #placePanes(): void {
    let top = 0;
    const panes = this.chart.api.panes().map((pane): Place => {
      const place = { top, height: pane.getHeight() };
      top += place.height + 1;
      return place;
    });
    const key = JSON.stringify(panes);
    if (key === this.#panes) return;
    this.#panes = key;
    this.onPanes(panes);
  }

  #nearPrice(id: string, kind: GraphKind): boolean {
    const price = this.#store.bars(this.#frame).last?.candle.close ?? this.#store.price?.value;
    const last = this.#store.node(id)?.points.last?.value.data as Record<string, unknown> | undefined;
    const value = last?.[fieldsOf(kind)[0]?.name ?? ""];
    return typeof value !== "number" || !price || nearPrice(value, price);
  }

  #syncStructure(): void {
    if (this.#store.structureEpoch === this.#structureEpoch) return;
    this.#structureEpoch = this.#store.structureEpoch;
    const own = secondsOf(this.#frame);
    // What smaller frames see would only be noise here; what larger ones see is the ground this one moves on.
    const shapes: Shape[] = this.#store.structure.values().filter(({ timeframe }) => secondsOf(timeframe) >= own).map(shapeOf);
    this.#structure.show(shapes);
  }

  #syncSignals(): void {
    const { signals, fills } = this.#store;
    const key = `${signals.items.length}:${signals.items[0]?.metadata.id}:${fills.items.length}:${fills.items[0]?.metadata.id}`;
    if (key === this.#signalCount) return;
    this.#signalCount = key;
    this.#signals.show([...(this.#shownLayers.has("signals") ? signals.items : []), ...(this.#shownLayers.has("fills") ? fills.items : [])]);
  }

  #syncProfile(): void {
    const drawn = this.#wanted.find(({ kind }) => kind.emits === "volume_profile");
    const outputs = drawn && this.#store.node(messageNode(drawn.node));
    const message = outputs?.preview ?? outputs?.points.last?.value;
    this.#profile.show(message?.type === "volume_profile" ? message.data : null);
  }

  /** Average price, stop and target of what is held. */
  #syncPriceLines(): void {
    const lines: { price: number; title: string; colour: string }[] = [];
    const { palette } = this.chart;
    for (const position of this.#store.positions.values()) {
      const { quantity, average_price } = position.data;
      if (quantity === 0) continue;
      if (average_price !== null) lines.push({ price: average_price, title: `${quantity > 0 ? "long" : "short"} ${Math.abs(quantity)}`, colour: palette.accent });
      const entry = this.#store.signals.items.find((signal) => signal.data.kind === "entry" && signal.metadata.node === position.metadata.node);
      const risk = this.#store.risks.get(position.metadata.node)?.data;
      const [stop, target] = [risk?.stop_loss ?? entry?.data.stop, risk?.take_profit ?? entry?.data.target];
      if (stop) lines.push({ price: stop, title: "stop", colour: palette.down });
      if (target) lines.push({ price: target, title: "target", colour: palette.up });
    }
    const key = JSON.stringify(lines);
    if (key === this.#priceLineKey) return;
    this.#priceLineKey = key;
    for (const line of this.#priceLines) this.chart.candles.removePriceLine(line);
    this.#priceLines = lines.map(({ price, title, colour }) => this.chart.candles.createPriceLine({ price, title, color: colour, lineWidth: 1, lineStyle: 2, axisLabelVisible: true }));
  }

  /** Tells the values under the crosshair, or the newest where there is none. */
  #read(): void {
    const { axis } = this.chart;
    const at = this.#crosshair?.time as number | undefined;
    const index = at === undefined ? axis.length - 1 : axis.holding(at * 1000);
    const bar = axis.at(index);
    const rows = this.#drawn.map(({ node, kind, lines, pane }): LegendRow => ({
      node: messageNode(node),
      pane,
      values: fieldsOf(kind).map(({ name, type }, i) => {
        const value = this.#valueAt(lines[i]!, index);
        const { shape, colour } = lines[i]!.options;
        // Bars have the colour of their direction.
        return { field: name, type: pane === 0 ? "price" : type, value, colour: shape === "line" ? colour : (value ?? 0) >= 0 ? this.chart.palette.up : this.chart.palette.down };
      }),
    }));
    const { open = null, high = null, low = null, close = null, volume = null } = bar?.candle ?? {};
    this.onReading({ time: bar?.time ?? null, open, high, low, close, volume, forming: index >= 0 && index === axis.length - 1 && axis.at(index) === this.#store.bars(this.#frame).forming, rows });
  }

  #valueAt(line: NodeLine, index: number): number | null {
    // Between two values of a larger frame the older one still holds.
    const item = line.series.dataByIndex(index, -1) as { value?: number; close?: number } | null;
    return item?.value ?? item?.close ?? null;
  }
}
