import type { Structure } from "../store/symbol.ts";

export type StructureKind = Structure["type"];

/** A part of market structure, reduced to what is drawn: times in milliseconds, `to` null where it goes on. */
export interface Shape {
  kind: StructureKind;
  from: number;
  to: number | null;
  low: number;
  high: number;
  up: boolean;
  /** Still counts; what has ended is drawn more faintly. */
  alive: boolean;
  label: string;
  id: string;
}

const ENDED = new Set(["filled", "inverted", "expired", "broken", "invalidated", "swept", "sweep_rejected", "sweep_accepted"]);

/** What structure is called where there is little room. */
export const SHORT: Record<string, string> = {
  swing_high: "H", swing_low: "L", higher_high: "HH", lower_high: "LH", higher_low: "HL", lower_low: "LL", equal_high: "EQH", equal_low: "EQL",
  bos: "BOS", choch: "CHoCH",
};
const LEVELS: Record<string, string> = {
  equal_highs: "EQH", equal_lows: "EQL", previous_day_high: "PDH", previous_day_low: "PDL", previous_week_high: "PWH", previous_week_low: "PWL",
  opening_range_high: "ORH", opening_range_low: "ORL",
};

const known = new WeakMap<Structure, Shape>();

/** What a message of structure looks like. Objects are many, change seldom, and several charts show the same. */
export function shapeOf(message: Structure): Shape {
  let shape = known.get(message);
  if (!shape) known.set(message, (shape = make(message)));
  return shape;
}

function make(message: Structure): Shape {
  const id = message.metadata.id;
  switch (message.type) {
    case "swing_point": {
      const { kind, price, bar_time } = message.data;
      const up = kind.endsWith("high");
      return { kind: message.type, from: Date.parse(bar_time), to: Date.parse(bar_time), low: price, high: price, up, alive: true, label: SHORT[kind] ?? "", id };
    }
    case "break_of_structure": {
      const { kind, level, direction, origin_time, confirmed_time } = message.data;
      const label = kind === "choch" ? "CHoCH" : "BOS";
      return { kind: message.type, from: Date.parse(origin_time), to: Date.parse(confirmed_time), low: level, high: level, up: direction === "up", alive: true, label, id };
    }
    case "liquidity_level": {
      const { kind, state, level, direction, members, origin_time, state_time } = message.data;
      const alive = !ENDED.has(state);
      const touches = members > 1 ? ` ×${members}` : "";
      const ending = state.startsWith("sw") ? " swept" : "";
      return {
        kind: message.type, from: Date.parse(origin_time), to: alive ? null : Date.parse(state_time), low: level, high: level, up: direction === "up", alive,
        label: (LEVELS[kind] ?? "") + touches + ending, id,
      };
    }
    case "fair_value_gap": {
      const { state, price_low, price_high, direction, fill, origin_time, state_time } = message.data;
      const alive = !ENDED.has(state);
      const filled = fill !== null && fill > 0 && alive ? ` ${Math.round(fill * 100)} %` : "";
      return {
        kind: message.type, from: Date.parse(origin_time), to: alive ? null : Date.parse(state_time), low: price_low, high: price_high, up: direction === "up", alive,
        label: `FVG${filled}`, id,
      };
    }
    case "order_block": {
      const { state, price_low, price_high, direction, origin_time, state_time } = message.data;
      const alive = !ENDED.has(state);
      const name = state === "breaker" ? "Breaker" : "OB";
      return {
        kind: message.type, from: Date.parse(origin_time), to: alive ? null : Date.parse(state_time), low: price_low, high: price_high, up: direction === "up", alive,
        label: state === "tested" || state === "mitigated" ? `${name} ${state}` : name, id,
      };
    }
  }
}
