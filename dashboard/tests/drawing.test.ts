import type { Footprint, VolumeProfile } from "@pawl/messages";
import { describe, expect, it } from "vitest";
import { footprintCells, grouping } from "../src/chart/footprint.ts";
import { decimalsFor } from "../src/chart/lines.ts";
import { fieldsOf, messageNode, nearPrice, placementOf } from "../src/chart/placement.ts";
import { profileBars } from "../src/chart/profile.ts";
import { newestOpen } from "../src/chart/structure-layer.ts";
import { shapeOf, type Shape } from "../src/chart/structure.ts";
import type { GraphKind, GraphNode } from "../src/transport/api.ts";

const row = (price: number, bid: number, ask: number, imbalance: ("buy" | "sell")[] = []) => ({ price, bid, ask, neutral: 0, trades: 1, imbalance });
const footprint = (rows: ReturnType<typeof row>[], poc: number): Footprint => ({
  bar_time: "", row_size: 0.25, bid: 0, ask: 0, neutral: 0, delta: 0, max_delta: 0, min_delta: 0, trades: 1, point_of_control: poc, point_of_control_volume: 0, unfinished: [], rows, stacked: [],
});

describe("footprint", () => {
  const rows = Array.from({ length: 40 }, (_, i) => row(100 + i * 0.25, i + 1, 2, i === 7 ? ["buy"] : []));

  it("keeps all volume when rows are put together", () => {
    const cells = footprintCells(footprint(rows, 101), (price) => (120 - price) * 4, 200, 3);
    expect(cells.length).toBeLessThan(40);
    expect(cells.reduce((sum, cell) => sum + cell.bid, 0)).toBe(820);
    expect(cells.reduce((sum, cell) => sum + cell.ask, 0)).toBe(80);
    expect(cells.filter((cell) => cell.isPoint)).toHaveLength(1);
    expect(cells.flatMap((cell) => cell.imbalance)).toEqual([]);
  });

  it("shows an imbalance of rows that are put together where half of a side was traded in it", () => {
    const together = (strong: number) => footprintCells(footprint(Array.from({ length: 5 }, (_, i) => row(100 + i * 0.25, 1, 2, i < strong ? ["buy"] : [])), 100), (price) => (120 - price) * 4, 200, 3);
    expect([1, 2, 3, 5].map((strong) => together(strong).map((cell) => cell.imbalance))).toEqual([[[]], [[]], [["buy"]], [["buy"]]]);
  });

  it("shows each row where there is room", () => {
    const cells = footprintCells(footprint(rows, 101), (price) => (111 - price) * 80, 5000, 12);
    expect(cells).toHaveLength(40);
    expect(cells[0]).toMatchObject({ top: 860, height: 20, bid: 1, ask: 2 });
  });

  it("finds rows of a tenth by their number, though a tenth is no binary number", () => {
    const tenths = Array.from({ length: 30 }, (_, i) => row(Number((0.1 * i + 5).toFixed(1)), 1, 1));
    const cells = footprintCells({ ...footprint(tenths, 5), row_size: 0.1 }, (price) => (10 - price) * 200, 2000, 12);
    expect(cells).toHaveLength(30);
  });

  it("leaves out what is out of sight", () => {
    const cells = footprintCells(footprint(rows, 101), (price) => (111 - price) * 80, 100, 3);
    expect(cells.length).toBeLessThan(10);
    expect(footprintCells(footprint([], 0), (price) => price, 100, 3)).toEqual([]);
  });

  it("groups by 1, 2, 5, 10 …", () => {
    expect([10, 2, 1, 0.5, 0.1, 0, NaN].map((height) => grouping(height, 3))).toEqual([1, 2, 5, 10, 50, 1, 1]);
  });
});

describe("a pane", () => {
  it("shows as many digits as its values need", () => {
    expect([[0.00031, -0.0005], [-0.05, 0.01], [55.19, 3], [1203, -8], [0.5], [], [0, 0]].map(decimalsFor)).toEqual([6, 4, 2, 0, 3, null, 0]);
  });
});

describe("profile", () => {
  const bins = Array.from({ length: 2000 }, (_, i) => ({ price: i, volume: i === 500 ? 50 : 10, buy: 4, sell: 6 }));
  const profile = { bins, row_size: 1, value_area_low: 400, value_area_high: 700, point_of_control: 500 } as unknown as VolumeProfile;

  it("costs what the screen has lines, and keeps the proportions", () => {
    const bars = profileBars(profile, (price) => 400 - price / 5, 400);
    expect(bars.length).toBeLessThanOrEqual(201);
    expect(Math.max(...bars.map((bar) => bar.buy + bar.rest))).toBeCloseTo(1);
    expect(bars.filter((bar) => bar.isPoint)).toHaveLength(1);
    expect(bars.some((bar) => bar.inValueArea) && bars.some((bar) => !bar.inValueArea)).toBe(true);
  });

  it("shows nothing of what lies elsewhere", () => expect(profileBars(profile, (price) => 10_000 + price, 400)).toEqual([]));
});

