import { describe, expect, it } from "vitest";
import type { ServerFrame } from "../src/transport/frames.ts";
import { backoff } from "../src/transport/backoff.ts";
import { placeOf, Resume } from "../src/transport/resume.ts";
import { Socket, type Link, type Wire } from "../src/transport/socket.ts";
import { tokenOf } from "../src/transport/subjects.ts";

class FakeWire implements Wire {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  readyState = 0;
  sent: Record<string, unknown>[] = [];
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(): void {
    this.readyState = 3;
  }
  open(): void {
    this.readyState = 1;
    this.onopen?.();
    this.say({ type: "hello", rights: ["read"] });
  }
  drop(): void {
    this.readyState = 3;
    this.onclose?.({ code: 1006, reason: "" });
  }
  say(frame: unknown): void {
    this.onmessage?.({ data: typeof frame === "string" ? frame : JSON.stringify(frame) });
  }
}

function setup() {
  const wires: FakeWire[] = [];
  const frames: ServerFrame[] = [];
  const links: Link[] = [];
  let next: (() => void) | null = null;
  const time = { now: 1000, look: null as (() => void) | null };
  const socket = new Socket({
    connect: () => {
      const wire = new FakeWire();
      wires.push(wire);
      return Promise.resolve(wire);
    },
    onFrame: (frame) => frame.type !== "hello" && frames.push(frame),
    onLink: (link) => links.push(link),
    now: () => time.now,
    every: (_, call) => {
      time.look = call;
      return () => (time.look = null);
    },
    later: (_, call) => {
      next = call;
      return () => (next = null);
    },
  });
  return {
    socket, wires, frames, links,
    /** So long nothing happens. */
    wait: (ms: number) => {
      time.now += ms;
      time.look?.();
    },
    start: async () => {
      socket.start();
      await Promise.resolve();
    },
    wake: async () => {
      next?.();
      await Promise.resolve();
    },
  };
}

const signal = (id: string, more: object = {}) => ({
  channel: "strategies.signals.ES", ts: "", data: { symbol: "ES", timestamp: "2026-01-05T14:30:00Z", timeframe: "1m", type: "trade_signal", data: {}, metadata: { version: 1, id, node: "n", confirmed: true } }, ...more,
});

