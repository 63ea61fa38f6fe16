const NAMES = ["page", "bar", "lift", "rim", "rim-strong", "ink", "soft", "accent", "up", "down", "grid", "warn", "line-1", "line-2", "line-3", "line-4", "line-5", "line-6", "line-7", "line-8"] as const;
type Name = (typeof NAMES)[number];

/** The colours of tokens.css as the page shows them now, for canvases, which know no variables. */
export type Palette = Record<Name, string> & { font: string };

/** How many colours there are for lines. */
export const LINES = 8;

export function readPalette(): Palette {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.hidden = true;
  const style = getComputedStyle(probe);
  const palette = { font: getComputedStyle(document.body).fontFamily } as Palette;
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    palette[name] = style.color;
  }
  probe.remove();
  return palette;
}

export function lineColour(palette: Palette, index: number): string {
  return palette[`line-${(index % LINES) + 1}` as Name];
}

const made = new Map<string, string[]>();

/** `rgb(1, 2, 3)` as seen through: alpha from 0 to 1, in hundredths. Layers ask for the same few thousands of times a picture. */
export function faint(colour: string, alpha: number): string {
  let shades = made.get(colour);
  if (!shades) made.set(colour, (shades = []));
  const step = Math.round(Math.min(1, Math.max(0, alpha)) * 100);
  return (shades[step] ??= `rgba(${(colour.match(/[\d.]+/g)?.slice(0, 3) ?? ["0", "0", "0"]).join(", ")}, ${step / 100})`);
}
