import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8");

/** The colours of one theme and one choice of colours, as the style sheet gives them. */
function colours(dark: boolean, choice: "teal-vermilion" | "green-red"): Map<string, string> {
  const blocks = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].filter(([, selector]) => selector!.trim().endsWith(":root") || (choice === "green-red" && selector!.includes("green-red")));
  const pairs = blocks.flatMap(([, , body]) => [...body!.matchAll(/--([\w-]+):\s*light-dark\((#\w+),\s*(#\w+)\)/g)]);
  return new Map(pairs.map(([, name, light, shade]) => [name!, dark ? shade! : light!]));
}

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

const GROUNDS = ["page", "bar", "lift", "hover"];
const TEXTS = ["ink", "soft", "accent", "up", "down", "warn", "bad"];
const OTHERS = [["on-accent", "accent"], ["accent", "wash"], ["warn", "warn-wash"], ["bad", "bad-wash"], ["page", "bad"]] as const;
/** What is no text but has to be seen: AA asks for 3 to 1. */
const SHAPES = [...Array.from({ length: 8 }, (_, i) => `line-${i + 1}`), "rim-strong", "up", "down", "accent"];

describe.each([false, true].flatMap((dark) => (["teal-vermilion", "green-red"] as const).map((choice) => ({ dark, choice }))))("dark: $dark, $choice", ({ dark, choice }) => {
  const of = colours(dark, choice);
  const named = (name: string) => of.get(name) ?? expect.fail(`no colour --${name}`);

  it("has AA contrast for all text on all grounds", () => {
    const poor = [...TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)), ...OTHERS].filter(([text, ground]) => contrast(named(text), named(ground)) < 4.5);
    expect(poor.map(([text, ground]) => `${text} on ${ground}: ${contrast(named(text), named(ground)).toFixed(2)}`)).toEqual([]);
  });

  it("has AA contrast for lines and edges", () => {
    expect(SHAPES.filter((name) => contrast(named(name), named("page")) < 3)).toEqual([]);
  });
});

it("knows black on white", () => expect(contrast("#000000", "#ffffff")).toBeCloseTo(21));
