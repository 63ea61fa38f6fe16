import { describe, expect, it } from "vitest";
import { brief, fixed, milliseconds, nanoseconds, quantity, reading, signed, signedQuantity } from "../src/format/number.ts";
import { secondsOf } from "../src/format/frames.ts";
import { ago, Clock, zoneOf } from "../src/format/time.ts";
import { signalName } from "../src/format/words.ts";

describe("numbers", () => {
  it("have the precision that is asked for, thin spaces and a real minus", () => {
    expect(fixed(4512.5, 2)).toBe("4\u202f512.50");
    expect(fixed(-1234567.891, 1)).toBe("\u22121\u202f234\u202f567.9");
    expect(fixed(0.00001234, 8)).toBe("0.00001234");
    expect(fixed(-0.001, 2)).toBe("0.00");
    for (const nothing of [null, undefined, NaN, Infinity]) expect(fixed(nothing, 2)).toBe("–");
  });

  it("say their sign where it means something", () => {
    expect([signed(1.5, 1), signed(-1.5, 1), signed(0, 1), signed(0.01, 1)]).toEqual(["+1.5", "\u22121.5", "0.0", "0.0"]);
    expect([signedQuantity(2), signedQuantity(-0.5), signedQuantity(0)]).toEqual(["+2", "\u22120.5", "0"]);
  });

  it("are short where they are glanced at", () => {
    expect([0, 9.5, 999, 1000, 142_000, 3_100_000, 2e9].map(brief)).toEqual(["0", "9.5", "999", "1.0\u202fk", "142\u202fk", "3.1\u202fM", "2.0\u202fG"]);
    expect([milliseconds(0.8), milliseconds(120), milliseconds(2500), milliseconds(null)]).toEqual(["0.8\u202fms", "120\u202fms", "2.5\u202fs", "–"]);
    expect([nanoseconds(180), nanoseconds(2500), nanoseconds(3e6)]).toEqual(["180\u202fns", "2.5\u202fµs", "3.0\u202fms"]);
  });

  it("show quantities with the decimals that they have", () => {
    expect([quantity(5), quantity(0.25), quantity(12345.5)]).toEqual(["5", "0.25", "12\u202f345.5"]);
  });

  it("show readings by their type", () => {
    expect(reading(4512.3333, "price", 2)).toBe("4\u202f512.33");
    expect(reading(55.12345, "number", 2)).toBe("55.12");
    expect(reading(0.000123, "number", 2)).toBe("0.000123");
    expect(reading("open", "number", 2)).toBe("open");
    expect(reading(null, "number", 2)).toBe("–");
  });
});

describe("times", () => {
  const winter = Date.parse("2026-01-05T14:30:05.120Z");

  it("say their zone, as it is on that day", () => {
    expect(Clock.of("UTC").full(winter)).toBe("2026-01-05 14:30:05 UTC");
    expect(Clock.of("America/New_York").full(winter, "milliseconds")).toBe("2026-01-05 09:30:05.120 EST");
    expect(Clock.of("America/New_York").name("2026-07-05T14:30:00Z")).toBe("EDT");
    expect(Clock.of("Asia/Kolkata").time(winter, "minutes")).toBe("20:00");
    expect(Clock.of("UTC").day(winter)).toBe("5 Jan");
    expect(Clock.of("UTC").full("nonsense")).toBe("–");
  });

  it("take the zone of the exchange where it is known", () => {
    expect(zoneOf("exchange", "America/Chicago")).toBe("America/Chicago");
    expect(zoneOf("exchange", "No/Where")).toBe("UTC");
    expect(zoneOf("exchange", null)).toBe("UTC");
    expect(zoneOf("utc", "America/Chicago")).toBe("UTC");
  });

  it("are short as durations", () => {
    expect([2_900, 61_000, 7_200_000, 200_000_000].map(ago)).toEqual(["3\u202fs", "1\u202fmin", "2\u202fh", "2\u202fd"]);
  });
});

it("knows the length of frames of time and of no others", () => {
  expect(["1s", "5m", "90m", "4h", "1d", "1w", "tick", "500v", ""].map(secondsOf)).toEqual([1, 300, 5400, 14_400, 86_400, 604_800, 0, 0, 0]);
});

it("names signals by what they open or close", () => {
  expect(signalName("entry", "buy")).toBe("Entry long");
  expect(signalName("entry", "sell")).toBe("Entry short");
  expect(signalName("exit", "sell")).toBe("Exit long");
  expect(signalName("stop", "buy")).toBe("Stop short");
});
