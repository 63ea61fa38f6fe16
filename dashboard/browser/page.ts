import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

export const CHROMIUM = process.env["PAWL_CHROMIUM"] ?? "/usr/bin/chromium";

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"] });
}

/** A page, with everything that it complains about and every address that it asks for. */
export class Visit {
  readonly page: Page;
  readonly complaints: string[] = [];
  readonly hosts = new Set<string>();

  private constructor(page: Page) {
    this.page = page;
    // What could not be reached while the server was away is no mistake of the page.
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !/ERR_CONNECTION|WebSocket connection|Failed to load resource/.test(message.text())) this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(error.stack ?? error.message));
    page.on("request", (request) => this.hosts.add(new URL(request.url()).host));
  }

  static async open(browser: Browser, address: string, options: BrowserContextOptions = {}, prepare?: (page: Page) => Promise<void>): Promise<Visit> {
    const context = await browser.newContext({ viewport: { width: 1400, height: 860 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const visit = new Visit(page);
    await prepare?.(page);
    await page.goto(address);
    await page.locator("main .view > :not(.notice)").first().waitFor();
    return visit;
  }

  /** What the legend of the first chart says under a letter: O, H, L, C or V. */
  async legend(letter: string): Promise<string> {
    return this.page.locator(".legend .bar > span", { hasText: new RegExp(`^${letter} `) }).first().innerText();
  }

  /** Waits until something on the page is so. */
  async until(what: string, holds: () => Promise<boolean>, patience = 30_000): Promise<void> {
    const end = Date.now() + patience;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`after ${patience / 1000} s not yet: ${what}`);
      await this.page.waitForTimeout(50);
    }
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
