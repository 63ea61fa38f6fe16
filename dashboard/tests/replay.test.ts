import { expect, describe, it } from "vitest";
import { changes, goOn, parameterOf, saidOf } from "../src/app/replay.ts";
import { readFrame, type Difference, type ReplayMark, type ReplayStatus, type WhatIf } from "../src/transport/frames.ts";

const status = (more: Partial<ReplayStatus> = {}): ReplayStatus => ({ status: "paused", time: null, start: "", end: "", sequence: 0, events: 0, speed: 1, ...more });
const mark = (id: string, minute: number, symbol = "ES"): ReplayMark => ({ id, time: new Date(Date.UTC(2026, 0, 5, 14, minute)).toISOString(), kind: "entry", side: "buy", node: "n", symbol });
const difference = (only_recorded: ReplayMark[], only_what_if: ReplayMark[]): Difference => ({ recorded: 9, what_if: 9, same: 5, only_recorded, only_what_if });
const whatIf = (state: WhatIf["state"], more: Partial<WhatIf> = {}): WhatIf => ({ pipeline: "p", set: {}, state, ...more });

describe("a replay", () => {
  it("keeps what is said only once", () => {
    const marks = [mark("a", 1)];
    const opened = goOn(null, status({ marks }));
    expect(goOn(opened, status({ sequence: 5 }))).toEqual(status({ sequence: 5, marks }));
    const ready = goOn(opened, status({ what_if: whatIf("ready", { difference: difference(marks, []) }) }));
    expect(goOn(ready, status({ what_if: whatIf("ready") })).what_if?.difference?.only_recorded).toEqual(marks);
  });

  it("forgets the difference of another version, and of none", () => {
    const ready = goOn(null, status({ what_if: whatIf("ready", { difference: difference([mark("a", 1)], []) }) }));
    const again = goOn(ready, status({ what_if: whatIf("computing") }));
    expect(again.what_if?.difference).toBeUndefined();
    expect(goOn(again, status({ what_if: whatIf("ready") })).what_if?.difference).toBeUndefined();
    expect(goOn(ready, status()).what_if).toBeUndefined();
  });

  it("lists what was gained and lost in the order of time", () => {
    const rows = changes(whatIf("ready", { difference: difference([mark("lost late", 9), mark("lost", 2)], [mark("gained", 5), mark("gained first", 1)]) }));
    expect(rows.map(({ mark: { id }, gained }) => [id, gained])).toEqual([["gained first", true], ["lost", false], ["gained", true], ["lost late", false]]);
    expect(changes(whatIf("computing"))).toEqual([]);
  });

  it("takes numbers for numbers, and words for words", () => {
    expect(["5", " 1.5 ", "-2", ".5", "true", "false", "close", "1m", "1e", "", "0x10"].map(parameterOf)).toEqual([5, 1.5, -2, 0.5, true, false, "close", "1m", "1e", "", "0x10"]);
    expect(saidOf({ "ema.period": 5, "cross.on": true })).toBe("ema.period 5, cross.on true");
  });

  it("tells the two versions apart", () => {
    const data = { symbol: "ES", timestamp: "", type: "indicator", data: {}, metadata: {} };
    expect(readFrame(JSON.stringify({ channel: "c", data, ts: "", replay: "1", what_if: true }))).toMatchObject({ replay: "1", what_if: true });
  });
});
