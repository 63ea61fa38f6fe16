import { readPalette, type Palette } from "../chart/palette.ts";
import { dress, settings } from "./settings.svelte.ts";

let system = $state(0);
const dark = matchMedia("(prefers-color-scheme: dark)");
dark.addEventListener("change", () => system++);

/** Whether the page is dark now. */
export function isDark(): boolean {
  void system;
  return settings.theme === "dark" || (settings.theme === "system" && dark.matches);
}

const known = new Map<string, Palette>();

/** The colours for canvases, the same object as long as the theme and the choice of colours stay. */
export function palette(): Palette {
  const key = `${isDark()} ${settings.colours}`;
  let colours = known.get(key);
  if (!colours) {
    dress(document.documentElement);
    known.set(key, (colours = readPalette()));
  }
  return colours;
}
