import type { PrimitiveHoveredItem } from "lightweight-charts";
import type { Axis } from "./align.ts";
import { Layer, type Sheet } from "./layer.ts";
import { faint, type Palette } from "./palette.ts";
import type { Shape, StructureKind } from "./structure.ts";

/** A shape with the bars that it reaches from and to; they are looked up once a bar, not once a picture. */
interface Placed {
  shape: Shape;
  from: number;
  to: number;
  /** Whether its field is filled, or only its edges are drawn. */
  filled: boolean;
}

/** Where a shape was drawn. */
interface Area {
  shape: Shape;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Only its edges and its beginning count: who clicks into the wide field of a box means the chart. */
  hollow: boolean;
}

/** Open boxes of one kind that are filled, the newest: fields that lie on each other over half the chart would hide the candles. */
const FILLED = 3;
/** Over so many pixels the field of an open box fades away behind its beginning; from there on its edges say where it is. */
const FADE = 160;
const REACH = 5;
const BEGINNING = 48;

function fading(context: CanvasRenderingContext2D, left: number, colour: string): CanvasGradient {
  const gradient = context.createLinearGradient(left, 0, left + FADE, 0);
  gradient.addColorStop(0, faint(colour, 0.12));
  gradient.addColorStop(1, faint(colour, 0));
  return gradient;
}

/** Of each kind and direction the open shapes that began last. */
export function newestOpen(shapes: readonly Shape[]): Set<Shape> {
  const taken = new Map<string, number>();
  return new Set(shapes.filter(({ alive }) => alive).sort((a, b) => b.from - a.from).filter(({ kind, up }) => {
    const count = (taken.get(`${kind} ${up}`) ?? 0) + 1;
    taken.set(`${kind} ${up}`, count);
    return count <= FILLED;
  }));
}

/** Boxes, levels, breaks and swings; of each only what can be seen. */
export class StructureLayer extends Layer {
  #shapes: Shape[] = [];
  #placed: Placed[] = [];
  #placedFor = "";
  #areas: Area[] = [];
  kinds: ReadonlySet<StructureKind> = new Set();

  constructor() {
    super("bottom");
  }

  show(shapes: Shape[]): void {
    this.#shapes = shapes;
    this.#placedFor = "";
    this.redraw();
  }

  override set(axis: Axis, palette: Palette): void {
    this.#placedFor = "";
    super.set(axis, palette);
  }

  override hitTest(x: number, y: number): PrimitiveHoveredItem | null {
    const shape = this.at(x, y);
    return shape && { externalId: shape.id, zOrder: "bottom", cursorStyle: "pointer" };
  }

  /** What lies under a point; of several the smallest, which the others would hide. */
  at(x: number, y: number): Shape | null {
    const size = (area: Area) => (area.right - area.left + 2 * REACH) * (area.bottom - area.top + 2 * REACH);
    const hit = this.#areas.filter(({ left, right, top, bottom, hollow }) =>
      x >= left - REACH && x <= right + REACH && y >= top - REACH && y <= bottom + REACH
      && (!hollow || x <= left + BEGINNING || x >= right - REACH || y <= top + REACH || y >= bottom - REACH));
    return hit.sort((a, b) => size(a) - size(b))[0]?.shape ?? null;
  }

  protected override draw(sheet: Sheet, palette: Palette, axis: Axis): void {
    const { context } = sheet;
    context.font = `10px ${palette.font}`;
    context.textBaseline = "middle";
    this.#place(axis);
    this.#areas = [];
    for (const { shape, from, to, filled } of this.#placed) {
      if (!this.kinds.has(shape.kind)) continue;
      // What began before the bars that are here is drawn from the left edge, unless it also ended there.
      if (to < sheet.first || from > sheet.last || (from < 0 && to < 0)) continue;
      const left = from < 0 ? 0 : this.x(from);
      const right = to === Infinity ? sheet.width : Math.min(sheet.width, this.x(to));
      const [top, bottom] = [this.y(shape.high), this.y(shape.low)];
      if (!(bottom >= -20 && top <= sheet.height + 20)) continue;
      const colour = shape.up ? palette.up : palette.down;
      this.#areas.push({ shape, left, right, top, bottom, hollow: shape.kind === "fair_value_gap" || shape.kind === "order_block" });
      switch (shape.kind) {
        case "fair_value_gap": this.#box(context, left, right, top, bottom, colour, shape, filled, false); break;
        case "order_block": this.#box(context, left, right, top, bottom, colour, shape, filled, true); break;
        case "liquidity_level": this.#level(context, left, right, top, palette, shape); break;
        case "break_of_structure": this.#step(context, left, right, top, colour, shape); break;
        case "swing_point": this.#swing(context, left, top, palette, shape); break;
      }
    }
  }

  #place(axis: Axis): void {
    const first = axis.at(0)?.time;
    const key = `${first} ${axis.length}`;
    if (key === this.#placedFor) return;
    this.#placedFor = key;
    const filled = newestOpen(this.#shapes);
    this.#placed = this.#shapes.map((shape): Placed => {
      const from = axis.holding(shape.from);
      // Ends are ends of bars, and belong to them.
      return { shape, from, to: shape.to === null ? Infinity : shape.to === shape.from ? from : axis.knownIn(shape.to), filled: !shape.alive || filled.has(shape) };
    });
  }

  /** A gap is a plain field; a block has a strong edge where it began, so that they differ without their colour. */
  #box(context: CanvasRenderingContext2D, left: number, right: number, top: number, bottom: number, colour: string, shape: Shape, filled: boolean, edge: boolean): void {
    const [width, height] = [Math.max(2, right - left), Math.max(1, bottom - top)];
    if (filled) {
      context.fillStyle = shape.alive ? fading(context, left, colour) : faint(colour, 0.04);
      context.fillRect(left, top, shape.alive ? Math.min(width, FADE) : width, height);
    }
    context.fillStyle = faint(colour, shape.alive && filled ? 0.22 : 0.1);
    context.fillRect(left, top, width, 1);
    context.fillRect(left, top + height - 1, width, 1);
    if (edge) {
      context.fillStyle = faint(colour, shape.alive ? 0.9 : 0.4);
      context.fillRect(left, top, 2, height);
    }
    if (width > 60 && height > 10 && shape.alive && filled) this.#label(context, shape.label, left + 6, (top + bottom) / 2, faint(colour, 0.95));
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
