import type { Message } from "@pawl/messages";
import { describe, expect, it } from "vitest";
import { readRoute, writeRoute } from "../src/app/route.ts";
import { readEquity, relative, summaryOf } from "../src/runs/report.ts";
import { Latest } from "../src/store/latest.ts";
import { World } from "../src/store/world.ts";

function message(type: string, id: string, timestamp: string, data: object, more: { node?: string; timeframe?: string; confirmed?: boolean } = {}): Message {
  const { node = "n", timeframe = "1m", confirmed = true } = more;
  return { symbol: "ES", timestamp, timeframe, type, data, metadata: { version: 1, id, node, confirmed } } as unknown as Message;
}

const minute = (n: number) => new Date(Date.UTC(2026, 0, 5, 14, n)).toISOString();

describe("World", () => {
  it("takes a signal once, however often it is sent, and lists the newest first", () => {
    const world = new World();
    for (const [id, at] of [["ES:1:1", 1], ["ES:3:1", 3], ["ES:2:1", 2], ["ES:3:1", 3]] as const) world.take(message("trade_signal", id, minute(at), { kind: "entry", side: "buy", price: 1 }));
    expect(world.signals.items.map(({ metadata }) => metadata.id)).toEqual(["ES:3:1", "ES:2:1", "ES:1:1"]);
    expect(world.symbol("ES").signals.items).toHaveLength(3);
  });

  it("lets no history overwrite what is newer", () => {
    const world = new World();
    const block = (id: string, state: string) => message("order_block", id, minute(1), { object_id: 1, state });
    world.take(block("ES:9:1", "broken"));
    world.take(block("ES:2:1", "open"), true);
    expect(world.symbol("ES").structure.values().map(({ data }) => (data as { state: string }).state)).toEqual(["broken"]);
  });

  it("keeps of what is large only what is shown", () => {
    const world = new World();
    for (let i = 0; i < 500; i++) {
      world.take(message("volume_profile", `ES:${i}:1`, minute(i), { bins: [] }, { node: "profile" }));
      world.take(message("footprint", `ES:${i}:2`, minute(i), { rows: [] }, { node: "footprint" }));
    }
    const length = (node: string) => world.symbol("ES").node(node)!.points.length;
    expect(length("profile")).toBeLessThanOrEqual(3);
    expect(length("footprint")).toBeLessThanOrEqual(22);
    world.symbol("ES").fillNode("profile", [message("volume_profile", "ES:900:1", minute(900), { bins: [] }, { node: "profile" })]);
    expect(length("profile")).toBeLessThanOrEqual(3);
  });

  it("keeps a preview apart from what is confirmed", () => {
    const world = new World();
    const value = (id: string, at: number, held: number, confirmed: boolean) => message("indicator", id, minute(at), { value: held }, { node: "ema", confirmed });
    world.take(value("ES:1:1", 1, 10, true));
    world.take(value("ES:2:1", 2, 11, false));
    const outputs = world.symbol("ES").node("ema")!;
    expect(outputs.points.length).toBe(1);
    expect(outputs.preview?.data).toEqual({ value: 11 });
    world.take(value("ES:3:1", 2, 12, true));
    expect(outputs.preview).toBeNull();
    expect(outputs.points.last?.value.data).toEqual({ value: 12 });
  });

  it("collects the path of one event", () => {
    const world = new World();
    world.take(message("candle", "ES:5:1", minute(1), { close: 1, close_time: minute(2) }));
    world.take(message("indicator", "ES:5:2", minute(2), { value: 1 }, { node: "ema" }));
    world.take(message("indicator", "ES:5:3", minute(2), { value: 1 }, { node: "cross" }));
    expect([...world.lastEvent!.nodes]).toEqual(["candle(1m)", "ema", "cross"]);
    world.take(message("indicator", "ES:6:1", minute(3), { value: 1 }, { node: "ema" }));
    expect([...world.lastEvent!.nodes]).toEqual(["ema"]);
  });

  it("keeps much only of nodes whose history was asked for, and all of a replay, where none can be", () => {
    const [live, replayed] = [new World(), new World(false)];
    const value = (n: number, node: string) => message("indicator", `ES:${n}:1`, minute(n), { value: n }, { node });
    live.symbol("ES").fillNode("asked", [value(0, "asked")]);
    for (let n = 1; n <= 1000; n++) {
      for (const node of ["asked", "other"]) live.take(value(n, node));
      replayed.take(value(n, "other"));
    }
    const length = (world: World, node: string) => world.symbol("ES").node(node)!.points.length;
    expect(length(live, "asked")).toBe(1001);
    expect(length(live, "other")).toBeLessThanOrEqual(22);
    expect(live.symbol("ES").node("other")!.points.last?.value.data).toEqual({ value: 1000 });
    expect(length(replayed, "other")).toBe(1000);
  });

  it("stays bounded through a flood of symbols, nodes, objects and orders", () => {
    const world = new World();
    for (let i = 0; i < 3000; i++) {
      world.take(message("order_update", `A:${i}:1`, minute(1), { client_order_id: `o${i}` }));
      world.take(message("fair_value_gap", `ES:${i}:1`, minute(1), { object_id: i, state: "open" }));
      world.take(message("indicator", `ES:${i}:2`, minute(1), { value: i }, { node: `n${i}` }));
      world.take(message("state_transition", `ES:${i}:3`, minute(1), { from: "watch", to: "in_trade", reason: "" }));
    }
    expect(world.orders.size).toBe(500);
    expect(world.symbol("ES").structure.size).toBe(1000);
    expect(world.activity.items.length).toBe(300);
    expect(world.symbol("ES").node("n599")).toBeDefined();
    expect(world.symbol("ES").node("n2999")).toBeUndefined();
  });
});

