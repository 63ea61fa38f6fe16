import type { Message } from "@pawl/messages";
import { backoff } from "./backoff.ts";
import { readFrame, type ClientFrame, type ServerFrame } from "./frames.ts";
import { Resume } from "./resume.ts";

export type Link = { state: "connecting" } | { state: "open" } | { state: "silent"; since: number } | { state: "waiting"; until: number; reason: string };

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
  every?: (ms: number, call: () => void) => () => void;
}

const OPEN = 1;
/** The server says something every two seconds. After so long without a word what is shown may be old… */
const SILENT = 7000;
/** …and after so long the connection is made anew: a server that stands still, or a network that went away, closes nothing. */
const DEAD = 25_000;
const LOOKS = 1000;

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
  #heard = 0;
  #silent = false;
  #cancel: (() => void) | null = null;
  #stopLooking = () => {};

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
    wire.onopen = () => {
      this.#hear();
      this.#options.onLink({ state: "open" });
      this.#stopLooking();
      this.#stopLooking = this.#every(LOOKS, () => this.#look());
    };
    wire.onmessage = (event) => typeof event.data === "string" && this.#take(event.data);
    wire.onclose = (event) => wire === this.#wire && this.#lost(event.reason || `connection closed (${event.code})`);
  }

  stop(): void {
    this.#cancel?.();
    this.#started++;
    this.#drop();
  }

  #drop(): void {
    this.#stopLooking();
    const wire = this.#wire;
    this.#wire = null;
    wire?.close();
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }

  #every(ms: number, call: () => void): () => void {
    if (this.#options.every) return this.#options.every(ms, call);
    const timer = setInterval(call, ms);
    return () => clearInterval(timer);
  }

  #hear(): void {
    this.#heard = this.#now();
    if (!this.#silent) return;
    this.#silent = false;
    this.#options.onLink({ state: "open" });
  }

  #look(): void {
    const silence = this.#now() - this.#heard;
    if (silence >= DEAD) {
      this.#drop();
      this.#lost(`nothing was heard for ${Math.round(silence / 1000)} s`);
    } else if (silence >= SILENT && !this.#silent) {
      this.#silent = true;
      this.#options.onLink({ state: "silent", since: this.#heard });
    }
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
    this.#hear();
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
    this.#silent = false;
    this.#stopLooking();
    const wait = backoff(this.#attempt++);
    const later = this.#options.later ?? ((ms, call) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    });
    this.#cancel = later(wait, () => this.start());
    this.#options.onLink({ state: "waiting", until: this.#now() + wait, reason });
  }
}

function isConfirmed(message: Message): boolean {
  return message.metadata.confirmed !== false && typeof message.metadata.id === "string";
}
