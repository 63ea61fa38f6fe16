import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, Visit } from "./page.ts";
import { Demo } from "./program.ts";

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  [browser, demo] = await Promise.all([launch(), Demo.start("--speed", "40")]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.dispose();
});

/** Pictures in a second, and the longest wait between two, as the page itself meets them. */
function frames(page: Page, milliseconds: number): Promise<{ rate: number; longest: number }> {
  return page.evaluate((time) => new Promise<{ rate: number; longest: number }>((done) => {
    let [count, longest, last] = [0, 0, performance.now()];
    const start = last;
    const step = (now: number) => {
      count++;
      longest = Math.max(longest, now - last);
      last = now;
      if (now - start < time) requestAnimationFrame(step);
      else done({ rate: (count * 1000) / (now - start), longest });
    };
    requestAnimationFrame(step);
  }), milliseconds);
}

/** Seconds that the main thread has spent so far: with scripts, with styles and layout, and with anything. */
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
  const visit = await Visit.open(browser, demo.address);
  await visit.page.getByRole("combobox", { name: "Number of charts" }).selectOption("10");
  await visit.until("ten charts", async () => (await visit.page.locator("[data-charts='10'] [data-chart] canvas").count()) >= 10);
  return visit;
}

it("draws ten charts at about 1,000 trades a second", async () => {
  const visit = await tenCharts();
  await visit.until("a busy market", async () => Number(/([\d.]+)/.exec((await visit.page.locator(".metric").nth(1).textContent()) ?? "")?.[1] ?? 0) > 0);
  const rate = await visit.page.locator(".metric").nth(1).innerText();
  const session = await visit.page.context().newCDPSession(visit.page);
  await session.send("Performance.enable");
  const before = await mainThread(session);
  const { rate: pictures, longest } = await frames(visit.page, 10_000);
  const after = await mainThread(session);
  const each = (part: keyof typeof before) => `${(((after[part] - before[part]) * 1000) / (pictures * 10)).toFixed(1)} ms`;
  console.log(`ten charts at ${rate}: ${pictures.toFixed(1)} pictures a second, the longest wait ${longest.toFixed(0)} ms; `
    + `main thread a picture: scripts ${each("script")}, styles and layout ${each("layout")}, all tasks ${each("task")}`);
  expect(pictures).toBeGreaterThan(2);
  expect(visit.complaints).toEqual([]);
  await visit.close();
}, 120_000);

it.runIf(process.env["PAWL_LONG"] === "1")("needs no more memory after ten minutes than after two", async () => {
  const visit = await tenCharts();
  await visit.page.waitForTimeout(120_000);
  const before = await heap(visit.page);
  await visit.page.waitForTimeout(480_000);
  const after = await heap(visit.page);
  console.log(`heap after 2 minutes ${(before / 2 ** 20).toFixed(1)} MB, after 10 ${(after / 2 ** 20).toFixed(1)} MB`);
  expect(after).toBeLessThan(before * 1.5 + 20 * 2 ** 20);
  await visit.close();
}, 720_000);
