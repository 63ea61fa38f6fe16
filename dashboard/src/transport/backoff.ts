/** How long to wait before attempt n (from 0): doubling from half a second to ten, and up to a quarter more so that many pages do not come at once. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return Math.min(10_000, 500 * 2 ** Math.min(attempt, 10)) * (1 + 0.25 * random());
}
