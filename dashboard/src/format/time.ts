export type ZoneChoice = "exchange" | "local" | "utc";

/** The zone that a choice means for an instrument. */
export function zoneOf(choice: ZoneChoice, exchange: string | null): string {
  if (choice === "utc") return "UTC";
  if (choice === "exchange" && exchange && isZone(exchange)) return exchange;
  return choice === "exchange" ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** Times of one zone. Making a formatter costs more than a thousand uses of it, so each is made once. */
export class Clock {
  readonly zone: string;
  readonly #parts: Intl.DateTimeFormat;
  readonly #name: Intl.DateTimeFormat;
  #last: { moment: number; parts: Record<string, string> } | null = null;

  private constructor(zone: string) {
    this.zone = zone;
    const common = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
    this.#parts = new Intl.DateTimeFormat("en-CA", { ...common, fractionalSecondDigits: 3 });
    this.#name = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "short" });
  }

  static #known = new Map<string, Clock>();

  static of(zone: string): Clock {
    let clock = this.#known.get(zone);
    if (!clock) this.#known.set(zone, (clock = new Clock(zone)));
    return clock;
  }

  /** `UTC`, `EST`, `GMT+5:30`: short, and as it is at that moment. */
  name(at: number | string = Date.now()): string {
    if (this.zone === "UTC") return "UTC";
    const moment = millisecondsOf(at);
    return Number.isFinite(moment) ? (this.#name.formatToParts(moment).find((part) => part.type === "timeZoneName")?.value ?? this.zone) : this.zone;
  }

  /** 12:04:31 */
  time(at: number | string, digits: "minutes" | "seconds" | "milliseconds" = "seconds"): string {
    const part = this.#at(at);
    if (!part) return "–";
    const minutes = `${part["hour"]}:${part["minute"]}`;
    return digits === "minutes" ? minutes : digits === "seconds" ? `${minutes}:${part["second"]}` : `${minutes}:${part["second"]}.${part["fractionalSecond"]}`;
  }

  /** 2026-01-31 */
  date(at: number | string): string {
    const part = this.#at(at);
    return part ? `${part["year"]}-${part["month"]}-${part["day"]}` : "–";
  }

  /** 2026-01-31 12:04:31 UTC */
  full(at: number | string, digits: "minutes" | "seconds" | "milliseconds" = "seconds"): string {
    return this.#at(at) ? `${this.date(at)} ${this.time(at, digits)} ${this.name(at)}` : "–";
  }

  /** 31 Jan: for the axis, where the year is known. */
  day(at: number | string): string {
    const part = this.#at(at);
    return part ? `${Number(part["day"])} ${MONTHS[Number(part["month"]) - 1]}` : "–";
  }

  /** The same few moments are asked for again and again, mostly the last one: its day, its time and its zone. */
  #at(at: number | string): Record<string, string> | null {
    const moment = millisecondsOf(at);
    if (!Number.isFinite(moment)) return null;
    if (this.#last?.moment !== moment) this.#last = { moment, parts: Object.fromEntries(this.#parts.formatToParts(moment).map((part) => [part.type, part.value])) };
    return this.#last.parts;
  }
}

/** 3 s, 4 min, 2 h, 5 d */
export function ago(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds}\u202fs`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}\u202fmin`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)}\u202fh` : `${Math.floor(seconds / 86_400)}\u202fd`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function millisecondsOf(at: number | string): number {
  return typeof at === "number" ? at : Date.parse(at);
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
