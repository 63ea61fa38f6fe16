import { describe, expect, it } from "vitest";
import { Series } from "../src/store/series.ts";

const keys = (series: Series<number>) => series.items.map((item) => item.key);

describe("Series", () => {
  it("keeps the newest and never many more than its bound", () => {
    const series = new Series<number>(100);
    for (let i = 0; i < 10_000; i++) {
      series.put(i, i);
      expect(series.length).toBeLessThanOrEqual(107);
    }
    expect(series.last).toEqual({ key: 9999, value: 9999 });
    expect(series.length).toBeGreaterThanOrEqual(100);
  });

  it("stays in order whatever the order of arrival, as sorting would have it", () => {
    const series = new Series<number>(1000);
    const arrivals = Array.from({ length: 300 }, (_, i) => (i * 7919) % 211);
    for (const key of arrivals) series.put(key, key);
    expect(keys(series)).toEqual([...new Set(arrivals)].sort((a, b) => a - b));
  });

  it("begins a new epoch when anything but its end changes", () => {
    const series = new Series<number>(10);
    series.put(1, 1);
    series.put(3, 3);
    series.put(3, 4);
    expect(series.epoch).toBe(0);
    expect(series.last?.value).toBe(4);
    series.put(2, 2);
    expect(series.epoch).toBe(1);
    series.put(1, 9);
    expect(series.epoch).toBe(2);
  });

  it("takes history in without touching what came meanwhile", () => {
    const series = new Series<number>(10);
    series.put(5, 50);
    series.fill([3, 4, 5].map((key) => ({ key, value: key })));
    expect(series.items.map(({ value }) => value)).toEqual([3, 4, 50]);
    expect(series.at(4)?.value).toBe(4);
    expect(series.at(4.5)?.value).toBe(4);
    expect(series.at(2)).toBeUndefined();
    expect(series.since(4).map(({ key }) => key)).toEqual([4, 5]);
  });
});
