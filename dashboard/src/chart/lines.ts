import type { Message } from "@pawl/messages";
import { CandlestickSeries, HistogramSeries, LineSeries, LineStyle, LineType, type IChartApi, type ISeriesApi, type Time } from "lightweight-charts";
import type { NodeOutputs } from "../store/symbol.ts";
import type { Axis } from "./align.ts";
import { faint, type Palette } from "./palette.ts";

type Any = ISeriesApi<"Line"> | ISeriesApi<"Histogram"> | ISeriesApi<"Candlestick">;

export interface LineOptions {
  field: string;
  colour: string;
  pane: number;
  /** The node's frame is another than the chart's: values hold until the next comes. */
  steps: boolean;
  decimals: number;
  shape: "line" | "histogram" | "candles";
}

/** Digits behind the point with which the largest of some values shows three figures, two at least; none where all are whole. Null without values. */
export function decimalsFor(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  if (values.every(Number.isInteger)) return 0;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Math.min(8, Math.max(2, 2 - Math.floor(Math.log10(largest))));
}

/** One field of a node as a series of the chart, kept up to date by what is new. */
export class NodeLine {
  readonly series: Any;
  readonly options: LineOptions;
  #epoch = -1;
  #bars = -1;
  #seen: NodeOutputs | null = null;
  #version = "";
  #lastKey = -Infinity;
  #lastPlace = -1;
  #decimals: number;

  constructor(chart: IChartApi, options: LineOptions, palette: Palette) {
    this.options = options;
    this.#decimals = options.decimals;
    const common = {
      priceLineVisible: false, lastValueVisible: options.pane > 0,
      priceFormat: { type: "price" as const, precision: options.decimals, minMove: 10 ** -options.decimals },
    };
    this.series = options.shape === "histogram" ? chart.addSeries(HistogramSeries, { ...common, color: options.colour, base: 0 }, options.pane)
      : options.shape === "candles" ? chart.addSeries(CandlestickSeries, {
        ...common, upColor: palette.up, downColor: palette.down, wickUpColor: palette.up, wickDownColor: palette.down, borderVisible: false,
      }, options.pane)
      : chart.addSeries(LineSeries, {
        ...common, color: options.colour, lineWidth: options.pane > 0 ? 2 : 1, crosshairMarkerVisible: false,
        lineType: options.steps ? LineType.WithSteps : LineType.Simple, lineStyle: LineStyle.Solid,
      }, options.pane);
  }

  /**
   * @param bars grows when the bars were laid out anew
   * @returns whether there was anything to draw
   */
  sync(outputs: NodeOutputs | undefined, axis: Axis, bars: number, palette: Palette): boolean {
    if (!outputs) return this.#empty();
    const version = `${outputs.version} ${axis.length} ${bars}`;
    if (this.#seen === outputs && this.#version === version) return false;
    if (this.#seen !== outputs) this.#epoch = -1;
    [this.#seen, this.#version] = [outputs, version];
    const { points, preview } = outputs;
    if (bars !== this.#bars || points.epoch !== this.#epoch) {
      [this.#bars, this.#epoch] = [bars, points.epoch];
      const data = new Map<number, object>();
      this.#lastPlace = -1;
      for (const { key, value } of points.items) {
        const place = axis.knownIn(key);
        if (place < 0) continue;
        data.set(place, this.#point(value, axis.at(place)!.time, palette));
        this.#lastPlace = place;
      }
      this.series.setData([...data.values()] as never);
      if (this.options.pane > 0) this.#measure([...data.values()]);
      this.#lastKey = points.last?.key ?? -Infinity;
    } else if ((points.last?.key ?? -Infinity) > this.#lastKey) {
      for (const { key, value } of points.since(this.#lastKey + 1)) this.#update(value, axis.knownIn(key), axis, palette);
      this.#lastKey = points.last!.key;
    }
    if (preview) this.#update(preview, axis.length - 1, axis, palette);
    return true;
  }

  remove(chart: IChartApi): void {
    chart.removeSeries(this.series as ISeriesApi<"Line">);
  }

  /** A replay that goes back to before a node first spoke: what it said later is not known yet. */
  #empty(): boolean {
    if (!this.#seen) return false;
    [this.#seen, this.#epoch, this.#version, this.#lastKey, this.#lastPlace] = [null, -1, "", -Infinity, -1];
    this.series.setData([]);
    return true;
  }

  /** A pane shows what its values need, which only they say: an average of a currency moves by millionths, volume by thousands. */
  #measure(points: object[]): void {
    const decimals = decimalsFor(points.flatMap((point) => Object.entries(point).flatMap(([name, value]) => (name !== "time" && typeof value === "number" ? [value] : []))));
    if (decimals === null || decimals === this.#decimals) return;
    this.#decimals = decimals;
    this.series.applyOptions({ priceFormat: { type: "price", precision: decimals, minMove: 10 ** -decimals } });
  }

  #update(message: Message, place: number, axis: Axis, palette: Palette): void {
    if (place < 0 || place < this.#lastPlace) return;
    this.#lastPlace = place;
    this.series.update(this.#point(message, axis.at(place)!.time, palette) as never);
  }

  #point(message: Message, time: number, palette: Palette): object {
    const at = (time / 1000) as Time;
    const data = message.data as unknown as Record<string, unknown>;
    if (this.options.shape === "candles") {
      const { open, high, low, close } = data;
      return { time: at, open, high, low, close };
    }
    const value = data[this.options.field];
    if (typeof value !== "number" || !Number.isFinite(value)) return { time: at };
    if (this.options.shape === "histogram") return { time: at, value, color: faint(value >= 0 ? palette.up : palette.down, 0.7) };
    return { time: at, value };
  }
}
