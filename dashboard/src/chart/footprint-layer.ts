import type { Footprint } from "@pawl/messages";
import { brief, signed } from "../format/number.ts";
import type { Axis } from "./align.ts";
import { footprintCells, type Cell } from "./footprint.ts";
import { Layer, type Sheet } from "./layer.ts";
import { faint, type Palette } from "./palette.ts";

/** What was sold (left) and bought (right) at each price of each bar. */
export class FootprintLayer extends Layer {
  #footprints = new Map<number, Footprint>();

  constructor() {
    super("top");
  }

  /** @param footprints by the start of their bars in milliseconds */
  show(footprints: Map<number, Footprint>): void {
    this.#footprints = footprints;
    this.redraw();
  }

  protected override draw({ context, height, first, last }: Sheet, palette: Palette, axis: Axis): void {
    const width = Math.max(2, (this.chart?.timeScale().options().barSpacing ?? 6) - 6);
    for (let index = Math.max(0, first); index <= last; index++) {
      const bar = axis.at(index);
      const footprint = bar && this.#footprints.get(bar.time);
      if (!footprint) continue;
      const left = this.x(index) - width / 2;
      // Where a bar is wide enough for numbers, rows are put together until they can be read.
      const texts = width >= 64;
      const cells = footprintCells(footprint, (price) => this.y(price), height, texts ? 12 : 3);
      context.font = `10px ${palette.font}`;
      context.textBaseline = "middle";
      for (const cell of cells) this.#cell(context, cell, left, width, texts, palette);
      this.#foot(context, footprint, left, width, height, palette);
    }
  }

  #cell(context: CanvasRenderingContext2D, cell: Cell, left: number, width: number, texts: boolean, palette: Palette): void {
    const middle = left + width / 2;
    const [bought, sold] = [cell.imbalance.includes("buy"), cell.imbalance.includes("sell")];
    const height = Math.max(1, cell.height - 1);
    const total = cell.bid + cell.ask || 1;
    context.fillStyle = faint(palette.down, sold ? 0.55 : 0.08 + 0.3 * cell.weight * (cell.bid / total));
    context.fillRect(left, cell.top, width / 2 - 0.5, height);
    context.fillStyle = faint(palette.up, bought ? 0.55 : 0.08 + 0.3 * cell.weight * (cell.ask / total));
    context.fillRect(middle + 0.5, cell.top, width / 2 - 0.5, height);
    if (cell.isPoint) {
      context.strokeStyle = palette.ink;
      context.lineWidth = 1;
      context.strokeRect(left + 0.5, cell.top + 0.5, width - 1, Math.max(1, height - 1));
    }
    if (!texts) return;
    const y = cell.top + cell.height / 2;
    context.textAlign = "right";
    context.fillStyle = palette.ink;
    context.font = `${sold ? "700 " : ""}10px ${palette.font}`;
    context.fillText(brief(cell.bid), middle - 4, y);
    context.textAlign = "left";
    context.font = `${bought ? "700 " : ""}10px ${palette.font}`;
    context.fillText(brief(cell.ask), middle + 4, y);
  }

  /** Delta and volume of the bar, in one line at the bottom. */
  #foot(context: CanvasRenderingContext2D, footprint: Footprint, left: number, width: number, height: number, palette: Palette): void {
    if (width < 44) return;
    const volume = footprint.bid + footprint.ask + footprint.neutral;
    const share = volume > 0 ? Math.min(1, Math.abs(footprint.delta) / volume) : 0;
    const colour = footprint.delta >= 0 ? palette.up : palette.down;
    context.fillStyle = palette.page;
    context.fillRect(left, height - 32, width, 30);
    context.fillStyle = faint(colour, 0.12 + 0.5 * share);
    context.fillRect(left, height - 32, width, 15);
    context.font = `10px ${palette.font}`;
    context.textAlign = "center";
    context.fillStyle = palette.ink;
    context.fillText(`Δ ${signed(footprint.delta, Number.isInteger(footprint.delta) ? 0 : 2)}`, left + width / 2, height - 24);
    context.fillStyle = palette.soft;
    context.fillText(brief(volume), left + width / 2, height - 9);
    context.textAlign = "left";
  }
}
