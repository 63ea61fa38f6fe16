import { afterEach, describe, expect, it } from "vitest";
import { Visit } from "./page.ts";
import { browser, demo, stage } from "./stage.ts";

let visit: Visit | null = null;

stage("--speed", "20");
afterEach(async () => {
  await visit?.close();
  visit = null;
});

const open = async (hash = "", options = {}) => (visit = await Visit.open(browser, demo.address + hash, options));

describe("orders", () => {
  it("stand in the side panel, and are explained by the signal that caused them", async () => {
    const { page, complaints } = await open("#/market/ES/1m");
    const list = page.getByRole("list", { name: "Orders, working ones first" });
    await list.locator("[data-state]").first().waitFor();
    await list.getByRole("button", { name: /^Why order/ }).first().click();
    const why = page.getByRole("dialog", { name: /^Why\?/ });
    await why.getByRole("list", { name: "What became of the order" }).locator("li").nth(1).waitFor();
    const { items } = await demo.get<{ items: { data: { client_order_id: string } }[] }>("orders?limit=500&order=desc");
    expect(items.length).toBeGreaterThan(0);
    const told = await why.locator("dl").first().innerText();
    expect(items.some((item) => told.includes(item.data.client_order_id))).toBe(true);
    await why.getByText("The signal that caused it").waitFor();
    await why.locator("details").first().waitFor();
    await why.locator("details.source").first().waitFor({ state: "attached" });
    expect(complaints).toEqual([]);
  });
});

describe("orders on the socket", () => {
  it("are there, and change, where REST tells nothing of them", async () => {
    visit = await Visit.open(browser, demo.address + "#/market/ES/1m", {}, async (page) => void (await page.route(/\/api\/v1\/(orders|fills)\?/, (route) => route.abort())));
    const list = visit.page.getByRole("list", { name: "Orders, working ones first" });
    await list.locator("[data-state]").first().waitFor();
    const before = await list.innerText();
    await visit.until("an order that is new or elsewhere", async () => (await list.innerText()) !== before, 60_000);
  });
});

describe("a replay", () => {
  it("shows the bar that forms in a replay, and the bar that it becomes", async () => {
    const { page } = await open("#/replay/ES/1m");
    await page.getByRole("button", { name: /^Replay session/ }).first().click();
    const bar = page.getByRole("region", { name: /^Replay of/ });
    await bar.getByRole("slider", { name: "Moment" }).fill("5000");
    const forming = page.locator(".legend .time", { hasText: "forming" }).first();
    await forming.waitFor();
    await bar.getByRole("combobox", { name: "What a step is" }).selectOption("event");
    const volume = await visit!.legend("V");
    await visit!.until("a step that the forming bar shows", async () => {
      await bar.getByRole("button", { name: "Step to the next event" }).click();
      return (await visit!.legend("V")) !== volume;
    });
  });

  it("lays another version of the pipeline beside what was recorded, and says which signals differ", async () => {
    const { page, complaints } = await open("#/replay/ES/1m");
    await page.getByRole("button", { name: /^Replay session/ }).first().click();
    const bar = page.getByRole("region", { name: /^Replay of/ });
    await bar.getByRole("slider", { name: "Moment" }).fill("6000");
    const start = await bar.locator(".ends span").first().innerText();
    await visit!.until("the moment", async () => /^\d/.test(await bar.locator(".time").innerText()) && (await bar.locator(".time").innerText()) !== start);
    const moment = await bar.locator(".time").innerText();
    await bar.getByRole("button", { name: "What if …" }).click();
    const panel = page.getByRole("complementary", { name: "What if" });
    const run = panel.getByRole("button", { name: "Run what if" });
    await visit!.until("nothing to run as long as nothing is changed", () => run.isDisabled());
    await panel.getByRole("searchbox", { name: "Search parameters" }).fill("ema period");
    const field = panel.getByRole("list", { name: "Parameters" }).getByRole("textbox").first();
    const name = await field.getAttribute("aria-label");
    await field.fill("3");
    await field.press("Tab");
    await run.click();
    await page.getByLabel("Chart of ES 1m · what if").waitFor();
    await page.getByLabel("Chart of ES 1m · recorded").waitFor();
    const section = panel.getByRole("region", { name: "Differences in signals" });
    await section.locator("dl dd").nth(2).waitFor();
    await visit!.until("where the replay was before", async () => (await bar.locator(".time").innerText()) === moment);
    expect(await field.inputValue()).toBe("3");
    expect(await section.locator(".said").innerText()).toContain(`${name} 3`);
    const [recorded, other, same] = (await section.locator("dl dd").allInnerTexts()).map(Number);
    const rows = await section.getByRole("listitem").filter({ has: page.locator("time") }).count();
    expect(rows).toBe(recorded! - same! + (other! - same!));
    expect(rows).toBeGreaterThan(0);
    await section.getByRole("button").first().click();
    await page.getByRole("list", { name: "Orders of what if, working ones first" }).locator("[data-state]").first().waitFor();
    const values = page.locator("[aria-label$='· what if'] .legend .row").first();
    await visit!.until("values of the other version", async () => /\d\.\d/.test(await values.innerText()), 60_000);
    await panel.getByRole("button", { name: "End what if" }).click();
    await page.getByLabel(/^Chart of \w+ 1m$/).first().waitFor();
    expect(complaints).toEqual([]);
  });
});
