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

/** The colours for canvases; read again whenever the theme or the choice of colours changes. */
export function palette(): Palette {
  void system;
  dress(document.documentElement);
  return readPalette();
}
