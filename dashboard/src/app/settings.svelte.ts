import type { ZoneChoice } from "../format/time.ts";

export type Theme = "system" | "light" | "dark";

interface Saved {
  theme: Theme;
  colours: "teal-vermilion" | "green-red";
  zone: ZoneChoice;
  side: boolean;
  layout: number;
  charts: { symbol: string; frame: string }[];
  /** Of each pipeline the nodes that are drawn. */
  nodes: Record<string, string[]>;
  layers: string[];
}

const DEFAULTS: Saved = {
  theme: "system", colours: "teal-vermilion", zone: "exchange", side: true, layout: 1, charts: [], nodes: {},
  layers: ["swing_point", "fair_value_gap", "order_block", "liquidity_level", "break_of_structure", "signals", "fills", "profile"],
};
const PLACE = "pawl.settings";

/** What a person chose, kept in this browser. What cannot be read is as if it had never been chosen. */
function read(): Saved {
  try {
    const saved = JSON.parse(localStorage.getItem(PLACE) ?? "{}") as Record<string, unknown>;
    const fits = Object.entries(saved).filter(([name, value]) => name in DEFAULTS && sameShape(value, DEFAULTS[name as keyof Saved]));
    return { ...DEFAULTS, ...Object.fromEntries(fits) };
  } catch {
    return { ...DEFAULTS };
  }
}

function sameShape(value: unknown, like: unknown): boolean {
  return typeof value === typeof like && Array.isArray(value) === Array.isArray(like) && value !== null;
}

export const settings: Saved = $state(read());

/** Keeps the choices; called once, from the root of the page. */
export function keepSettings(): void {
  $effect(() => {
    const text = JSON.stringify(settings);
    try {
      localStorage.setItem(PLACE, text);
    } catch {
      // A browser that keeps nothing forgets; the page works all the same.
    }
  });
}

/** Writes the theme and the choice of colours where the style sheet reads them. */
export function dress(root: HTMLElement): void {
  if (settings.theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = settings.theme;
  root.dataset["colours"] = settings.colours;
}
