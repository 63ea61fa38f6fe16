import { describe, expect, it } from "vitest";
import { disorder, nameless, poorContrast, stops } from "./look.ts";
import { Visit } from "./page.ts";
import { browser, demo, stage } from "./stage.ts";

stage("--speed", "20");

const VIEWS = ["market", "graph", "flow", "replay", "runs"];

describe.each([{ width: 1440, dark: false }, { width: 1440, dark: true }, { width: 1280, dark: false }, { width: 390, dark: false }, { width: 390, dark: true }])("$width pixels, dark: $dark", ({ width, dark }) => {
  it("fits the screen, can be read, and names all that can be pressed, in every view", async () => {
    const visit = await Visit.open(browser, demo.address, { viewport: { width, height: 820 }, colorScheme: dark ? "dark" : "light" });
    const { page } = visit;
    for (const view of VIEWS) {
      await page.evaluate((name) => (location.hash = `#/${name}/ES/1m`), view);
      await page.locator(`nav [aria-current=page]`, { hasText: new RegExp(view === "flow" ? "Order flow" : view, "i") }).waitFor();
      await page.locator("main .view :is(canvas, svg, table, h2)").first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBeLessThanOrEqual(width);
      expect(await page.evaluate(poorContrast), view).toEqual([]);
      expect(await page.evaluate(nameless), view).toEqual([]);
      expect(await page.evaluate(disorder), view).toEqual([]);
    }
    expect(visit.complaints).toEqual([]);
    await visit.close();
  });
});

describe.each([false, true])("what floats, dark: %s", (dark) => {
  it("can be read, is named, takes the keyboard and gives it back", async () => {
    const visit = await Visit.open(browser, demo.address, { viewport: { width: 1280, height: 820 }, colorScheme: dark ? "dark" : "light" });
    const { page } = visit;
    const floats: [string, () => Promise<void>, string][] = [
      ["Keys", () => page.keyboard.press("?"), "dialog[aria-label=Keys]"],
      ["Settings", () => page.getByRole("button", { name: "Settings" }).press("Enter"), "dialog[aria-label=Settings]"],
      ["Kill switch", () => page.keyboard.press("k"), "dialog[aria-label='Kill switch']"],
      ["nodes", () => page.keyboard.press("l"), "[aria-label='Nodes and layers of the chart']"],
      ["symbols", () => page.keyboard.press("/"), "#symbols"],
      ["why", () => page.getByRole("button", { name: /^Why / }).first().press("Enter"), "dialog.side .known"],
    ];
    await page.getByRole("button", { name: /^Why / }).first().waitFor();
    for (const [name, open, place] of floats) {
      await open();
      await page.locator(place).waitFor();
      expect(await page.evaluate(poorContrast), name).toEqual([]);
      expect(await page.evaluate(nameless), name).toEqual([]);
      expect(await page.evaluate(disorder), name).toEqual([]);
      await page.keyboard.press("Escape");
      await page.locator(place).waitFor({ state: "detached" });
    }
    expect(visit.complaints).toEqual([]);
    await visit.close();
  });
});

it.each(VIEWS)("leads the Tab key to everything in the view %s, and shows where it is", async (view) => {
  const visit = await Visit.open(browser, `${demo.address}#/${view}/ES/1m`, { viewport: { width: 1440, height: 900 } });
  const { page } = visit;
  await page.locator("main .view :is(canvas, svg, table, h2)").first().waitFor();
  // Lists that grow while Tab walks through them would be another page at each step.
  await page.route("**/api/**", (route) => route.abort());
  const wanted = await page.evaluate(stops);
  expect(wanted.length).toBeGreaterThan(15);
  const reached = new Set<string>();
  const unseen: string[] = [];
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let i = 0; i < wanted.length + 60; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body) return null;
      const shown = (part: Element | null | undefined) => part && (getComputedStyle(part).outlineStyle !== "none" || getComputedStyle(part).stroke !== "none");
      return { stop: one.getAttribute("data-stop"), seen: Boolean(shown(one) || shown(one.parentElement) || shown(one.querySelector(".ground"))), html: one.outerHTML.slice(0, 120) };
    });
    if (at?.stop) reached.add(at.stop);
    if (at && !at.seen) unseen.push(at.html);
  }
  const there = new Set(await page.evaluate(() => [...document.querySelectorAll("[data-stop]")].map((one) => one.getAttribute("data-stop")!)));
  expect(wanted.filter((_, i) => there.has(String(i)) && !reached.has(String(i)))).toEqual([]);
  expect(unseen).toEqual([]);
  await visit.close();
});

