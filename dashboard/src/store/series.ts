/** What is known of one moment, with the number by which it is found. */
export interface Entry<T> {
  key: number;
  value: T;
}

/** What is kept beyond the bound until it is cut. */
const PORTION = 1 / 16;

/** Values in ascending order of their keys, the newest of them only: a bound is a bound however long the page stays open. */
export class Series<T> {
  #bound: number;
  #items: Entry<T>[] = [];

  /** Grows when anything but the end changed, so that who follows the end knows when to begin anew. */
  epoch = 0;

  constructor(bound: number) {
    this.#bound = bound;
  }

  get items(): readonly Entry<T>[] {
    return this.#items;
  }

  get length(): number {
    return this.#items.length;
  }

  get last(): Entry<T> | undefined {
    return this.#items.at(-1);
  }

  /** Puts a value in its place; an equal key is replaced. */
  put(key: number, value: T): void {
    const last = this.#items.at(-1);
    if (!last || key > last.key) {
      this.#items.push({ key, value });
      // Cutting in portions: moving all values, and drawing all anew, for each new one would cost what the bound is.
      if (this.#items.length > this.#bound * (1 + PORTION)) {
        this.#items = this.#items.slice(-this.#bound);
        this.epoch++;
      }
      return;
    }
    const at = this.#from(key);
    const found = this.#items[at];
    if (found?.key === key) found.value = value;
    else this.#items.splice(at, 0, { key, value });
    if (at < this.#items.length - 1) this.epoch++;
  }

  /** Puts history before what came meanwhile: what is there already is newer and stays. */
  fill(entries: readonly Entry<T>[]): void {
    const known = new Set(this.#items.map((item) => item.key));
    const fresh = entries.filter((entry) => !known.has(entry.key));
    if (fresh.length === 0) return;
    const merged = [...new Map([...fresh, ...this.#items].map((entry) => [entry.key, entry])).values()];
    this.#items = merged.sort((a, b) => a.key - b.key).slice(-this.#bound);
    this.epoch++;
  }

  /** Keeps more than before. */
  grow(bound: number): void {
    this.#bound = Math.max(this.#bound, bound);
  }

  clear(): void {
    this.#items = [];
    this.epoch++;
  }

  /** The entries whose keys are at least `key`. */
  since(key: number): Entry<T>[] {
    return this.#items.slice(this.#from(key));
  }

  /** The last entry whose key is at most `key`. */
  at(key: number): Entry<T> | undefined {
    const at = this.#from(key);
    return this.#items[at]?.key === key ? this.#items[at] : this.#items[at - 1];
  }

  #from(key: number): number {
    let [low, high] = [0, this.#items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#items[middle]!.key < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
