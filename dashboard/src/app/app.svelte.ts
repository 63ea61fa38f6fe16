import type { Message } from "@pawl/messages";
import { Clock, zoneOf } from "../format/time.ts";
import { SymbolStore } from "../store/symbol.ts";
import { World } from "../store/world.ts";
import { api, type Graph, type KillSwitch, type StrategyState, type SymbolInfo } from "../transport/api.ts";
import type { Metrics, Parameters, ReplayStatus, Right, ServerFrame, SourceHealth, WhatIf } from "../transport/frames.ts";
import { key, newest, Problem } from "../transport/rest.ts";
import { Socket, type Link, type Wire } from "../transport/socket.ts";
import { readRoute, writeRoute, type View } from "./route.ts";
import { goOn } from "./replay.ts";
import { Settled } from "./settled.ts";
import { settings } from "./settings.svelte.ts";

export interface Chosen {
  symbol: string;
  frame: string;
}

export interface OpenReplay {
  session: string;
  status: ReplayStatus;
}

/** What is asked why: an output, or an order, which leads to the signal that caused it. */
export type Explained = { title: string } & ({ id: string; order?: undefined } | { order: string; id?: undefined });

/** How long everything else waits for the first chart. */
const PATIENCE = 3000;
/** How long after it could not be loaded the page is asked for again. */
const AGAIN = 5000;
/** How long after what was missed history is asked for again. */
const SETTLES = 500;
const NOTHING: SymbolInfo = { symbol: "", price_decimals: 2, tick_size: null, currency: null, time_zone: null, timeframes: [], pipeline: null, last: null };

/** What the whole page shares: the connection, what it brought, and what is chosen. */
class App {
  readonly live = new World();
  readonly replayed = new World(false);
  /** What another version of the pipeline says about the session that is replayed. */
  readonly alternative = new World(false, this.replayed);

  symbols = $state.raw<SymbolInfo[]>([]);
  strategies = $state.raw<StrategyState[]>([]);
  sources = $state.raw<SourceHealth[]>([]);
  metrics = $state.raw<Metrics | null>(null);
  /** What the server lets us do; null before it has said so. */
  rights = $state.raw<readonly Right[] | null>(null);
  killSwitch = $state.raw<KillSwitch | null>(null);
  link = $state.raw<Link>({ state: "connecting" });
  /** What the server said that the person should read; null where there is nothing. */
  problem = $state<string | null>(null);
  /** Why the list of symbols, with which everything begins, could not be had. */
  failed = $state.raw<{ title: string; detail: string } | null>(null);
  /** Whether the server has said which symbols there are. */
  asked = $state(false);
  /** Whether the server has said what is held. */
  heldKnown = $state(false);
  view = $state<View>("market");
  charts = $state<Chosen[]>([]);
  focus = $state(0);
  replay = $state.raw<OpenReplay | null>(null);
  explained = $state.raw<Explained | null>(null);
  /** Grows when what was missed could not be sent again, so that history is asked for anew. */
  history = $state(0);
  /** The moment that charts are asked to show. */
  moment = $state.raw<{ time: number; symbol: string } | null>(null);
  /** The clock of the page, once a second. */
  now = $state(Date.now());
  /** A replay that is opened again with another version, and where it was: the page stays on it meanwhile. */
  #reopening: { session: string; moment: string | null; closed: boolean } | null = null;
  #leaveOrders: (() => void) | null = null;
  /** What people look at first has the server and the page to itself. */
  #drawFirst = () => {};
  /** The first chart is there, or will not come soon. */
  readonly calm = new Promise<void>((drawn) => {
    this.#drawFirst = drawn;
    setTimeout(drawn, PATIENCE);
  });
  #graphs = new Map<string, Promise<Graph>>();
  /** Each channel says for itself that it could not go on where it was, and a page has hundreds. */
  readonly #missed = new Settled(() => this.history++, SETTLES);

  readonly socket = new Socket({
    connect: openSocket,
    onFrame: (frame) => this.#frame(frame),
    onLink: (link) => this.#linked(link),
  });

  get world(): World {
    return this.replay ? this.replayed : this.live;
  }

  get chosen(): Chosen {
    return this.charts[this.focus] ?? this.charts[0] ?? { symbol: "", frame: "" };
  }

