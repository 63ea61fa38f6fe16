import {
  CandlestickSeries, ColorType, CrosshairMode, HistogramSeries, createChart,
  type CandlestickData, type HistogramData, type IChartApi, type ISeriesApi, type UTCTimestamp,
} from "lightweight-charts";
import type { Clock } from "../format/time.ts";
import type { Bar, Bars } from "../store/bars.ts";
import { Axis } from "./align.ts";
import { axisTimes } from "./axis-time.ts";
import type { Layer } from "./layer.ts";
import { faint, type Palette } from "./palette.ts";

export interface PriceChartOptions {
  palette: Palette;
  clock: Clock;
  decimals: number;
  tick: number | null;
  volume: boolean;
  /** Width of a bar with its gap at the beginning. */
  spacing: number;
}

/** Candles with the one that forms, volume, and layers over and under them. */
export class PriceChart {
  readonly api: IChartApi;
  readonly candles: ISeriesApi<"Candlestick">;
  readonly #volume: ISeriesApi<"Histogram">;
  readonly #layers: Layer[];
  palette: Palette;
  clock: Clock;
  axis: Axis;
  /** Grows when the bars were laid out anew. */
  generation = 0;
  #bars: Bars;
  #precision = "";
  #bodies = true;
  #epoch = -1;
  #version = -1;
  /** The newest bar that is drawn, and the newest complete one. */
  #lastTime = -Infinity;
  #closedTime = -Infinity;

