import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, Visit } from "./page.ts";
import { Demo } from "./program.ts";

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  [browser, demo] = await Promise.all([launch(), Demo.start("--speed", "20")]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.dispose();
});

const VIEWS = ["market", "graph", "flow", "replay", "runs"];

/** WCAG AA: 4.5 to 1 for text on the ground that it stands on. */
function poorContrast(): string[] {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })!;
  const light = (colour: string) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const ground = (element: Element): string => {
    for (let one: Element | null = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (colour !== "transparent" && !/, 0\)$/.test(colour) && !/\/ 0?\.\d+\)$/.test(colour) && !/rgba/.test(colour)) return colour;
    }
    return "white";
  };
  const poor: string[] = [];
  for (const element of document.querySelectorAll("h1, h2, h3, p, span, dt, dd, button, label, td, th, time, a, li, strong, b, small")) {
    const text = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent!.trim()).join("");
    if (!text || element.getBoundingClientRect().width === 0 || (element as HTMLButtonElement).disabled || element.closest(".unseen")) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))].sort((x, y) => y - x);
    if ((a! + 0.05) / (b! + 0.05) < 4.5) poor.push(`${text.slice(0, 40)}: ${getComputedStyle(element).color} on ${ground(element)}`);
  }
  return [...new Set(poor)];
}

describe.each([{ width: 1400, dark: false }, { width: 1400, dark: true }, { width: 390, dark: false }, { width: 390, dark: true }])("$width pixels, dark: $dark", ({ width, dark }) => {
  it("fits the screen, can be read, and names all that can be pressed, in every view", async () => {
    const visit = await Visit.open(browser, demo.address, { viewport: { width, height: 820 }, colorScheme: dark ? "dark" : "light" });
    const { page } = visit;
    for (const view of VIEWS) {
      await page.evaluate((name) => (location.hash = `#/${name}/ES/1m`), view);
      await page.locator(`nav [aria-current=page]`, { hasText: new RegExp(view === "flow" ? "Order flow" : view, "i") }).waitFor();
      await page.locator("main .view :is(canvas, svg, table, h2)").first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBeLessThanOrEqual(width);
      expect(await page.evaluate(poorContrast), view).toEqual([]);
      const nameless = await page.evaluate(() => [...document.querySelectorAll("button, input, select, [role=button]")]
        .filter((one) => !(one.getAttribute("aria-label") || one.textContent?.trim() || one.closest("label")?.textContent?.trim())).map((one) => one.outerHTML.slice(0, 200)));
      expect(nameless, view).toEqual([]);
    }
    expect(visit.complaints).toEqual([]);
    await visit.close();
  });
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
  await page.goto("about:blank");
  await page.goto(demo.address);
  await page.getByRole("button", { name: /^Symbol <img/ }).waitFor();
  await page.getByText(dressed(hostile)).first().waitFor();
  expect(await page.title()).toBe("pawl");
  expect(await page.locator("#app img, #app script").count()).toBe(0);
  await visit.close();
});

it("is still, where the person wants no motion", async () => {
  const visit = await Visit.open(browser, demo.address, { reducedMotion: "reduce" });
  const moving = await visit.page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
  await visit.close();
});
