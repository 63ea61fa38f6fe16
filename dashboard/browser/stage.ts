import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launch } from "./page.ts";
import { Demo } from "./program.ts";

/** What the tests of a file share, from before the first to after the last. */
export let browser: Browser;
export let demo: Demo;

/** Starts a browser and a demo for the tests of the file that calls it. */
export function stage(...options: string[]): void {
  beforeAll(async () => {
    [browser, demo] = await Promise.all([launch(), Demo.start(...options)]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.dispose();
  });
}