  /** The first chart has its candles, or will have none. */
  chartDrawn(): void {
    requestAnimationFrame(() => this.#drawFirst());
  }

  /** Orders have a right of their own. */
  get seesOrders(): boolean {
    return this.rights?.includes("orders") ?? true;
  }

  info(symbol: string): SymbolInfo {
    return this.symbols.find((one) => one.symbol === symbol) ?? { ...NOTHING, symbol };
  }

  store(symbol: string): SymbolStore {
    return this.world.symbol(symbol);
  }

  clock(symbol: string = this.chosen.symbol): Clock {
    return Clock.of(zoneOf(settings.zone, this.info(symbol).time_zone));
  }

  /** The graph of a symbol's pipeline, asked for once. */
  graph(pipeline: string): Promise<Graph> {
    let graph = this.#graphs.get(pipeline);
    if (!graph) {
      graph = api.graph(pipeline);
      this.#graphs.set(pipeline, graph);
      graph.catch(() => this.#graphs.delete(pipeline));
    }
    return graph;
  }

  start(): void {
    this.socket.start();
    this.socket.want(["strategies.>", "ops.>"]);
    setInterval(() => (this.now = Date.now()), 1000);
    void this.load();
  }

  /** Everything that the frame of the page shows. */
  async load(): Promise<void> {
    try {
      this.symbols = await api.symbols();
      this.failed = null;
      this.asked = true;
    } catch (error) {
      const refused = error instanceof Problem && (error.status === 401 || error.status === 403);
      const title = refused ? "The server asks for a key" : error instanceof Problem ? "The server cannot say which symbols there are" : "The server cannot be reached";
      this.failed = { title, detail: `${sentence(error).replace(/\.?$/, ".")} ${refused ? "Enter one under Settings." : "It is asked again in a few seconds."}` };
      if (!refused) setTimeout(() => this.failed && void this.load(), AGAIN);
      return;
    }
    if (this.charts.length === 0) this.#choose();
    if (this.view !== "market") this.#drawFirst();
    await this.calm;
    await Promise.all([
      quietly(api.strategies(), (strategies) => (this.strategies = strategies)),
      quietly(api.health(), (sources) => (this.sources = sources)),
      quietly(api.killSwitch(), (state) => (this.killSwitch = state)),
      ...["signals", ...(this.seesOrders ? ["orders", "fills"] : []), "alerts"].map((list) => quietly(newest(list, 200), (messages) => this.#history(messages))),
      quietly(newest("positions", 200), (messages) => {
        this.#history(messages);
        this.heldKnown = true;
      }),
    ]);
  }

  select(symbol: string, frame?: string): void {
    const frames = this.info(symbol).timeframes;
    const wanted = frame ?? this.chosen.frame;
    this.charts[this.focus] = { symbol, frame: frames.includes(wanted) || frames.length === 0 ? wanted : usual(frames) };
    this.#remember();
  }

  /** The next or the previous time frame of the chosen symbol. */
  turnFrame(by: number): void {
    const frames = this.info(this.chosen.symbol).timeframes;
    const next = frames[frames.indexOf(this.chosen.frame) + by];
    if (next) this.select(this.chosen.symbol, next);
  }

  show(view: View): void {
    this.view = view;
    this.#remember();
  }

  /** So many charts beside each other: those that were there, then further symbols. */
  arrange(count: number): void {
    settings.layout = count;
    const taken = this.charts.slice(0, count);
    const others = this.symbols.filter((one) => !taken.some((chart) => chart.symbol === one.symbol));
    const pool = others.length > 0 ? others : this.symbols;
    for (let i = 0; taken.length < count && pool.length > 0; i++) {
      const { symbol, timeframes } = pool[i % pool.length]!;
      taken.push({ symbol, frame: timeframes.includes(this.chosen.frame) ? this.chosen.frame : usual(timeframes) });
    }
    this.charts = taken;
    this.focus = Math.min(this.focus, Math.max(0, count - 1));
    this.#remember();
  }

  why(message: { metadata: { id: string }; symbol: string }, title: string): void {
    this.explained = { id: message.metadata.id, title };
  }

  whyOrder(order: string, title: string): void {
    this.explained = { order, title };
  }

  get whatIf(): WhatIf | null {
    return this.replay?.status.what_if ?? null;
  }

  /** Opens a recorded session; with a pipeline or parameters, what they would have done goes along beside it. Returns false without a connection. */
  openReplay(session: string, other: { pipeline?: string; set?: Parameters } = {}): boolean {
    this.#reopening = this.replay?.session === session ? { session, moment: this.replay.status.time, closed: false } : null;
    this.problem = null;
    return this.socket.send({ op: "replay", session, action: "open", ...other });
  }

  closeReplay(): boolean {
    this.#reopening = null;
    return this.socket.send({ op: "replay", session: this.replay?.session ?? "", action: "close" });
  }

  follow(hash: string): void {
    const route = readRoute(hash);
    this.view = route.view;
    if (route.symbol && this.symbols.some((one) => one.symbol === route.symbol)) this.select(route.symbol, route.frame ?? undefined);
  }

  #choose(): void {
    const route = readRoute(location.hash);
    const first = this.symbols.find((one) => one.symbol === route.symbol) ?? this.symbols.find((one) => one.symbol === settings.charts[0]?.symbol) ?? this.symbols[0];
    if (!first) return;
    const kept = settings.charts.filter(({ symbol, frame }) => this.info(symbol).timeframes.includes(frame));
    const frame = [route.frame, kept.find(({ symbol }) => symbol === first.symbol)?.frame].find((name) => name && first.timeframes.includes(name)) ?? usual(first.timeframes);
    this.view = route.view;
    this.charts = [{ symbol: first.symbol, frame }, ...kept.slice(1)];
    this.arrange(Math.max(1, settings.layout));
  }

  #remember(): void {
    settings.charts = this.charts.map(({ symbol, frame }) => ({ symbol, frame }));
    history.replaceState(null, "", writeRoute({ view: this.view, symbol: this.chosen.symbol || null, frame: this.chosen.frame || null }));
  }

  #history(messages: Message[]): void {
    for (const message of messages) this.live.take(message, true);
  }

  #linked(link: Link): void {
    const was = this.link.state;
    this.link = link;
    // What changed while nobody told us and is not a message: health, the kill switch, strategies.
    if (link.state === "open" && was !== "open" && this.failed !== null) void this.load();
    else if (link.state === "open" && this.symbols.length > 0) void this.load();
    if (link.state !== "open" && link.state !== "silent" && this.replay) this.replay = null;
  }

