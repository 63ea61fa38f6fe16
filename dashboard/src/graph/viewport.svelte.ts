const [LEAST, MOST] = [0.05, 3];

/** Which part of a picture is seen; wheel, fingers, mouse and keys move it. */
export class Viewport {
  x = $state(0);
  y = $state(0);
  scale = $state(1);
  readonly #fingers = new Map<number, [number, number]>();
  #travelled = 0;
  #size: () => { width: number; height: number };

  constructor(size: () => { width: number; height: number }) {
    this.#size = size;
  }

  get transform(): string {
    return `translate(${this.x} ${this.y}) scale(${this.scale})`;
  }

  /** What moved less than a few pixels was a click. */
  get dragged(): boolean {
    return this.#travelled > 4;
  }

  /** Shows all of it; or, where `least` says so, as much as can be read at that scale, from the left edge on and around the height `focus`. */
  fit(width: number, height: number, least = LEAST, focus = height / 2): void {
    const room = this.#size();
    this.scale = Math.max(least, Math.min(1.1, room.width / Math.max(1, width), room.height / Math.max(1, height)));
    this.x = Math.max(0, (room.width - width * this.scale) / 2);
    const free = room.height - height * this.scale;
    this.y = free >= 0 ? free / 2 : Math.min(0, Math.max(free, room.height / 2 - focus * this.scale));
  }

  /** Brings a point into the middle, large enough to read. */
  centre(x: number, y: number): void {
    const room = this.#size();
    this.scale = Math.max(this.scale, 0.8);
    this.x = room.width / 2 - x * this.scale;
    this.y = room.height / 2 - y * this.scale;
  }

  /** Zooms so that the point (x, y) of the window stays where it is. */
  zoom(factor: number, x = this.#size().width / 2, y = this.#size().height / 2): void {
    const scale = Math.min(MOST, Math.max(LEAST, this.scale * factor));
    this.x = x - (x - this.x) * (scale / this.scale);
    this.y = y - (y - this.y) * (scale / this.scale);
    this.scale = scale;
  }

  wheel(event: WheelEvent): void {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1);
    const area = (event.currentTarget as Element).getBoundingClientRect();
    this.zoom(Math.exp(-Math.max(-240, Math.min(240, pixels)) * (event.ctrlKey ? 0.01 : 0.0022)), event.clientX - area.left, event.clientY - area.top);
  }

  down(event: PointerEvent): void {
    if (event.button !== 0) return;
    if (this.#fingers.size === 0) this.#travelled = 0;
    this.#fingers.set(event.pointerId, [event.clientX, event.clientY]);
  }

  move(event: PointerEvent): void {
    const last = this.#fingers.get(event.pointerId);
    if (!last) return;
    const [dx, dy] = [event.clientX - last[0], event.clientY - last[1]];
    this.#travelled += Math.abs(dx) + Math.abs(dy);
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
    this.#fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (other) {
      const area = (event.currentTarget as Element).getBoundingClientRect();
      const spread = (x: number, y: number) => Math.max(1, Math.hypot(x - other[0], y - other[1]));
      this.zoom(spread(event.clientX, event.clientY) / spread(last[0], last[1]), (last[0] + other[0]) / 2 - area.left, (last[1] + other[1]) / 2 - area.top);
    }
    const share = other ? 0.5 : 1;
    this.x += dx * share;
    this.y += dy * share;
  }

  up(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
  }
}
