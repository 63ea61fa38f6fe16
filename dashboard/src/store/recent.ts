import type { Message } from "@pawl/messages";

/** The newest messages, each once, newest first. */
export class Recent<T extends Message> {
  readonly #bound: number;
  #items: T[] = [];
  #ids = new Set<string>();

  constructor(bound: number) {
    this.#bound = bound;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  /** Returns false where it is there already or older than all that there is room for. */
  add(message: T): boolean {
    const id = message.metadata.id;
    if (this.#ids.has(id)) return false;
    let at = 0;
    while (at < this.#items.length && this.#items[at]!.timestamp > message.timestamp) at++;
    if (at >= this.#bound) return false;
    this.#items.splice(at, 0, message);
    this.#ids.add(id);
    if (this.#items.length > this.#bound) this.#ids.delete(this.#items.pop()!.metadata.id);
    return true;
  }

  clear(): void {
    this.#items = [];
    this.#ids.clear();
  }
}
