import type { PrimitiveHoveredItem } from "lightweight-charts";
import type { Of } from "../transport/api.ts";
import { signalName } from "../format/words.ts";
import type { Axis } from "./align.ts";
import { Layer, type Sheet } from "./layer.ts";
import { faint, type Palette } from "./palette.ts";

type Mark = Of<"trade_signal"> | Of<"fill">;

const REACH = 12;

/** Signals and fills; only those in view are drawn, however many there are. */
export class SignalLayer extends Layer {
  #marks: { mark: Mark; time: number }[] = [];
  #places: { x: number; y: number; mark: Mark }[] = [];

  constructor() {
    super("top");
  }

  /** @param marks in any order */
  show(marks: readonly Mark[]): void {
    this.#marks = marks.map((mark) => ({ mark, time: Date.parse(mark.timestamp) }));
    this.redraw();
  }

  override hitTest(x: number, y: number): PrimitiveHoveredItem | null {
    const mark = this.at(x, y);
    return mark && { externalId: mark.metadata.id, zOrder: "top", cursorStyle: "pointer" };
  }

  /** What lies under a point. */
  at(x: number, y: number): Mark | null {
    let [best, distance]: [Mark | null, number] = [null, REACH];
    for (const place of this.#places) {
      const away = Math.hypot(place.x - x, place.y - y);
      if (away < distance) [best, distance] = [place.mark, away];
    }
    return best;
  }

  protected override draw({ context, first, last, width }: Sheet, palette: Palette, axis: Axis): void {
    this.#places = [];
    context.font = `11px ${palette.font}`;
    context.textBaseline = "middle";
    const [from, to] = [axis.at(Math.max(0, first))?.time ?? Infinity, axis.at(last + 1)?.time ?? Infinity];
    for (const { mark, time } of this.#marks) {
      if (time < from || time > to) continue;
      const index = axis.knownIn(time);
      if (index < Math.max(0, first) || index > last) continue;
      const bar = axis.at(index)!;
      const buy = mark.data.side === "buy";
      const x = this.x(index);
      if (mark.type === "fill") {
        this.#fill(context, x, this.y(mark.data.price), buy, palette);
        continue;
      }
      const y = buy ? this.y(bar.candle.low) + 14 : this.y(bar.candle.high) - 14;
      this.#signal(context, x, y, mark, buy, palette, width);
      this.#places.push({ x, y, mark });
    }
  }

  /** Entries are full triangles that point the way; exits are open ones; stops a cross, targets a ring. */
  #signal(context: CanvasRenderingContext2D, x: number, y: number, mark: Of<"trade_signal">, buy: boolean, palette: Palette, width: number): void {
    const side = buy ? 1 : -1;
    const colour = buy ? palette.up : palette.down;
    context.strokeStyle = context.fillStyle = colour;
    context.lineWidth = 1.5;
    context.beginPath();
    switch (mark.data.kind) {
      case "entry":
      case "exit":
        context.moveTo(x, y - side * 6);
        context.lineTo(x - 6, y + side * 5);
        context.lineTo(x + 6, y + side * 5);
        context.closePath();
        if (mark.data.kind === "entry") context.fill();
        else {
          context.save();
          context.fillStyle = palette.page;
          context.fill();
          context.restore();
          context.stroke();
        }
        break;
      case "stop":
        context.moveTo(x - 4, y - 4);
        context.lineTo(x + 4, y + 4);
        context.moveTo(x - 4, y + 4);
        context.lineTo(x + 4, y - 4);
        context.stroke();
        break;
      case "target":
        context.arc(x, y, 4.5, 0, 2 * Math.PI);
        context.stroke();
        break;
    }
    if ((this.chart?.timeScale().options().barSpacing ?? 0) < 10) return;
    const text = signalName(mark.data.kind, mark.data.side);
    const size = context.measureText(text).width;
    const left = Math.max(2, Math.min(width - size - 2, x - size / 2));
    context.fillStyle = faint(palette.page, 0.75);
    context.fillRect(left - 2, y + side * 14 - 7, size + 4, 14);
    context.fillStyle = colour;
    context.fillText(text, left, y + side * 14);
  }

  #fill(context: CanvasRenderingContext2D, x: number, y: number, buy: boolean, palette: Palette): void {
    context.fillStyle = buy ? palette.up : palette.down;
    context.strokeStyle = palette.page;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, y - 4);
    context.lineTo(x + 4, y);
    context.lineTo(x, y + 4);
    context.lineTo(x - 4, y);
    context.closePath();
    context.fill();
    context.stroke();
  }
}
