import type { CanvasRenderingTarget2D } from "fancy-canvas";
import type { IChartApi, IPrimitivePaneView, ISeriesApi, ISeriesPrimitive, Logical, PrimitiveHoveredItem, PrimitivePaneViewZOrder, SeriesAttachedParameter, Time } from "lightweight-charts";
import type { Axis } from "./align.ts";
import type { Palette } from "./palette.ts";

export interface Sheet {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  /** The first and the last bar that can be seen, a little more on both sides. */
  first: number;
  last: number;
}

/** Something that is drawn over or under the candles. */
export abstract class Layer implements ISeriesPrimitive<Time> {
  protected chart: IChartApi | null = null;
  protected series: ISeriesApi<"Candlestick"> | null = null;
  protected axis: Axis | null = null;
  protected palette: Palette | null = null;
  shown = true;
  #request: (() => void) | null = null;
  readonly #views: IPrimitivePaneView[];

  constructor(order: PrimitivePaneViewZOrder) {
    this.#views = [{ zOrder: () => order, renderer: () => ({ draw: (target: CanvasRenderingTarget2D) => this.#draw(target) }) }];
  }

  attached({ chart, series, requestUpdate }: SeriesAttachedParameter<Time>): void {
    this.chart = chart as IChartApi;
    this.series = series as ISeriesApi<"Candlestick">;
    this.#request = requestUpdate;
  }

  detached(): void {
    this.#request = null;
  }

  /** What the pointer is over, so that it says what can be clicked. */
  hitTest(_x: number, _y: number): PrimitiveHoveredItem | null {
    return null;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views;
  }

  /** New bars, colours or contents. */
  set(axis: Axis, palette: Palette): void {
    this.axis = axis;
    this.palette = palette;
    this.redraw();
  }

  redraw(): void {
    this.#request?.();
  }

  protected abstract draw(sheet: Sheet, palette: Palette, axis: Axis): void;

  protected x(index: number): number {
    return this.chart?.timeScale().logicalToCoordinate(index as Logical) ?? NaN;
  }

  protected y(price: number): number {
    return this.series?.priceToCoordinate(price) ?? NaN;
  }

  #draw(target: CanvasRenderingTarget2D): void {
    const range = this.chart?.timeScale().getVisibleLogicalRange();
    const { axis, palette } = this;
    if (!this.shown || !range || !axis || !palette || axis.length === 0) return;
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      context.save();
      this.draw({ context, width: mediaSize.width, height: mediaSize.height, first: Math.floor(range.from) - 1, last: Math.ceil(range.to) + 1 }, palette, axis);
      context.restore();
    });
  }
}
