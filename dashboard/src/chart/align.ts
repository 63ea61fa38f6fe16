import type { Bar, Bars } from "../store/bars.ts";

/** The bars of a chart by their place on its axis: the complete ones, then the one that forms. */
export class Axis {
  readonly #bars: Bars;

  constructor(bars: Bars) {
    this.#bars = bars;
  }

  get length(): number {
    return this.#bars.closed.length + (this.#bars.forming ? 1 : 0);
  }

  at(index: number): Bar | undefined {
    return index < this.#bars.closed.length ? this.#bars.closed.items[index]?.value : index === this.#bars.closed.length ? (this.#bars.forming ?? undefined) : undefined;
  }

  /**
   * The place of the bar in which something became known at a time: the last that began before it, so that what the end of a bar brought
   * belongs to that bar and nothing is drawn earlier than it was known. -1 where it is older than all.
   */
  knownIn(time: number): number {
    return this.#below(time) - 1;
  }

  /** The place of the bar that holds a time, counted from its start: for the start of a bar this is the bar itself. */
  holding(time: number): number {
    return this.#below(time + 1) - 1;
  }

  /** How many bars began before a time. */
  #below(time: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at(middle)!.time < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
