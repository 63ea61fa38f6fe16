import type { CDPSession, Page } from "playwright-core";
import { expect, it } from "vitest";
import { Visit } from "./page.ts";
import { browser, demo, stage } from "./stage.ts";

stage("--speed", "40");

/** Lets the page note how long its scripts take before each picture, all that asked for it together. */
async function watchFrames(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const spent: { at: number; ms: number }[] = [];
    const ask = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (call) => ask((now) => {
      const begin = performance.now();
      call(now);
      const ms = performance.now() - begin;
      const last = spent.at(-1);
      if (last?.at === now) last.ms += ms;
      else spent.push({ at: now, ms });
      if (spent.length > 5000) spent.shift();
    });
    Object.assign(window, { spent });
  });
}

/** Pictures in a second, the longest wait between two, and the time of scripts before those that drew something, as the page itself meets them. */
function frames(page: Page, milliseconds: number): Promise<{ rate: number; longest: number; busy: number; median: number; high: number }> {
  return page.evaluate((time) => new Promise<{ rate: number; longest: number; busy: number; median: number; high: number }>((done) => {
    const { spent } = window as unknown as { spent: { at: number; ms: number }[] };
    spent.length = 0;
    let [count, longest, last] = [0, 0, performance.now()];
    const start = last;
    const step = (now: number) => {
      count++;
      longest = Math.max(longest, now - last);
      last = now;
      if (now - start < time) {
        requestAnimationFrame(step);
        return;
      }
      const drew = spent.map(({ ms }) => ms).filter((ms) => ms > 0.5).sort((a, b) => a - b);
      const part = (share: number) => drew[Math.floor(drew.length * share)] ?? 0;
      done({ rate: (count * 1000) / (now - start), longest, busy: drew.length / count, median: part(0.5), high: part(0.95) });
    };
    requestAnimationFrame(step);
  }), milliseconds);
}

/** Seconds of a processor that the main thread has used so far: with scripts, with styles and layout, and with anything. */
async function mainThread(session: CDPSession): Promise<{ script: number; layout: number; task: number }> {
  const { metrics } = (await session.send("Performance.getMetrics")) as { metrics: { name: string; value: number }[] };
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { script: of("ScriptDuration"), layout: of("LayoutDuration") + of("RecalcStyleDuration"), task: of("TaskDuration") };
}

async function heap(page: Page): Promise<number> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = (await session.send("Runtime.getHeapUsage")) as { usedSize: number };
  await session.detach();
  return usedSize;
}

async function tenCharts(): Promise<Visit> {
  const visit = await Visit.open(browser, demo.address, {}, watchFrames);
  await visit.page.getByRole("combobox", { name: "Number of charts" }).selectOption("10");
  await visit.until("ten charts", async () => (await visit.page.locator("[data-charts='10'] [data-chart] canvas").count()) >= 10);
  return visit;
}

it("draws ten charts at about 1,000 trades a second", async () => {
  const visit = await tenCharts();
  // A demo begins with hours that it has to catch up with; what is measured is the market at its own speed.
  const speed = async () => {
    const [, number = "0", thousands] = /([\d.]+)\s*(k?)/.exec((await visit.page.locator(".metric").nth(1).textContent()) ?? "") ?? [];
    return Number(number) * (thousands ? 1000 : 1);
  };
  await visit.until("a market at its own speed", async () => (await speed()) > 0 && (await speed()) < 4000, 60_000);
  await visit.page.waitForLoadState("networkidle");
  const session = await visit.page.context().newCDPSession(visit.page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const before = await mainThread(session);
  const { rate: pictures, longest, busy, median, high } = await frames(visit.page, 10_000);
  const after = await mainThread(session);
  const each = (part: keyof typeof before) => `${(((after[part] - before[part]) * 1000) / (pictures * 10)).toFixed(1)} ms`;
  console.log(`ten charts at ${(await speed()).toFixed(0)} events a second: ${pictures.toFixed(1)} pictures a second, the longest wait ${longest.toFixed(0)} ms; `
    + `scripts before one that drew something (${(busy * 100).toFixed(0)} %): median ${median.toFixed(1)} ms, 95 % below ${high.toFixed(1)} ms; `
    + `processor time of the main thread a picture: scripts ${each("script")}, styles and layout ${each("layout")}, all tasks ${each("task")}`);
  expect(pictures).toBeGreaterThan(2);
  expect(visit.complaints).toEqual([]);
  await visit.close();
}, 120_000);

it("asks for the candles of the first chart before anything that can wait", async () => {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const visit = await Visit.open(browser, demo.address, {}, (page) => page.addInitScript(() => {
      const look = () => (/C\s*\d/.test(document.querySelector(".legend .bar")?.textContent ?? "") ? requestAnimationFrame(() => Object.assign(window, { first: performance.now() })) : requestAnimationFrame(look));
      requestAnimationFrame(look);
    }).then(() => {}));
    await visit.page.waitForFunction(() => "first" in window);
    await visit.page.waitForLoadState("networkidle");
    const { first, began } = await visit.page.evaluate(() => ({
      first: (window as unknown as { first: number }).first,
      began: performance.getEntriesByType("resource").filter(({ name }) => name.includes("/api/v1/")).map(({ name, startTime }) => ({ path: new URL(name).pathname.slice("/api/v1/".length), startTime })),
    }));
    // What a young market does not have yet is not asked for.
    const at = (what: RegExp) => began.find(({ path }) => what.test(path))?.startTime ?? Infinity;
    expect(at(/\/candles$/)).toBeLessThan(Infinity);
    for (const later of [/^orders$/, /^alerts$/, /^health$/, /\/structure$/, /\/indicators\//]) expect(at(later)).toBeGreaterThanOrEqual(at(/\/candles$/));
    times.push(first);
    await visit.close();
  }
  console.log(`first chart after ${times.map((time) => time.toFixed(0)).join(", ")} ms`);
}, 120_000);

it.runIf(process.env["PAWL_LONG"] === "1")("needs no more memory after ten minutes than after two", async () => {
  // As a page that was open for a day: with less history than it keeps it would only fill up.
  // A symbol is known from its first event on.
  const bars = () => demo.get<{ items: unknown[] }>("symbols/ES/candles?timeframe=1m&limit=1500").then(({ items }) => items.length, () => 0);
  await demo.ahead(2000, async () => (await bars()) >= 1500);
  const visit = await tenCharts();
  await visit.page.waitForTimeout(120_000);
  const before = await heap(visit.page);
  await visit.page.waitForTimeout(480_000);
  const after = await heap(visit.page);
  console.log(`heap after 2 minutes ${(before / 2 ** 20).toFixed(1)} MB, after 10 ${(after / 2 ** 20).toFixed(1)} MB`);
  expect(after).toBeLessThan(before * 1.1 + 4 * 2 ** 20);
  await visit.close();
}, 1_800_000);
