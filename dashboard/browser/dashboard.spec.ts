import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { Visit } from "./page.ts";
import { Demo } from "./program.ts";
import { browser, demo, stage } from "./stage.ts";

interface Listed {
  items: { symbol: string; timestamp: string; metadata: { id: string } }[];
}

let visit: Visit | null = null;

stage("--speed", "20");
afterEach(async () => {
  await visit?.close();
  visit = null;
});

const open = async (hash = "", options = {}) => (visit = await Visit.open(browser, demo.address + hash, options));

describe("the market", () => {
  it("shows candles, moves the one that forms, and asks nobody else", async () => {
    const { page, complaints, hosts } = await open("#/market/ES/1m");
    await visit!.until("a close", async () => /\d/.test(await visit!.legend("C")));
    const before = await visit!.legend("V");
    await visit!.until("the forming bar moves", async () => (await visit!.legend("V")) !== before);
    expect(await page.locator(".legend .head").innerText()).toContain("ES 1m");
    expect([...hosts]).toEqual([new URL(demo.address).host]);
    expect(complaints).toEqual([]);
  });

  it("changes symbol and time frame, by mouse and by keys", async () => {
    const { page } = await open("#/market/ES/1m");
    await page.getByRole("button", { name: "Symbol ES" }).click();
    await page.getByRole("combobox", { name: "Search symbols" }).fill("nq");
    await page.keyboard.press("Enter");
    await page.getByLabel("Chart of NQ 1m").waitFor();
    await page.keyboard.press("]");
    await page.getByLabel("Chart of NQ 5m").waitFor();
    await page.getByRole("button", { name: "15m", exact: true }).click();
    await page.getByLabel("Chart of NQ 15m").waitFor();
    expect(page.url()).toContain("#/market/NQ/15m");
    await visit!.until("a close of NQ", async () => /1\d\u202f\d{3}/.test(await visit!.legend("C")));
  });

  it("draws a node that was chosen from the list", async () => {
    const { page } = await open("#/market/ES/1m");
    await page.keyboard.press("l");
    await page.getByRole("searchbox", { name: "Search nodes" }).fill("macd");
    await page.getByRole("checkbox", { name: /^macd/ }).check();
    await page.locator(".legend .row", { hasText: "macd" }).waitFor();
    await visit!.until("its values", async () => /histogram\s*[−\d]/.test(await page.locator(".legend .row", { hasText: "macd" }).innerText()));
    await page.getByRole("checkbox", { name: /^macd/ }).uncheck();
    await page.locator(".legend .row", { hasText: "macd" }).waitFor({ state: "detached" });
    expect(visit!.complaints).toEqual([]);
  });

  it("explains a signal down to the trades, and shows its moment", async () => {
    const { page } = await open("#/market/ES/1m");
    await page.getByRole("button", { name: /^Why Entry/ }).first().click();
    const why = page.getByRole("dialog", { name: /^Why\?/ });
    await why.locator(".known").waitFor();
    await why.locator("details.source").first().waitFor({ state: "attached" });
    expect(await why.locator("code").first().innerText()).toMatch(/^[\w:]+:\d+:\d+$/);
    await why.getByRole("button", { name: "Show on chart" }).click();
    await page.keyboard.press("Escape");
    await why.waitFor({ state: "detached" });
  });

  it("shows transitions of strategies as they happen", async () => {
    const { page } = await open("#/market/ES/1m");
    const list = page.getByRole("list", { name: "Signals and transitions, newest first" });
    const first = async () => list.locator("time").first().getAttribute("datetime");
    await list.getByText("→").first().waitFor();
    const before = await first();
    await visit!.until("a newer signal or transition", async () => (await first()) !== before, 60_000);
  });
});

describe("connection", () => {
  it("comes back by itself after the server was away, and misses no signal that was given meanwhile", async () => {
    const { page } = await open("#/market/ES/1m");
    await visit!.until("live", async () => (await page.locator(".health strong").innerText()) === "live");
    await page.getByRole("region", { name: "Signals" }).getByRole("button", { name: /more$/ }).click();
    await demo.stop();
    const times = () => page.evaluate(() => [...document.querySelectorAll("li.signal time")].map((time) => time.getAttribute("datetime")));
    await page.getByText("disconnected").waitFor();
    expect(await page.locator(".health").innerText()).toMatch(/trying again in/);
    await demo.elsewhere();
    const { items: known } = await demo.get<Listed>("signals?limit=1&order=desc");
    const given = async () => (await demo.get<Listed>("signals?limit=50&order=desc")).items.filter(({ timestamp }) => timestamp > known[0]!.timestamp);
    await visit!.until("signals that the page cannot know", async () => (await given()).length >= 3, 60_000);
    const missed = (await given()).map(({ timestamp }) => timestamp);
    expect(await times()).not.toEqual(expect.arrayContaining(missed));
    await demo.stop();
    await demo.again();
    await visit!.until("live again", async () => (await page.locator(".health strong").innerText()) === "live", 60_000);
    await visit!.until("all that was missed", async () => {
      const shown = await times();
      return missed.every((time) => shown.includes(time));
    }, 60_000);
  });

  it("says that what it shows is old while the server stands still, and is live again when it goes on", async () => {
    const { page } = await open("#/market/ES/1m");
    const word = () => page.locator(".health strong").innerText();
    await visit!.until("live", async () => (await word()) === "live");
    const thaw = demo.freeze();
    try {
      await visit!.until("stale", async () => (await word()) === "stale");
      expect(await page.locator(".health .detail").innerText()).toMatch(/^nothing heard for \d+\s(s|min)$/);
      await page.locator(".chart.stale").first().waitFor();
    } finally {
      thaw();
    }
    await visit!.until("live again", async () => (await word()) === "live", 60_000);
  });

  it("asks for history once, however many channels could not go on where they were", async () => {
    let say: (text: string) => void = () => {};
    const { page } = (visit = await Visit.open(browser, `${demo.address}#/market/ES/1m`, {}, (one) => one.routeWebSocket(/\/ws$/, (wire) => {
      wire.connectToServer();
      say = (text) => wire.send(text);
    })));
    await page.waitForLoadState("networkidle");
    let asked = 0;
    page.on("request", (request) => request.url().includes("/ES/candles?") && asked++);
    for (let i = 0; i < 200; i++) say(JSON.stringify({ type: "gap", channel: `indicators.public.ES.1m.n${i}`, log: "ES", since: "ES:1:1" }));
    await page.waitForResponse((answer) => answer.url().includes("/ES/candles?"));
    await page.waitForLoadState("networkidle");
    expect(asked).toBe(1);
  });
});