it("keeps what changed last", () => {
  const latest = new Latest<number>(2);
  latest.put("a", 1);
  latest.put("b", 2);
  latest.put("a", 3);
  latest.put("c", 4);
  expect(latest.entries()).toEqual([["a", 3], ["c", 4]]);
});

describe("routes", () => {
  it("come back as they were, whatever is in a symbol", () => {
    for (const route of [{ view: "graph", symbol: "NSE:99926000", frame: "5m" }, { view: "market", symbol: "a/b#%<i>", frame: "1m" }, { view: "runs", symbol: null, frame: null }] as const)
      expect(readRoute(writeRoute(route))).toEqual(route);
  });

  it("are the market where they are nothing", () => {
    for (const hash of ["", "#", "#/nowhere", "#/%E0%A4%A"]) expect(readRoute(hash).view).toBe("market");
  });
});

describe("reports", () => {
  it("are read as far as they can be", () => {
    const summary = summaryOf({ name: "r", statistics: { pipeline: "p", currency: "USD", cash: 100_000, profit: 12.5, statistics: { sharpe: 1.5, sortino: null } }, files: [] });
    expect(summary).toMatchObject({ pipeline: "p", currency: "USD", values: { net_profit: 12.5, sharpe: 1.5, sortino: null } });
    expect(summaryOf({ name: "r", statistics: null as never, files: [] }).values).toEqual({ net_profit: null });
  });

  it("have curves by the names of columns", () => {
    const points = readEquity("day,time,equity,cash\n2026-01-05,2026-01-05T21:00:00Z,100,1\nbroken\n2026-01-06,2026-01-06T21:00:00Z,110,1\n");
    expect(points.map(({ equity }) => equity)).toEqual([100, 110]);
    expect(relative(points).map(({ equity }) => Math.round(equity))).toEqual([0, 10]);
    expect(relative(points, 50).map(({ equity }) => Math.round(equity)), "from what the account began with, where it is known").toEqual([100, 120]);
    expect(readEquity("a,b\n1,2")).toEqual([]);
  });
});
