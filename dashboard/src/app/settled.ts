/** Does once what many ask for at about the same time, a while after the first of them. */
export class Settled {
  readonly #call: () => void;
  readonly #wait: number;
  #planned = false;

  constructor(call: () => void, wait: number) {
    [this.#call, this.#wait] = [call, wait];
  }

  ask(): void {
    if (this.#planned) return;
    this.#planned = true;
    setTimeout(() => {
      this.#planned = false;
      this.#call();
    }, this.#wait);
  }
}