describe("other views", () => {
  it("draws the graph with live values, finds nodes, tells about one, folds groups", async () => {
    const { page, complaints } = await open("#/graph/ES/1m");
    const node = page.locator("[data-node='rsi']");
    await node.waitFor();
    await visit!.until("a value", async () => /\d/.test((await node.locator(".value").textContent()) ?? ""), 60_000);
    await page.keyboard.press("/");
    await page.keyboard.type("rsi 5m");
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: "Node rsi_5m" }).getByText("time per run").waitFor();
    await page.getByRole("searchbox", { name: "Search nodes" }).fill("");
    const before = await page.locator("[data-node]").count();
    await page.getByRole("group", { name: "Fold groups" }).getByRole("button", { name: /^1m/ }).click();
    await visit!.until("fewer boxes", async () => (await page.locator("[data-node]").count()) < before - 10);
    expect(complaints).toEqual([]);
  });

  it("draws order flow", async () => {
    const { page, complaints } = await open("#/flow/ES/1m");
    await visit!.until("a point of control", async () => /POC\s*\d/.test(await page.locator(".flow dl").innerText()));
    expect(complaints).toEqual([]);
  });

  it("replays what was recorded, with the same signals", async () => {
    const { page, complaints } = await open("#/replay/ES/1m");
    await page.getByRole("button", { name: /^Replay session/ }).first().click();
    const bar = page.getByRole("region", { name: /^Replay of/ });
    await bar.waitFor();
    const time = async () => bar.locator(".time").innerText();
    const before = await time();
    await page.locator("body").press("ArrowRight");
    await visit!.until("a step on", async () => (await time()) !== before);
    const marks = await bar.locator("svg path").count();
    expect(marks).toBeGreaterThan(0);
    await bar.getByRole("slider", { name: "Moment" }).fill("9000");
    const list = page.getByRole("list", { name: "Signals and transitions, newest first" });
    await list.locator("li.signal").first().waitFor();
    const recorded = await demo.get<Listed>("signals?limit=500&order=desc");
    const times = new Set(recorded.items.map((item) => item.timestamp));
    const shown = await list.locator("li.signal time").evaluateAll((all) => all.map((one) => one.getAttribute("datetime")!));
    expect(shown.filter((one) => !times.has(one))).toEqual([]);
    await bar.getByRole("button", { name: "Back to live" }).click();
    await page.getByRole("heading", { name: "Recorded sessions" }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("lists runs", async () => {
    const { page, complaints } = await open("#/market");
    await page.keyboard.press("5");
    await page.getByRole("heading", { name: "Recorded runs" }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe("kill switch", () => {
  it("asks first, halts, says so, and resumes", async () => {
    const { page } = await open();
    await page.locator("body").press("k");
    const dialog = page.getByRole("dialog", { name: "Kill switch" });
    await dialog.getByLabel("Reason").fill("a test");
    await dialog.getByRole("button", { name: "Halt trading now" }).click();
    await page.getByRole("button", { name: "Kill switch: trading is halted" }).click();
    expect((await demo.get<{ state: string }>("kill-switch")).state).toBe("on");
    await dialog.getByLabel("Reason").fill("all clear");
    await dialog.getByRole("button", { name: "Resume trading" }).click();
    await page.getByRole("button", { name: "Kill switch", exact: true }).waitFor();
    expect((await demo.get<{ state: string }>("kill-switch")).state).toBe("armed");
  });

  it("is refused with the server's sentence to who has no right, and nothing changes", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "pawl-keys-")), "keys.txt");
    const [reads, trades] = [Demo.key(file, "reader"), Demo.key(file, "trader", "--trade")];
    const locked = await Demo.start("--set", `web.keys=${file}`);
    const state = async () => ((await (await fetch(new URL("api/v1/kill-switch", locked.address), { headers: { authorization: `Bearer ${reads}` } })).json()) as { state: string }).state;
    try {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(locked.address);
      await page.getByText("The server asks for a key").waitFor();
      await page.getByRole("button", { name: "Settings" }).click();
      await page.getByLabel(/^Key, where/).fill(reads);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Escape");
      await page.locator("[data-chart] canvas").first().waitFor();
      await page.locator("body").press("k");
      const dialog = page.getByRole("dialog", { name: "Kill switch" });
      await dialog.getByLabel("Reason").fill("a test");
      await dialog.getByRole("button", { name: "Halt trading now" }).click();
      await dialog.getByRole("alert").waitFor();
      expect(await dialog.getByRole("alert").innerText()).toContain("trade");
      expect(await state()).toBe("armed");
      await dialog.getByLabel("Key with the trade right").fill(trades);
      await dialog.getByRole("button", { name: "Halt trading now" }).click();
      await page.getByRole("button", { name: "Kill switch: trading is halted" }).waitFor();
      expect(await state()).toBe("on");
      await context.close();
    } finally {
      await locked.dispose();
    }
  });
});
