import type { Candle } from "@pawl/messages";
import { Series, type Entry } from "./series.ts";

export interface Bar {
  /** Start, in milliseconds; of bars that share a start the later ones a little more, so that each has its own. */
  time: number;
  candle: Candle;
  id: string;
}

/** A candle as it comes: its start in milliseconds, and the id of the message. */
export interface Arrival {
  start: number;
  candle: Candle;
  id: string;
}

/** Candles of one symbol and frame: the complete ones, and the one that forms. */
export class Bars {
  readonly closed: Series<Bar>;
  readonly #ofTime: boolean;
  forming: Bar | null = null;

  /** Grows with every change, so that who shows them knows whether there is anything to do. */
  version = 0;

  constructor(frame: string, bound: number) {
    this.closed = new Series(bound);
    this.#ofTime = /^\d+[smhdw]$/.test(frame);
  }

  get last(): Bar | undefined {
    return this.forming ?? this.closed.last?.value;
  }

  close({ start, candle, id }: Arrival): void {
    const time = this.#ofTime ? start : this.#placeOf(start, id);
    this.closed.put(time, { time, candle, id });
    this.version++;
    if (this.forming && this.forming.time <= time) this.forming = null;
  }

  form({ start, candle, id }: Arrival): void {
    const last = this.closed.last?.key ?? -Infinity;
    // A preview that its bar has overtaken says nothing new.
    if (start < last || (start === last && this.#ofTime)) return;
    this.forming = { time: start === last ? last + 1 : start, candle, id };
    this.version++;
  }

  fill(arrivals: readonly Arrival[]): void {
    const entries: Entry<Bar>[] = [];
    for (const { start, candle, id } of arrivals) {
      const before = entries.at(-1)?.key ?? -Infinity;
      const time = start > before ? start : this.#ofTime ? start : before + 1;
      entries.push({ key: time, value: { time, candle, id } });
    }
    this.closed.fill(entries);
    this.version++;
    if (this.forming && this.forming.time <= (this.closed.last?.key ?? -Infinity)) this.forming = null;
  }

  clear(): void {
    this.closed.clear();
    this.forming = null;
    this.version++;
  }

  /** Bars of trades or volume may begin at the same instant; the same bar may come twice. */
  #placeOf(start: number, id: string): number {
    for (let time = start; ; time++) {
      const taken = this.closed.at(time);
      if (taken?.key !== time || taken.value.id === id) return time;
    }
  }
}
