import type { Footprint, FootprintRow } from "@pawl/messages";

/** A cell of a footprint as it is drawn. */
export interface Cell {
  top: number;
  height: number;
  bid: number;
  ask: number;
  /** Share of the bar's largest row, 0 to 1. */
  weight: number;
  /** Sides of which at least half was traded in rows with an imbalance: one small row among many does not make all of them strong. */
  imbalance: FootprintRow["imbalance"];
  isPoint: boolean;
}

/** How many rows of prices are put together so that a row of the screen is not less than `least` pixels; 1, 2, 5, 10, 20, … */
export function grouping(rowHeight: number, least: number): number {
  if (!(rowHeight > 0)) return 1;
  for (let scale = 1; ; scale *= 10)
    for (const step of [1, 2, 5]) if (rowHeight * step * scale >= least) return step * scale;
}

/**
 * Lays out the rows of a footprint.
 * @param y where a price lies on the screen
 * @param least height of a cell below which rows are put together
 */
export function footprintCells(footprint: Footprint, y: (price: number) => number, height: number, least: number): Cell[] {
  const first = footprint.rows[0];
  if (!first) return [];
  const size = footprint.row_size;
  const group = grouping(y(first.price) - y(first.price + size), least);
  const rows = new Map<number, { bid: number; ask: number; neutral: number; strong: { buy: number; sell: number }; isPoint: boolean }>();
  for (const row of footprint.rows) {
    // Rows are found by their number, not by adding up their sizes: prices are exact decimals, numbers are not.
    const key = Math.floor(Math.round(row.price / size) / group);
    const into = rows.get(key) ?? { bid: 0, ask: 0, neutral: 0, strong: { buy: 0, sell: 0 }, isPoint: false };
    into.bid += row.bid;
    into.ask += row.ask;
    into.neutral += row.neutral;
    for (const side of row.imbalance) into.strong[side] += side === "buy" ? row.ask : row.bid;
    into.isPoint ||= row.price === footprint.point_of_control;
    rows.set(key, into);
  }
  let most = 0;
  for (const row of rows.values()) most = Math.max(most, row.bid + row.ask + row.neutral);
  const cells: Cell[] = [];
  for (const [key, row] of rows) {
    const [top, bottom] = [y((key + 1) * group * size), y(key * group * size)];
    if (!(bottom >= 0 && top <= height)) continue;
    cells.push({
      top, height: bottom - top, bid: row.bid, ask: row.ask, weight: most > 0 ? (row.bid + row.ask + row.neutral) / most : 0,
      imbalance: (["buy", "sell"] as const).filter((side) => row.strong[side] > 0 && row.strong[side] * 2 >= (side === "buy" ? row.ask : row.bid)), isPoint: row.isPoint,
    });
  }
  return cells;
}
