import type { Message } from "@pawl/messages";
import { describe, expect, it } from "vitest";
import { orderRows } from "../src/app/orders.ts";
import { World } from "../src/store/world.ts";

const minute = (n: number) => new Date(Date.UTC(2026, 0, 5, 14, n)).toISOString();

function message(type: string, at: number, data: object): Message {
  return { symbol: "ES", timestamp: minute(at), timeframe: "", type, data, metadata: { version: 1, id: `A:${at}:1`, node: "cross", confirmed: true } } as unknown as Message;
}
const request = (id: string, at: number, more: object = {}) =>
  message("order_request", at, { client_order_id: id, action: "place", side: "buy", kind: "limit", quantity: 2, limit_price: 4500, stop_price: null, ...more });
const update = (id: string, at: number, state: string, more: object = {}) =>
  message("order_update", at, { client_order_id: id, state, quantity: 2, filled: 0, average_price: null, reason: "", ...more });

describe("orders", () => {
  it("are what was asked for with where it stands, working ones first, then the newest", () => {
    const world = new World();
    for (const one of [request("a", 1), update("a", 2, "filled", { filled: 2, average_price: 4499.5 }), request("b", 3), update("b", 4, "new"), request("c", 5), update("c", 6, "rejected", { reason: "limit of orders" })]) world.take(one);
    expect(orderRows(world).map(({ id, state, working, price, side, filled, reason }) => [id, state, working, price, side, filled, reason])).toEqual([
      ["b", "new", true, 4500, "buy", 0, ""], ["c", "rejected", false, 4500, "buy", 0, "limit of orders"], ["a", "filled", false, 4499.5, "buy", 2, ""],
    ]);
  });

  it("stay as they are when history comes after what is newer", () => {
    const world = new World();
    world.take(update("a", 4, "filled", { filled: 2, average_price: 4499.5 }));
    world.take(update("a", 2, "new"), true);
    world.take(request("a", 1), true);
    expect(orderRows(world)).toMatchObject([{ id: "a", state: "filled", side: "buy", kind: "limit" }]);
  });

  it("are not taken for new ones when they are to be canceled", () => {
    const world = new World();
    world.take(request("a", 1));
    world.take(request("a", 2, { action: "cancel", quantity: 0, limit_price: null }));
    expect(orderRows(world)).toMatchObject([{ id: "a", quantity: 2, price: 4500 }]);
  });
});
