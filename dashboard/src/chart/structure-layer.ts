import type { Axis } from "./align.ts";
import { Layer, type Sheet } from "./layer.ts";
import { faint, type Palette } from "./palette.ts";
import type { Shape, StructureKind } from "./structure.ts";

/** Boxes, levels, breaks and swings; of each only what can be seen. */
export class StructureLayer extends Layer {
  #shapes: Shape[] = [];
  kinds: ReadonlySet<StructureKind> = new Set();

  constructor() {
    super("bottom");
  }

  show(shapes: Shape[]): void {
    this.#shapes = shapes;
    this.redraw();
  }

  protected override draw(sheet: Sheet, palette: Palette, axis: Axis): void {
    const { context } = sheet;
    context.font = `10px ${palette.font}`;
    context.textBaseline = "middle";
    for (const shape of this.#shapes) {
      if (!this.kinds.has(shape.kind)) continue;
      const from = axis.holding(shape.from);
      // Ends are ends of bars, and belong to them.
      const to = shape.to === null ? Infinity : shape.to === shape.from ? from : axis.knownIn(shape.to);
      // What began before the bars that are here is drawn from the left edge, unless it also ended there.
      if (to < sheet.first || from > sheet.last || (from < 0 && to < 0)) continue;
      const left = from < 0 ? 0 : this.x(from);
      const right = to === Infinity ? sheet.width : Math.min(sheet.width, this.x(to));
      const [top, bottom] = [this.y(shape.high), this.y(shape.low)];
      if (!(bottom >= -20 && top <= sheet.height + 20)) continue;
      const colour = shape.up ? palette.up : palette.down;
      switch (shape.kind) {
        case "fair_value_gap": this.#box(context, left, right, top, bottom, colour, shape, false); break;
        case "order_block": this.#box(context, left, right, top, bottom, colour, shape, true); break;
        case "liquidity_level": this.#level(context, left, right, top, palette, shape); break;
        case "break_of_structure": this.#step(context, left, right, top, colour, shape); break;
        case "swing_point": this.#swing(context, left, top, palette, shape); break;
      }
    }
  }

  /** A gap is a plain field; a block has a strong edge where it began, so that they differ without their colour. */
  #box(context: CanvasRenderingContext2D, left: number, right: number, top: number, bottom: number, colour: string, shape: Shape, edge: boolean): void {
    const [width, height] = [Math.max(2, right - left), Math.max(1, bottom - top)];
    context.fillStyle = faint(colour, shape.alive ? 0.08 : 0.04);
    context.fillRect(left, top, width, height);
    context.fillStyle = faint(colour, shape.alive ? 0.22 : 0.1);
    context.fillRect(left, top, width, 1);
    context.fillRect(left, top + height - 1, width, 1);
    if (edge) {
      context.fillStyle = faint(colour, shape.alive ? 0.9 : 0.4);
      context.fillRect(left, top, 2, height);
    }
    if (width > 60 && height > 10 && shape.alive) this.#label(context, shape.label, left + 6, (top + bottom) / 2, faint(colour, 0.95));
  }

  #level(context: CanvasRenderingContext2D, left: number, right: number, y: number, palette: Palette, shape: Shape): void {
    const colour = faint(palette.soft, shape.alive ? 0.9 : 0.45);
    this.#line(context, left, right, y, colour, [2, 3]);
    if (!shape.alive) this.#cross(context, right, y, colour);
    if (right - left > 48) this.#label(context, shape.label, left + 4, y - 7, faint(palette.soft, shape.alive ? 1 : 0.6));
  }

  #step(context: CanvasRenderingContext2D, left: number, right: number, y: number, colour: string, shape: Shape): void {
    this.#line(context, left, right, y, faint(colour, 0.8), []);
    const width = context.measureText(shape.label).width;
    if (right - left > width + 8) this.#label(context, shape.label, (left + right - width) / 2, y + (shape.up ? -7 : 7), colour);
  }

  #swing(context: CanvasRenderingContext2D, x: number, y: number, palette: Palette, shape: Shape): void {
    const side = shape.up ? -1 : 1;
    const tip = y + side * 4;
    context.fillStyle = faint(palette.soft, 0.8);
    context.beginPath();
    context.moveTo(x, tip);
    context.lineTo(x - 3, tip + side * 4);
    context.lineTo(x + 3, tip + side * 4);
    context.fill();
    if ((this.chart?.timeScale().options().barSpacing ?? 0) < 7) return;
    const width = context.measureText(shape.label).width;
    this.#label(context, shape.label, x - width / 2, tip + side * 11, faint(palette.soft, 1));
  }

  #line(context: CanvasRenderingContext2D, left: number, right: number, y: number, colour: string, dash: number[]): void {
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(left, Math.round(y) + 0.5);
    context.lineTo(right, Math.round(y) + 0.5);
    context.stroke();
    context.setLineDash([]);
  }

  #cross(context: CanvasRenderingContext2D, x: number, y: number, colour: string): void {
    context.strokeStyle = colour;
    context.beginPath();
    context.moveTo(x - 3, y - 3);
    context.lineTo(x + 3, y + 3);
    context.moveTo(x - 3, y + 3);
    context.lineTo(x + 3, y - 3);
    context.stroke();
  }

  #label(context: CanvasRenderingContext2D, text: string, x: number, y: number, colour: string): void {
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }
}