  constructor(element: HTMLElement, bars: Bars, layers: Layer[], options: PriceChartOptions) {
    this.palette = options.palette;
    this.clock = options.clock;
    this.#bars = bars;
    this.axis = new Axis(bars);
    this.api = createChart(element, { autoSize: true, ...this.#look(), timeScale: { barSpacing: options.spacing, rightOffset: 8, minBarSpacing: 0.6 } });
    this.candles = this.api.addSeries(CandlestickSeries, { priceLineVisible: true });
    // Volume has data also where it is not shown: setting the same times again on the only series of a chart lets lightweight-charts 5.2.1 lose its axis.
    this.#volume = this.api.addSeries(HistogramSeries, { priceScaleId: "volume", priceFormat: { type: "volume" }, priceLineVisible: false, lastValueVisible: false, visible: options.volume });
    this.#volume.priceScale().applyOptions({ scaleMargins: { top: 0.86, bottom: 0 } });
    this.candles.priceScale().applyOptions({ scaleMargins: { top: 0.1, bottom: options.volume ? 0.16 : 0.1 } });
    this.setPrecision(options.decimals, options.tick);
    this.#layers = layers;
    for (const layer of layers) this.candles.attachPrimitive(layer);
    this.setPalette(options.palette);
  }

  setPrecision(decimals: number, tick: number | null): void {
    const key = `${decimals} ${tick}`;
    if (key === this.#precision) return;
    this.#precision = key;
    this.candles.applyOptions({ priceFormat: { type: "price", precision: decimals, minMove: tick && tick > 0 ? tick : 10 ** -decimals } });
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.api.applyOptions(this.#look());
    const { up, down } = palette;
    const wick = palette["rim-strong"];
    this.candles.applyOptions(this.#bodies
      ? { upColor: up, downColor: down, priceLineColor: "", borderVisible: true, borderUpColor: up, borderDownColor: down, wickUpColor: up, wickDownColor: down }
      : { upColor: "transparent", downColor: "transparent", borderVisible: false, wickUpColor: wick, wickDownColor: wick, priceLineColor: palette.soft });
    this.#epoch = this.#version = -1;
    for (const layer of this.#layers) layer.set(this.axis, palette);
  }

  /** Whether candles have bodies. Behind numbers they only disturb; their wicks say where the bar went. */
  setBodies(bodies: boolean): void {
    if (bodies === this.#bodies) return;
    this.#bodies = bodies;
    this.setPalette(this.palette);
    this.sync();
  }

  setClock(clock: Clock): void {
    if (clock === this.clock) return;
    this.clock = clock;
    this.api.applyOptions(this.#look());
  }

  /** Other candles: another symbol, frame or world. */
  setBars(bars: Bars): void {
    this.#bars = bars;
    this.axis = new Axis(bars);
    this.#epoch = this.#version = -1;
    for (const layer of this.#layers) layer.set(this.axis, this.palette);
    this.api.timeScale().resetTimeScale();
    this.candles.priceScale().applyOptions({ autoScale: true });
  }

  /** Brings the picture up to what is known; false where nothing changed and nothing is to be drawn. */
  sync(): boolean {
    if (this.#version === this.#bars.version) return false;
    this.#version = this.#bars.version;
    const { closed, forming } = this.#bars;
    const newest = (forming ?? closed.last?.value)?.time ?? -Infinity;
    const fresh = closed.since(this.#closedTime);
    const overtaken = fresh.some(({ key }) => key > this.#closedTime && key < this.#lastTime);
    if (closed.epoch !== this.#epoch || newest < this.#lastTime || overtaken) this.#rebuild();
    else {
      for (const { value } of fresh) this.#update(value, false);
      if (forming) this.#update(forming, true);
      this.#closedTime = closed.last?.key ?? -Infinity;
    }
    return true;
  }

  destroy(): void {
    this.api.remove();
  }

  #rebuild(): void {
    const { closed, forming } = this.#bars;
    const bars = closed.items.map(({ value }) => value);
    const data = bars.map((bar) => this.#candle(bar, false));
    const volume = bars.map((bar) => this.#histogram(bar, false));
    if (forming) {
      data.push(this.#candle(forming, true));
      volume.push(this.#histogram(forming, true));
    }
    this.candles.setData(data);
    this.#volume.setData(volume);
    this.#epoch = closed.epoch;
    this.#lastTime = (forming ?? bars.at(-1))?.time ?? -Infinity;
    this.#closedTime = closed.last?.key ?? -Infinity;
    this.generation++;
  }

  #update(bar: Bar, forming: boolean): void {
    if (bar.time < this.#lastTime) return;
    this.#lastTime = bar.time;
    this.candles.update(this.#candle(bar, forming));
    this.#volume.update(this.#histogram(bar, forming));
  }

  #candle(bar: Bar, forming: boolean): CandlestickData {
    const { open, high, low, close } = bar.candle;
    const item: CandlestickData = { time: (bar.time / 1000) as UTCTimestamp, open, high, low, close };
    if (!forming) return item;
    const colour = close >= open ? this.palette.up : this.palette.down;
    if (!this.#bodies) return item;
    return { ...item, color: faint(colour, 0.28), borderColor: faint(colour, 0.75), wickColor: faint(colour, 0.6) };
  }

  #histogram(bar: Bar, forming: boolean): HistogramData {
    const colour = bar.candle.close >= bar.candle.open ? this.palette.up : this.palette.down;
    return { time: (bar.time / 1000) as UTCTimestamp, value: bar.candle.volume, color: faint(colour, forming ? 0.12 : 0.24) };
  }

  #look() {
    const { palette } = this;
    const times = axisTimes(this.clock);
    const line = { color: palette["rim-strong"], labelBackgroundColor: palette.soft };
    return {
      layout: {
        background: { type: ColorType.Solid as const, color: palette.page }, textColor: palette.soft, fontFamily: palette.font, fontSize: 11, attributionLogo: false,
        panes: { separatorColor: palette.rim, separatorHoverColor: palette.rim, enableResize: true },
      },
      grid: { vertLines: { color: palette.grid }, horzLines: { color: palette.grid } },
      crosshair: { mode: CrosshairMode.Normal, vertLine: line, horzLine: line },
      rightPriceScale: { borderColor: palette.rim },
      timeScale: {
        borderColor: palette.rim, timeVisible: true, secondsVisible: false,
        tickMarkFormatter: times.tickMarkFormatter,
      },
      localization: { timeFormatter: times.timeFormatter },
    };
  }
}
