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

  constructor(chart: IChartApi, options: LineOptions, palette: Palette) {
    this.options = options;
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
    if (!outputs) return false;
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