describe("Socket", () => {
  it("subscribes again after it was away, and asks for what follows the newest id of each log", async () => {
    const { socket, wires, start, links, wake } = setup();
    socket.want(["strategies.>"]);
    await start();
    wires[0]!.open();
    expect(wires[0]!.sent).toEqual([{ op: "subscribe", channels: ["strategies.>"] }]);
    for (const id of ["ES:7:1", "ES:9:2", "ES:9:1", "NSE:99926000:3:1"]) wires[0]!.say(signal(id));
    wires[0]!.drop();
    expect(links.at(-1)).toMatchObject({ state: "waiting" });
    await wake();
    wires[1]!.open();
    expect(wires[1]!.sent).toEqual([{ op: "subscribe", channels: ["strategies.>"], since: ["ES:9:2", "NSE:99926000:3:1"] }]);
  });

  it("subscribes to nothing before the server has said what we may do, and then at once to what is wanted by then", async () => {
    const { socket, wires, start } = setup();
    socket.want(["strategies.>"]);
    await start();
    const wire = wires[0]!;
    wire.readyState = 1;
    wire.onopen?.();
    const leave = socket.want(["orders.>", "ops.>"]);
    leave();
    socket.want(["ops.>"]);
    expect(wire.sent).toEqual([]);
    wire.say({ type: "hello", rights: ["read"] });
    expect(wire.sent).toEqual([{ op: "subscribe", channels: ["strategies.>", "ops.>"] }]);
  });

  it("says when it has heard nothing for a while, and when it hears again", async () => {
    const { wires, start, links, wait } = setup();
    await start();
    wires[0]!.open();
    const heard = 1000;
    wait(6000);
    expect(links.at(-1)).toEqual({ state: "open" });
    wait(2000);
    expect(links.at(-1)).toEqual({ state: "silent", since: heard });
    wires[0]!.say({ type: "metrics", data: {} });
    expect(links.at(-1)).toEqual({ state: "open" });
    wait(6000);
    expect(links.at(-1)).toEqual({ state: "open" });
  });

  it("makes a connection anew that has been silent for long, and goes on where it was", async () => {
    const { socket, wires, start, links, wait, wake } = setup();
    socket.want(["a"]);
    await start();
    wires[0]!.open();
    wires[0]!.say(signal("ES:7:1"));
    wait(10_000);
    wait(20_000);
    expect(wires[0]!.readyState).toBe(3);
    expect(links.at(-1)).toMatchObject({ state: "waiting", reason: "nothing was heard for 30 s" });
    wait(60_000);
    expect(links.at(-1)).toMatchObject({ state: "waiting" });
    await wake();
    wires[1]!.open();
    expect(wires[1]!.sent).toEqual([{ op: "subscribe", channels: ["a"], since: ["ES:7:1"] }]);
  });

  it("does not resume from previews or replays", async () => {
    const { socket, wires, start, wake } = setup();
    socket.want(["a"]);
    await start();
    wires[0]!.open();
    wires[0]!.say(signal("ES:7:1", { replay: "old" }));
    const preview = signal("ES:8:1");
    preview.data.metadata.confirmed = false;
    wires[0]!.say(preview);
    wires[0]!.drop();
    await wake();
    wires[1]!.open();
    expect(wires[1]!.sent[0]).not.toHaveProperty("since");
  });

  it("forgets where it was when the server says that there is a gap", async () => {
    const { socket, wires, start, frames, wake } = setup();
    socket.want(["a"]);
    await start();
    wires[0]!.open();
    wires[0]!.say(signal("ES:7:1"));
    wires[0]!.say({ type: "gap", channel: "a", since: "ES:7:1" });
    wires[0]!.drop();
    await wake();
    wires[1]!.open();
    expect(wires[1]!.sent[0]).not.toHaveProperty("since");
    expect(frames.map(({ type }) => type)).toEqual([undefined, "gap"]);
  });

  it("tells the server only about channels that nobody wanted before or wants any more", async () => {
    const { socket, wires, start } = setup();
    await start();
    wires[0]!.open();
    const [one, two] = [socket.want(["a", "b"]), socket.want(["b", "c"])];
    one();
    one();
    two();
    expect(wires[0]!.sent.map(({ op, channels }) => [op, channels])).toEqual([
      ["subscribe", ["a", "b"]], ["subscribe", ["c"]], ["unsubscribe", ["a"]], ["unsubscribe", ["b", "c"]],
    ]);
  });

  it("tries again where it was not let in, and drops a connection that came too late", async () => {
    const links: Link[] = [];
    const waits: (() => void)[] = [];
    const answers = [Promise.reject(new Error("a key is needed")), Promise.resolve(new FakeWire())];
    const late = answers[1] as Promise<FakeWire>;
    const socket = new Socket({ connect: () => answers.shift()!, onFrame: () => {}, onLink: (link) => links.push(link), now: () => 0, later: (_, call) => (waits.push(call), () => {}) });
    socket.start();
    await new Promise((done) => setTimeout(done));
    expect(links.at(-1)).toMatchObject({ state: "waiting", reason: "a key is needed" });
    waits[0]!();
    socket.stop();
    expect((await late).readyState).toBe(3);
  });

  it("goes on after anything that is no frame", async () => {
    const { wires, start, frames } = setup();
    await start();
    wires[0]!.open();
    for (const junk of ["{", "null", "7", '"x"', "[]", '{"type":"what"}', '{"channel":"a","data":7}', '{"type":"state","channel":"a","items":[7]}', '{"type":"metrics"}']) wires[0]!.say(junk);
    expect(frames).toEqual([]);
    wires[0]!.say(signal("ES:1:1"));
    expect(frames).toHaveLength(1);
  });
});

describe("Resume", () => {
  it("knows places whose log holds colons, and refuses what is no id", () => {
    expect(placeOf("NSE:99926000:12:3")).toEqual({ log: "NSE:99926000", sequence: 12, number: 3 });
    for (const bad of ["", "ES", "ES:1", ":1:2", "ES::1", "ES:1:", "ES:x:1"]) expect(placeOf(bad)).toBeNull();
  });

  it("says what came twice", () => {
    const resume = new Resume();
    expect([resume.note("ES:1:1"), resume.note("ES:1:2"), resume.note("ES:1:1"), resume.note("NQ:1:1")]).toEqual([true, true, false, true]);
  });
});

it("waits longer and longer, at most a little over ten seconds", () => {
  const waits = Array.from({ length: 12 }, (_, i) => backoff(i, () => 0));
  expect(waits.slice(0, 4)).toEqual([500, 1000, 2000, 4000]);
  expect(Math.max(...waits)).toBe(10_000);
  expect(backoff(50, () => 1)).toBe(12_500);
});

it("writes a symbol as one token, byte by byte", () => {
  expect(tokenOf("NSE:99926000")).toBe("NSE=3A99926000");
  expect(tokenOf("ü.>")).toBe("=C3=BC=2E=3E");
});
