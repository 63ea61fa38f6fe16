/** The newest values by key, in the order in which they last changed; the oldest go when there are too many. */
export class Latest<T> {
  readonly #bound: number;
  readonly #items = new Map<string, T>();

  constructor(bound: number) {
    this.#bound = bound;
  }

  get size(): number {
    return this.#items.size;
  }

  get(key: string): T | undefined {
    return this.#items.get(key);
  }

  put(key: string, value: T): void {
    this.#items.delete(key);
    this.#items.set(key, value);
    if (this.#items.size > this.#bound) this.#items.delete(this.#items.keys().next().value!);
  }

  /** Puts a value only where there is none: history that arrives after what is newer. */
  fill(key: string, value: T): void {
    if (!this.#items.has(key) && this.#items.size < this.#bound) this.#items.set(key, value);
  }

  delete(key: string): void {
    this.#items.delete(key);
  }

  clear(): void {
    this.#items.clear();
  }

  values(): T[] {
    return [...this.#items.values()];
  }

  entries(): [string, T][] {
    return [...this.#items];
  }
}