  #frame(frame: ServerFrame): void {
    switch (frame.type) {
      case undefined: this.#worldOf(frame).take(frame.data); break;
      case "state": for (const item of frame.items) this.#worldOf(frame).take(item, true); break;
      case "metrics":
        this.metrics = frame.data;
        if (frame.data.sources) this.sources = frame.data.sources;
        break;
      case "gap": this.#missed.ask(); break;
      case "error":
        this.problem = frame.detail;
        if (this.#reopening?.closed) this.replay = null;
        this.#reopening = null;
        break;
      case "replay": this.#replay(frame.replay, frame.data); break;
      case "hello": this.#greeted(frame.rights ?? []); break;
    }
  }

  #greeted(rights: readonly Right[]): void {
    this.rights = rights;
    if (this.seesOrders) this.#leaveOrders ??= this.socket.want(["orders.>"]);
    else {
      this.#leaveOrders?.();
      this.#leaveOrders = null;
    }
  }

  #worldOf(frame: { replay?: string; what_if?: boolean }): World {
    return !frame.replay ? this.live : frame.what_if ? this.alternative : this.replayed;
  }

  #replay(session: string, status: ReplayStatus): void {
    if (status.status === "closed" && this.#reopening?.session === session) {
      this.#reopening.closed = true;
      return;
    }
    if (status.status === "closed") {
      if (this.replay?.session === session) this.replay = null;
      this.replayed.clear();
      this.alternative.clear();
      return;
    }
    if (status.reset) {
      this.replayed.clear();
      this.alternative.clear();
    }
    this.replay = { session, status: goOn(this.replay?.session === session ? this.replay.status : null, status) };
    const again = this.#reopening;
    if (again?.session !== session || status.what_if?.state === "computing") return;
    this.#reopening = null;
    if (again.moment) this.socket.send({ op: "replay", session, action: "seek", to: again.moment });
  }
}

/** A browser can show no key when it opens a socket; so a ticket is got with the key first. */
async function openSocket(): Promise<Wire> {
  const address = new URL("/ws", location.href.replace(/^http/, "ws"));
  if (key.get()) address.searchParams.set("ticket", (await api.ticket()).ticket);
  return new WebSocket(address) as unknown as Wire;
}

/** The frame that a chart begins with. */
function usual(frames: string[]): string {
  return frames.find((frame) => frame === "1m") ?? frames[0] ?? "";
}

export function sentence(error: unknown): string {
  return error instanceof Problem ? error.message : error instanceof Error ? error.message : String(error);
}

/** What is not essential may be missing: an older server, a right that is not given. */
async function quietly<T>(promise: Promise<T>, use: (value: T) => void): Promise<void> {
  try {
    use(await promise);
  } catch {
    // The part of the page that needs it says that it has nothing.
  }
}

export const app = new App();
