const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Length of a time frame in seconds; 0 where it is none, such as `tick` or `500v`. */
export function secondsOf(frame: string): number {
  const [, count, unit] = /^(\d+)([smhdw])$/.exec(frame) ?? [];
  return count && unit ? Number(count) * UNITS[unit]! : 0;
}
