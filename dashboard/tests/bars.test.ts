import type { Candle } from "@pawl/messages";
import { describe, expect, it } from "vitest";
import { Axis } from "../src/chart/align.ts";
import { Bars } from "../src/store/bars.ts";

const candle = (close: number): Candle => ({ close_time: "", open: 1, high: 2, low: 0, close, volume: 1, trades: 1, flags: [] });
const arrive = (start: number, close = 1, id = `S:${start}:1`) => ({ start, candle: candle(close), id });

describe("Bars", () => {
  it("replaces what forms by the bar that it became", () => {
    const bars = new Bars("1m", 100);
    bars.close(arrive(60_000));
    bars.form(arrive(120_000, 5));
    expect(bars.last?.candle.close).toBe(5);
    bars.close(arrive(120_000, 6));
    expect(bars.forming).toBeNull();
    expect(bars.last?.candle.close).toBe(6);
  });

  it("does not let a preview come back after its bar", () => {
    const bars = new Bars("1m", 100);
    bars.close(arrive(120_000, 6));
    bars.form(arrive(120_000, 5));
    bars.form(arrive(60_000, 5));
    expect(bars.forming).toBeNull();
  });

  it("keeps bars of trades apart that began at the same instant, and takes the same one only once", () => {
    const bars = new Bars("500t", 100);
    bars.close(arrive(1000, 1, "S:1:1"));
    bars.close(arrive(1000, 2, "S:2:1"));
    bars.close(arrive(1000, 2, "S:2:1"));
    bars.close(arrive(1000, 3, "S:3:1"));
    expect(bars.closed.items.map(({ key, value }) => [key, value.candle.close])).toEqual([[1000, 1], [1001, 2], [1002, 3]]);
  });

  it("takes history in before what is live", () => {
    const bars = new Bars("1m", 100);
    bars.form(arrive(180_000, 9));
    bars.fill([arrive(60_000), arrive(120_000)]);
    expect(bars.closed.length).toBe(2);
    expect(bars.last?.candle.close).toBe(9);
  });
});

describe("Axis", () => {
  const bars = new Bars("1m", 100);
  for (const minute of [1, 2, 4]) bars.close(arrive(minute * 60_000));
  bars.form(arrive(5 * 60_000));
  const axis = new Axis(bars);

  it("puts what the end of a bar brought into that bar, never earlier", () => {
    expect(axis.knownIn(2 * 60_000)).toBe(0);
    expect(axis.knownIn(3 * 60_000)).toBe(1);
    expect(axis.knownIn(3 * 60_000 + 1)).toBe(1);
    expect(axis.knownIn(5 * 60_000 + 1)).toBe(3);
    expect(axis.knownIn(60_000)).toBe(-1);
  });

  it("finds the bar that begins at a time", () => {
    expect(axis.holding(4 * 60_000)).toBe(2);
    expect(axis.holding(4 * 60_000 + 59_999)).toBe(2);
    expect(axis.holding(5 * 60_000)).toBe(3);
    expect(axis.holding(0)).toBe(-1);
  });
});