describe("placement", () => {
  const kind = (name: string, family: string, emits = "indicator", output = [{ name: "value", type: "number", doc: "" }]): GraphKind => ({ name, family, summary: "", formula: "", source: "", emits, output });

  it("knows what belongs over the price", () => {
    expect(placementOf(kind("ema", "averages"))).toBe("price");
    expect(placementOf(kind("bollinger", "volatility"))).toBe("price");
    expect(placementOf(kind("rsi", "momentum"))).toBe("pane");
    expect(placementOf(kind("swing_points", "structure", "swing_point"))).toBe("layer");
    expect(placementOf(kind("footprint", "volume", "footprint"))).toBe("none");
    expect(placementOf(kind("odd", "trend", "indicator", [{ name: "bar_time", type: "time", doc: "" }]))).toBe("none");
    expect(placementOf(undefined)).toBe("none");
  });

  it("takes of a kind what a line can follow", () => {
    const vwap = kind("vwap", "volume", "indicator", ["vwap", "deviation", "upper1"].map((name) => ({ name, type: "number", doc: "" })));
    expect(fieldsOf(vwap).map(({ name }) => name)).toEqual(["vwap", "upper1"]);
  });

  it("does not take an average of something else for a price", () => {
    expect(nearPrice(4500, 4512)).toBe(true);
    expect(nearPrice(55, 4512)).toBe(false);
    expect(nearPrice(0, 4512)).toBe(false);
  });

  it("calls nodes as their messages do", () => {
    const node = (id: string, symbol: string | null, as: string[]) => ({ id, symbol, published_as: as }) as GraphNode;
    expect(messageNode(node("ema@ES", "ES", ["ema"]))).toBe("ema");
    expect(messageNode(node("ema@ES", "ES", []))).toBe("ema");
    expect(messageNode(node("ema", null, ["ema"]))).toBe("ema");
  });
});

describe("structure", () => {
  const envelope = (type: string, data: object) => ({ symbol: "ES", timestamp: "", timeframe: "1m", type, data, metadata: { version: 1, id: "ES:1:1", node: "n", confirmed: true } }) as never;
  const life = { object_id: 1, direction: "up", price_low: 10, price_high: 12, origin_time: "2026-01-05T14:30:00Z", state_time: "2026-01-05T15:00:00Z" };

  it("lets boxes end where they were filled or broken", () => {
    expect(shapeOf(envelope("fair_value_gap", { ...life, state: "touched", fill: 0.25 }))).toMatchObject({ to: null, alive: true, label: "FVG 25 %" });
    expect(shapeOf(envelope("fair_value_gap", { ...life, state: "filled", fill: 1 }))).toMatchObject({ to: Date.parse("2026-01-05T15:00:00Z"), alive: false });
    expect(shapeOf(envelope("order_block", { ...life, state: "broken" }))).toMatchObject({ alive: false });
    expect(shapeOf(envelope("order_block", { ...life, state: "breaker" }))).toMatchObject({ alive: true, label: "Breaker" });
  });

  it("says breaks and levels in words", () => {
    expect(shapeOf(envelope("break_of_structure", { ...life, kind: "choch", level: 11, confirmed_time: "2026-01-05T15:00:00Z" }))).toMatchObject({ label: "CHoCH", low: 11, high: 11 });
    expect(shapeOf(envelope("liquidity_level", { ...life, kind: "equal_highs", state: "swept", level: 11, members: 3 }))).toMatchObject({ label: "EQH ×3 swept", alive: false });
  });
});

it("fills the newest open boxes of each kind and direction only", () => {
  const box = (from: number, more: Partial<Shape> = {}): Shape => ({ kind: "fair_value_gap", from, to: null, low: 1, high: 2, up: true, alive: true, label: "FVG", id: `${from}`, ...more });
  const shapes = [box(1), box(2), box(5), box(4), box(3), box(9, { alive: false, to: 10 }), box(1, { up: false }), box(0, { kind: "order_block" })];
  const filled = newestOpen(shapes);
  expect(shapes.map((shape) => filled.has(shape))).toEqual([false, false, true, true, true, false, true, true]);
});
