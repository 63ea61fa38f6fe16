import type { VolumeProfile } from "@pawl/messages";
import { Layer, type Sheet } from "./layer.ts";
import { faint, type Palette } from "./palette.ts";
import { profileBars } from "./profile.ts";

/** Where volume has traded, on the right edge of the chart. */
export class ProfileLayer extends Layer {
  #profile: VolumeProfile | null = null;
  readonly #share: number;

  /** @param share how much of the chart's width the longest row takes */
  constructor(share = 0.16) {
    super("bottom");
    this.#share = share;
  }

  show(profile: VolumeProfile | null): void {
    if (profile === this.#profile) return;
    this.#profile = profile;
    this.redraw();
  }

  protected override draw({ context, width, height }: Sheet, palette: Palette): void {
    if (!this.#profile) return;
    const room = Math.min(260, width * this.#share);
    for (const bar of profileBars(this.#profile, (price) => this.y(price), height)) {
      const strength = bar.inValueArea ? 0.34 : 0.16;
      const [buy, rest] = [bar.buy * room, bar.rest * room];
      context.fillStyle = faint(palette.up, strength);
      context.fillRect(width - buy, bar.top, buy, bar.height);
      context.fillStyle = faint(palette.down, strength);
      context.fillRect(width - buy - rest, bar.top, rest, bar.height);
    }
    this.#mark(context, width, room, this.#profile.point_of_control + this.#profile.row_size / 2, "POC", palette.ink, []);
    this.#mark(context, width, room, this.#profile.value_area_high + this.#profile.row_size, "VAH", palette.soft, [3, 3]);
    this.#mark(context, width, room, this.#profile.value_area_low, "VAL", palette.soft, [3, 3]);
  }

  #mark(context: CanvasRenderingContext2D, width: number, room: number, price: number, name: string, colour: string, dash: number[]): void {
    const y = Math.round(this.y(price)) + 0.5;
    if (!Number.isFinite(y)) return;
    context.strokeStyle = faint(colour, 0.7);
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(width - room - 24, y);
    context.lineTo(width, y);
    context.stroke();
    context.setLineDash([]);
    context.font = `10px ${this.palette?.font ?? "sans-serif"}`;
    context.textBaseline = "bottom";
    context.fillStyle = faint(colour, 0.95);
    context.fillText(name, width - room - 24, y - 1);
  }
}