it("keeps hostile text text, wherever it comes from", async () => {
  const visit = await Visit.open(browser, demo.address);
  const { page } = visit;
  const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>"'{{7*7}}\u202e`;
  const dressed = (text: string) => JSON.parse(JSON.stringify(text));
  await page.route("**/api/v1/symbols", (route) => route.fulfill({
    json: { items: [{ symbol: hostile, price_decimals: 2, tick_size: 0.25, currency: hostile, time_zone: hostile, timeframes: ["1m", hostile], pipeline: hostile, last: null }], next: null },
  }));
  await page.route("**/api/v1/strategies*", (route) => route.fulfill({ json: { items: [{ strategy: hostile, symbol: hostile, state: "close_watch", since: null, reason: hostile }], next: null } }));
  await page.route("**/api/v1/health*", (route) => route.fulfill({ json: { items: [{ source: hostile, symbol: hostile, state: "stale", since: hostile, reason: hostile }], next: null } }));
  await page.route("**/api/v1/signals*", (route) => route.fulfill({
    json: { items: [{ symbol: hostile, timestamp: "2026-01-05T14:30:00Z", timeframe: "1m", type: "trade_signal", data: { kind: hostile, side: "buy", price: 1, reason: hostile }, metadata: { version: 1, id: hostile, node: hostile, confirmed: true } }], next: null },
  }));
  await page.route("**/api/v1/orders?*", (route) => route.fulfill({
    json: { items: [{ symbol: hostile, timestamp: "2026-01-05T14:30:00Z", timeframe: "", type: "order_update", data: { account: hostile, client_order_id: hostile, venue_order_id: hostile, state: "rejected", quantity: 1, filled: 0, average_price: null, reason: hostile }, metadata: { version: 1, id: `${hostile}:1:1`, node: hostile, confirmed: true } }], next: null },
  }));
  await page.route("**/api/v1/pipelines/*/graph", (route) => route.fulfill({
    json: {
      pipeline: hostile, symbols: [hostile], edges: [], clusters: [],
      nodes: [{ id: hostile, title: hostile, kind: hostile, family: hostile, symbol: null, timeframe: hostile, cluster: null, rank: 0, published: true, published_as: [hostile], warm_up: null, parameters: [{ name: hostile, value: hostile, default: false }], inputs: [], triggers: [], readers: [] }],
      kinds: [{ name: hostile, family: hostile, summary: hostile, formula: hostile, source: hostile, emits: "indicator", output: [{ name: hostile, type: "number", doc: hostile }] }],
    },
  }));
  await page.route("**/api/v1/explain/**", (route) => route.fulfill({ status: 404, contentType: "application/problem+json", body: JSON.stringify({ title: hostile, detail: hostile, status: 404 }) }));
  await page.route("**/api/v1/sessions*", (route) => route.fulfill({ json: { items: [{ session: hostile, pipeline: hostile, symbols: [hostile], start: hostile, end: hostile, events: 1, signals: 1 }], next: null } }));
  await page.route("**/api/v1/reports*", (route) => route.fulfill({ json: { items: [{ name: hostile, pipeline: hostile, started: hostile, statistics: { pipeline: hostile, assumptions: hostile }, files: [hostile, `${hostile}.html`] }], next: null } }));
  await page.route("**/api/v1/runs*", (route) => route.fulfill({ json: { items: [{ run: hostile, pipeline: hostile, mode: hostile, data: hostile, started: hostile, ended: hostile, events: 1 }], next: null } }));
  await page.goto("about:blank");
  await page.goto(demo.address);
  await page.getByRole("button", { name: /^Symbol <img/ }).waitFor();
  const harmless = async (where: string) => {
    await page.getByText(dressed(hostile)).first().waitFor();
    expect(await page.title(), where).toBe("pawl");
    expect(await page.locator("#app img, #app script").count(), where).toBe(0);
  };
  for (const view of VIEWS) {
    await page.locator("body").press(String(VIEWS.indexOf(view) + 1));
    await page.locator(`nav [aria-current=page]`, { hasText: new RegExp(view === "flow" ? "Order flow" : view, "i") }).waitFor();
    await harmless(view);
  }
  await page.locator("body").press("2");
  await page.locator("[data-node]").first().click();
  await page.getByRole("complementary", { name: /^Node <img/ }).waitFor();
  await harmless("details of a node");
  await page.getByRole("button", { name: /^Why order/ }).or(page.getByRole("button", { name: /^Why / })).first().click();
  await page.getByRole("dialog", { name: /^Why\?/ }).getByText("cannot be explained").waitFor();
  await harmless("why");
  await visit.close();
});

it("is still, where the person wants no motion", async () => {
  const visit = await Visit.open(browser, demo.address, { reducedMotion: "reduce" });
  const moving = await visit.page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
  await visit.close();
});
