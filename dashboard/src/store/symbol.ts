import type { Message } from "@pawl/messages";
import type { Of } from "../transport/api.ts";
import { Bars } from "./bars.ts";
import { Latest } from "./latest.ts";
import { Pulse } from "./pulse.ts";
import { Recent } from "./recent.ts";
import { Series } from "./series.ts";

/** How much is kept of each: what a chart asks for when it is opened, so that it needs no more after hours than at the beginning. */
export const KEPT = { points: 1_500, objects: 1_000, signals: 500 };
const FOOTPRINTS = 300;
/** Profiles have thousands of rows, and each takes the place of the one before. */
const PROFILES = 2;
/** Of a node that nobody has asked the history of: who does gets it from the server. A pipeline has many nodes, and a chart shows a few. */
const UNASKED = 20;
const NODES = 600;

export type Structure = Of<"swing_point" | "fair_value_gap" | "order_block" | "liquidity_level" | "break_of_structure">;

/** What a node said, and whether it was only a preview. */
export interface NodeOutputs {
  type: Message["type"];
  timeframe: string;
  points: Series<Message>;
  preview: Message | null;
  /** Grows with every change. */
  version: number;
}

/** Everything that is known of one symbol. */
export class SymbolStore {
  readonly pulse = new Pulse();
  readonly structure = new Latest<Structure>(KEPT.objects);
  readonly signals = new Recent<Of<"trade_signal">>(KEPT.signals);
  readonly transitions = new Recent<Of<"state_transition">>(KEPT.signals);
  readonly fills = new Recent<Of<"fill">>(KEPT.signals);
  readonly positions = new Latest<Of<"position_update">>(NODES);
  readonly risks = new Latest<Of<"risk_metric">>(NODES);
  readonly #bars = new Map<string, Bars>();
  readonly #nodes = new Map<string, NodeOutputs>();
  readonly #base: SymbolStore | null;
  readonly #askable: boolean;
  readonly #asked = new Set<string>();
  price: { value: number; time: string } | null = null;
  structureEpoch = 0;

  /**
   * @param askable whether the server can be asked for the history of a node: of the live market, not of a replay
   * @param base the same symbol in the world that this one's candles are taken from
   */
  constructor(askable = true, base: SymbolStore | null = null) {
    [this.#askable, this.#base] = [askable, base];
    base?.pulse.listen(() => this.pulse.beat());
  }

  bars(frame: string): Bars {
    if (this.#base) return this.#base.bars(frame);
    let bars = this.#bars.get(frame);
    if (!bars) this.#bars.set(frame, (bars = new Bars(frame, KEPT.points)));
    return bars;
  }

  node(id: string): NodeOutputs | undefined {
    return this.#nodes.get(id);
  }

  /** Takes a message in. `history` is one that was asked for: newer ones may be here already. */
  take(message: Message, history = false): void {
    switch (message.type) {
      case "candle": this.#candle(message, history); break;
      case "swing_point":
      case "fair_value_gap":
      case "order_block":
      case "liquidity_level":
      case "break_of_structure": this.#object(message, history); break;
      case "trade_signal": this.signals.add(message); break;
      case "state_transition": this.transitions.add(message); break;
      case "fill": this.fills.add(message); break;
      case "position_update": this.#latest(this.positions, message, history); break;
      case "risk_metric": this.#latest(this.risks, message, history); break;
      case "tick": this.#priced(message.data.price, message.timestamp); break;
      case "indicator":
      case "cumulative_delta":
      case "delta_volume":
      case "footprint":
      case "imbalance":
      case "volume_profile": this.#output(message); break;
      default: return;
    }
    this.pulse.beat();
  }

  /** Candles that were asked for, oldest first. */
  fillBars(frame: string, messages: readonly Message[]): void {
    const candles = messages.filter((message): message is Of<"candle"> => message.type === "candle");
    this.bars(frame).fill(candles.map((message) => ({ start: Date.parse(message.timestamp), candle: message.data, id: message.metadata.id })));
    const last = candles.at(-1);
    if (last && !this.price) this.price = { value: last.data.close, time: last.data.close_time };
    this.pulse.beat();
  }

  /** Outputs of a node that were asked for, oldest first. */
  fillNode(id: string, messages: readonly Message[]): void {
    this.#asked.add(id);
    const first = messages[0];
    if (!first) return;
    const outputs = this.#outputsOf(id, first);
    outputs.points.grow(boundOf(first));
    outputs.points.fill(messages.map((message) => ({ key: Date.parse(message.timestamp), value: message })));
    outputs.version++;
    this.pulse.beat();
  }

  clear(): void {
    for (const bars of this.#bars.values()) bars.clear();
    this.#nodes.clear();
    for (const part of [this.structure, this.signals, this.transitions, this.fills, this.positions, this.risks]) part.clear();
    this.structureEpoch++;
    this.price = null;
    this.pulse.beat();
  }

  #candle(message: Of<"candle">, history: boolean): void {
    const arrival = { start: Date.parse(message.timestamp), candle: message.data, id: message.metadata.id };
    const bars = this.bars(message.timeframe);
    if (message.metadata.confirmed === false) bars.form(arrival);
    else bars.close(arrival);
    if (!history) this.#priced(message.data.close, message.metadata.confirmed === false ? message.timestamp : message.data.close_time);
  }

  #priced(value: number, time: string): void {
    this.price = { value, time };
  }

  #object(message: Structure, history: boolean): void {
    if (message.metadata.confirmed === false) return;
    const key = `${message.metadata.node}:${message.data.object_id}`;
    if (history) this.structure.fill(key, message);
    else this.structure.put(key, message);
    this.structureEpoch++;
  }

  #latest<T extends Message>(into: Latest<T>, message: T, history: boolean): void {
    if (history) into.fill(message.metadata.node, message);
    else into.put(message.metadata.node, message);
  }

  #output(message: Message): void {
    const outputs = this.#outputsOf(message.metadata.node, message);
    outputs.version++;
    if (message.metadata.confirmed === false) {
      outputs.preview = message;
      return;
    }
    outputs.preview = null;
    outputs.points.put(Date.parse(message.timestamp), message);
  }

  #outputsOf(id: string, message: Message): NodeOutputs {
    let outputs = this.#nodes.get(id);
    if (!outputs) {
      const bound = this.#askable && !this.#asked.has(id) ? Math.min(UNASKED, boundOf(message)) : boundOf(message);
      outputs = { type: message.type, timeframe: message.timeframe, points: new Series(bound), preview: null, version: 0 };
      if (this.#nodes.size < NODES) this.#nodes.set(id, outputs);
    }
    return outputs;
  }
}

function boundOf(message: Message): number {
  return message.type === "volume_profile" ? PROFILES : message.type === "footprint" ? FOOTPRINTS : KEPT.points;
}
