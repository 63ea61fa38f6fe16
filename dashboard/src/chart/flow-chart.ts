import type { Footprint } from "@pawl/messages";
import type { SymbolStore } from "../store/symbol.ts";
import { FootprintLayer } from "./footprint-layer.ts";
import { NodeLine } from "./lines.ts";
import { lineColour } from "./palette.ts";
import { PriceChart, type PriceChartOptions } from "./price-chart.ts";
import { ProfileLayer } from "./profile-layer.ts";

/** The nodes that order flow is read from; null where the pipeline has none. */
export interface FlowNodes {
  footprint: string | null;
  profile: string | null;
  delta: string | null;
  cumulative: string | null;
}

/** About the width of the prices on the right. */
const PRICES = 66;

/** Footprints in the place of candles, the profile of the session beside them, delta and its sum below. */
export class FlowChart {
  readonly chart: PriceChart;
  readonly #footprints = new FootprintLayer();
  readonly #profile = new ProfileLayer(0.2);
  readonly #lines: { node: string; line: NodeLine }[] = [];
  readonly #store: SymbolStore;
  readonly #nodes: FlowNodes;
  #seen = "";

  constructor(element: HTMLElement, store: SymbolStore, frame: string, nodes: FlowNodes, options: PriceChartOptions) {
    this.#store = store;
    this.#nodes = nodes;
    this.chart = new PriceChart(element, store.bars(frame), [this.#profile, this.#footprints], options);
    let pane = 0;
    if (nodes.delta) this.#add(nodes.delta, "delta", ++pane, "histogram");
    if (nodes.cumulative) this.#add(nodes.cumulative, "close", ++pane, "candles");
    this.chart.api.panes().forEach((one, index) => one.setStretchFactor(index === 0 ? 5 : 1));
    this.sync();
    const length = this.chart.axis.length;
    const bars = Math.max(2, Math.floor((element.clientWidth - PRICES) / options.spacing));
    // Where few bars have room none of it stays free on the right, or their numbers could not be read.
    const free = bars > 6 ? 2 : 0;
    if (length > 0) this.chart.api.timeScale().setVisibleLogicalRange({ from: length - bars + free - 0.5, to: length + free - 0.5 });
  }

  setPalette(palette: PriceChart["palette"]): void {
    this.#seen = "";
    this.chart.setPalette(palette);
    this.sync();
  }

  sync(): void {
    this.chart.sync();
    const outputs = this.#nodes.footprint ? this.#store.node(this.#nodes.footprint) : undefined;
    if (outputs && this.#seen !== String(outputs.version)) {
      this.#seen = String(outputs.version);
      const found = new Map<number, Footprint>();
      for (const { value } of outputs.points.items) if (value.type === "footprint") found.set(Date.parse(value.data.bar_time), value.data);
      if (outputs.preview?.type === "footprint") found.set(Date.parse(outputs.preview.data.bar_time), outputs.preview.data);
      this.#footprints.show(found);
      this.chart.setBodies(found.size === 0);
    }
    const profile = this.#nodes.profile ? this.#store.node(this.#nodes.profile) : undefined;
    const message = profile?.preview ?? profile?.points.last?.value;
    this.#profile.show(message?.type === "volume_profile" ? message.data : null);
    for (const { node, line } of this.#lines) line.sync(this.#store.node(node), this.chart.axis, this.chart.generation, this.chart.palette);
  }

  destroy(): void {
    this.chart.destroy();
  }

  #add(node: string, field: string, pane: number, shape: "histogram" | "candles"): void {
    const line = new NodeLine(this.chart.api, { field, colour: lineColour(this.chart.palette, pane), pane, steps: false, decimals: 0, shape }, this.chart.palette);
    this.#lines.push({ node, line });
  }
}
