import type { Message } from "@pawl/messages";
import type { IChartApi, SeriesAttachedParameter, Time } from "lightweight-charts";
import { describe, expect, it, vi } from "vitest";
import { Axis } from "../src/chart/align.ts";
import { NodeLine } from "../src/chart/lines.ts";
import { faint, type Palette } from "../src/chart/palette.ts";
import { StructureLayer } from "../src/chart/structure-layer.ts";
import type { Shape } from "../src/chart/structure.ts";
import { Bars } from "../src/store/bars.ts";
import { World } from "../src/store/world.ts";

const MINUTE = 60_000;
const palette = new Proxy({}, { get: () => "rgb(10, 20, 30)" }) as Palette;
const candle = { close_time: "", open: 1, high: 2, low: 0, close: 1, volume: 1, trades: 1, flags: [] };

function bars(count: number): Bars {
  const made = new Bars("1m", 1000);
  for (let i = 0; i < count; i++) made.close({ start: i * MINUTE, candle, id: `ES:${i}:1` });
  return made;
}

const value = (at: number, held: number, confirmed: boolean) => ({
  symbol: "ES", timestamp: new Date(at * MINUTE).toISOString(), timeframe: "1m", type: "indicator", data: { value: held }, metadata: { version: 1, id: `ES:${at}:2`, node: "ema", confirmed },
}) as unknown as Message;

describe("a line of a node", () => {
  it("is drawn again only where its node, or the bars, changed", () => {
    const calls: string[] = [];
    const chart = { addSeries: () => ({ setData: () => calls.push("all"), update: () => calls.push("one") }) } as unknown as IChartApi;
    const line = new NodeLine(chart, { field: "value", colour: "", pane: 0, steps: false, decimals: 2, shape: "line" }, palette);
    const store = new World().symbol("ES");
    const axis = new Axis(bars(10));
    const sync = () => line.sync(store.node("ema"), axis, 1, palette);
    expect(sync()).toBe(false);
    store.take(value(3, 5, true));
    expect(sync()).toBe(true);
    calls.length = 0;
    store.take({ ...value(4, 9, true), metadata: { version: 1, id: "ES:4:3", node: "other", confirmed: true } } as Message);
    expect(sync()).toBe(false);
    expect(calls).toEqual([]);
    store.take(value(4, 6, true));
    expect(sync()).toBe(true);
    store.take(value(10, 7, false));
    expect(sync()).toBe(true);
    expect(calls).toEqual(["one", "one"]);
    expect(line.sync(store.node("ema"), axis, 2, palette)).toBe(true);
    expect(calls.at(-2)).toBe("all");
  });

  it("shows nothing of what a replay said after the moment to which it went back", () => {
    const shown: number[] = [];
    const chart = { addSeries: () => ({ setData: (all: object[]) => shown.push(all.length), update() {} }) } as unknown as IChartApi;
    const line = new NodeLine(chart, { field: "value", colour: "", pane: 0, steps: false, decimals: 2, shape: "line" }, palette);
    const store = new World(false).symbol("ES");
    const sync = () => line.sync(store.node("ema"), new Axis(bars(10)), 1, palette);
    for (const at of [3, 4]) store.take(value(at, 5, true));
    sync();
    store.clear();
    expect([sync(), sync()]).toEqual([true, false]);
    expect(shown).toEqual([2, 0]);
    store.take(value(3, 5, true));
    sync();
    expect(shown).toEqual([2, 0, 1]);
  });
});

it("tells what shows the whole page only of what it shows", () => {
  vi.useFakeTimers();
  const world = new World();
  const told: string[] = [];
  world.pulse.listen(() => told.push("world"));
  world.symbol("ES").pulse.listen(() => told.push("symbol"));
  world.take(value(1, 5, true));
  vi.runAllTimers();
  vi.useRealTimers();
  expect(told).toEqual(["symbol"]);
});

it("makes a shade once, and in hundredths", () => {
  expect(faint("rgb(1, 2, 3)", 0.123)).toBe("rgba(1, 2, 3, 0.12)");
  expect(faint("rgb(1, 2, 3)", 7)).toBe("rgba(1, 2, 3, 1)");
  expect(faint("color(srgb 0.5 0.2 0.1)", 0.5)).toBe("rgba(0.5, 0.2, 0.1, 0.5)");
});

describe("structure", () => {
  const shape = (id: string, from: number, to: number | null, low: number, high: number): Shape => ({
    id, kind: "fair_value_gap", from: from * MINUTE, to: to === null ? null : to * MINUTE, low, high, up: true, alive: to === null, label: "FVG",
  });

  function drawn(shapes: Shape[]): StructureLayer {
    const layer = new StructureLayer();
    layer.kinds = new Set(["fair_value_gap"]);
    layer.attached({
      chart: { timeScale: () => ({ logicalToCoordinate: (index: number) => index * 10, getVisibleLogicalRange: () => ({ from: 0, to: 20 }), options: () => ({ barSpacing: 10 }) }) },
      series: { priceToCoordinate: (price: number) => 300 - price }, requestUpdate: () => {},
    } as unknown as SeriesAttachedParameter<Time>);
    layer.set(new Axis(bars(20)), palette);
    layer.show(shapes);
    const answers: Record<string, object> = { measureText: { width: 10 }, createLinearGradient: { addColorStop() {} } };
    const context = new Proxy({}, { get: (_, name) => () => answers[String(name)], set: () => true });
    const target = { useMediaCoordinateSpace: (draw: (space: object) => void) => draw({ context, mediaSize: { width: 250, height: 300 } }) };
    layer.paneViews()[0]!.renderer()!.draw(target as never);
    return layer;
  }

  it("is found under the pointer, the smaller one where two lie over each other", () => {
    const layer = drawn([shape("wide", 2, null, 100, 200), shape("small", 5, 9, 140, 150), shape("elsewhere", 12, 14, 10, 20)]);
    expect(layer.at(60, 155)?.id).toBe("small");
    expect(layer.at(150, 101)?.id).toBe("wide");
    expect(layer.at(150, 155), "the field of a box is the chart").toBeNull();
    expect(layer.at(130, 285)?.id).toBe("elsewhere");
    expect(layer.at(5, 155)).toBeNull();
  });

  it("is not found where its kind is not drawn", () => {
    const layer = drawn([shape("wide", 2, null, 100, 200)]);
    expect(layer.at(60, 155)?.id).toBe("wide");
    layer.kinds = new Set();
    layer.paneViews()[0]!.renderer()!.draw({ useMediaCoordinateSpace: (draw: (space: object) => void) => draw({ context: { save() {}, restore() {} }, mediaSize: { width: 250, height: 300 } }) } as never);
    expect(layer.at(60, 155)).toBeNull();
  });
});
