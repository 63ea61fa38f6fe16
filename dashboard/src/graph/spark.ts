/** A small line of the last values, scaled to its own range; empty where there are fewer than two. */
export function sparkPath(values: readonly number[], width: number, height: number): string {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return "";
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const span = high - low || 1;
  return finite.map((value, i) => `${i === 0 ? "M" : "L"}${((i / (finite.length - 1)) * width).toFixed(1)} ${(height - ((value - low) / span) * height).toFixed(1)}`).join("");
}

/** How thick an arrow is for so many values a second: a step for each power of ten. */
export function thickness(rate: number): number {
  return rate > 0 ? Math.min(5, 1.2 + Math.log10(1 + rate)) : 1;
}
