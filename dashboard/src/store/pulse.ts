import { createSubscriber } from "svelte/reactivity";
import { beforeNextFrame } from "./frame.ts";

/** Tells whoever listens that something changed, at most once a picture however many messages came. */
export class Pulse {
  readonly #listeners = new Set<() => void>();
  readonly #tell = () => {
    for (const listener of [...this.#listeners]) listener();
  };

  /** Called while a component computes something: it computes it again after a beat. */
  readonly track: () => void = createSubscriber((update) => this.listen(update));

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  beat(): void {
    if (this.#listeners.size > 0) beforeNextFrame(this.#tell);
  }
}
