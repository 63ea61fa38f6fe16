import type { Message } from "@pawl/messages";
import { backoff } from "./backoff.ts";
import { readFrame, type ClientFrame, type ServerFrame } from "./frames.ts";
import { Resume } from "./resume.ts";

export type Link = { state: "connecting" } | { state: "open" } | { state: "waiting"; until: number; reason: string };

/** What a socket needs from the browser; tests bring their own. */
export interface Wire {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  readonly readyState: number;
  send(text: string): void;
  close(): void;
}

export interface SocketOptions {
  /** Opens a connection; before it may have to ask for the right to do so. */
  connect: () => Promise<Wire>;
  onFrame: (frame: ServerFrame) => void;
  onLink: (link: Link) => void;
  now?: () => number;
  later?: (ms: number, call: () => void) => () => void;
}

const OPEN = 1;

/** A connection that comes back by itself, subscribes again to what is wanted, and asks for what it missed. */
export class Socket {
  readonly #options: SocketOptions;
  readonly #wanted = new Map<string, number>();
  readonly #resume = new Resume();
  #wire: Wire | null = null;
  #attempt = 0;
  #started = 0;
  /** Whether the server has said who we are to it; before, nobody knows what may be subscribed to. */
  #greeted = false;
  #cancel: (() => void) | null = null;

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  start(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#options.onLink({ state: "connecting" });
    const attempt = ++this.#started;
    this.#options.connect().then(
      (wire) => (attempt === this.#started ? this.#attach(wire) : wire.close()),
      (error: unknown) => attempt === this.#started && this.#lost(error instanceof Error ? error.message : String(error)),
    );
  }

  #attach(wire: Wire): void {
    this.#wire = wire;
    this.#greeted = false;
    wire.onopen = () => this.#options.onLink({ state: "open" });
    wire.onmessage = (event) => typeof event.data === "string" && this.#take(event.data);
    wire.onclose = (event) => wire === this.#wire && this.#lost(event.reason || `connection closed (${event.code})`);
  }

  stop(): void {
    this.#cancel?.();
    this.#started++;
    const wire = this.#wire;
    this.#wire = null;
    wire?.close();
  }

  /** Tries at once instead of waiting on. */
  retry(): void {
    if (this.#cancel) this.start();
  }

  /** Wants channels until the function that it returns is called. Several may want the same. */
  want(channels: string[]): () => void {
    const fresh = channels.filter((channel) => !this.#wanted.has(channel));
    for (const channel of channels) this.#wanted.set(channel, (this.#wanted.get(channel) ?? 0) + 1);
    if (fresh.length > 0 && this.#greeted) this.send({ op: "subscribe", channels: fresh });
    let done = false;
    return () => {
      if (done) return;
      done = true;
      const gone = channels.filter((channel) => this.#release(channel));
      if (gone.length > 0 && this.#greeted) this.send({ op: "unsubscribe", channels: gone });
    };
  }

  /** Sends, if there is a connection; subscriptions are sent again by themselves when there is. */
  send(frame: ClientFrame): boolean {
    if (this.#wire?.readyState !== OPEN) return false;
    this.#wire.send(JSON.stringify(frame));
    return true;
  }

  #release(channel: string): boolean {
    const left = (this.#wanted.get(channel) ?? 1) - 1;
    if (left > 0) this.#wanted.set(channel, left);
    else this.#wanted.delete(channel);
    return left <= 0;
  }

  #subscribe(): void {
    this.#greeted = true;
    const [channels, since] = [[...this.#wanted.keys()], this.#resume.since];
    if (channels.length > 0) this.send({ op: "subscribe", channels, ...(since.length > 0 ? { since } : {}) });
  }

  #take(text: string): void {
    const frame = readFrame(text);
    if (!frame) return;
    this.#attempt = 0;
    if (frame.type === "gap") this.#resume.forget();
    else if (frame.type === undefined && !frame.replay && isConfirmed(frame.data)) this.#resume.note(frame.data.metadata.id);
    else if (frame.type === "state" && !frame.replay) for (const item of frame.items) if (isConfirmed(item)) this.#resume.note(item.metadata.id);
    this.#options.onFrame(frame);
    if (frame.type === "hello") this.#subscribe();
  }

  #lost(reason: string): void {
    this.#wire = null;
    const wait = backoff(this.#attempt++);
    const now = this.#options.now ?? Date.now;
    const later = this.#options.later ?? ((ms, call) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    });
    this.#cancel = later(wait, () => this.start());
    this.#options.onLink({ state: "waiting", until: now() + wait, reason });
  }
}

function isConfirmed(message: Message): boolean {
  return message.metadata.confirmed !== false && typeof message.metadata.id === "string";
}
