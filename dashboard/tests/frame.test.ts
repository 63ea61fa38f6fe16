import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { beforeNextFrame, inTurn } from "../src/store/frame.ts";

// Without a browser a picture is a quarter of a second.
const PICTURE = 250;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("calls once a picture, however often it is asked to", () => {
  const call = vi.fn();
  for (let i = 0; i < 5; i++) beforeNextFrame(call);
  vi.advanceTimersByTime(PICTURE);
  expect(call).toHaveBeenCalledTimes(1);
});

it("gives two a turn before each picture, and lets nobody wait for long", () => {
  const counts = [0, 0, 0, 0, 0];
  const calls = counts.map((_, i) => () => void counts[i]!++);
  for (let picture = 1; picture <= 10; picture++) {
    for (const call of calls) inTurn(call);
    vi.advanceTimersByTime(PICTURE);
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(2 * picture);
  }
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(3);
  vi.advanceTimersByTime(10 * PICTURE);
  // Who asked and has not had its turn has it also when nobody asks any more.
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(23);
});

it("gives one that asks during a picture its turn before that picture, and none to one that was called off", () => {
  const [drawn, gone] = [vi.fn(), vi.fn()];
  beforeNextFrame(() => void inTurn(drawn));
  inTurn(gone)();
  vi.advanceTimersByTime(PICTURE);
  expect(drawn).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(PICTURE);
  expect(gone).not.toHaveBeenCalled();
});
