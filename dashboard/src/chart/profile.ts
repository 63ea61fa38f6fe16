import type { VolumeProfile } from "@pawl/messages";

/** A row of a profile as it is drawn: y from top to bottom, lengths from 0 to 1. */
export interface ProfileBar {
  top: number;
  height: number;
  buy: number;
  rest: number;
  inValueArea: boolean;
  isPoint: boolean;
}

/**
 * Lays out a profile. Rows that fall onto the same line of pixels are added up, so that a profile of thousands of rows costs what the
 * screen has lines, and lengths stay comparable.
 * @param y where a price lies on the screen
 * @param rows how high a row is drawn at least
 */
export function profileBars(profile: VolumeProfile, y: (price: number) => number, height: number, least = 2): ProfileBar[] {
  const lines = new Map<number, { top: number; bottom: number; buy: number; volume: number; inValueArea: boolean; isPoint: boolean }>();
  for (const row of profile.bins) {
    const [top, bottom] = [y(row.price + profile.row_size), y(row.price)];
    if (!Number.isFinite(top) || !Number.isFinite(bottom) || bottom < 0 || top > height) continue;
    const key = bottom - top >= least ? top : Math.floor(top / least) * least;
    const line = lines.get(key) ?? { top: key, bottom: Math.max(bottom, key + least), buy: 0, volume: 0, inValueArea: false, isPoint: false };
    line.buy += row.buy;
    line.volume += row.volume;
    line.inValueArea ||= row.price >= profile.value_area_low && row.price <= profile.value_area_high;
    line.isPoint ||= row.price === profile.point_of_control;
    lines.set(key, line);
  }
  let most = 0;
  for (const line of lines.values()) most = Math.max(most, line.volume);
  if (most === 0) return [];
  return [...lines.values()].map((line) => ({
    top: line.top,
    height: Math.max(1, line.bottom - line.top - (line.bottom - line.top > 4 ? 1 : 0)),
    buy: line.buy / most,
    rest: (line.volume - line.buy) / most,
    inValueArea: line.inValueArea,
    isPoint: line.isPoint,
  }));
}
