export type ZoneChoice = "exchange" | "local" | "utc";

/** The zone that a choice means for an instrument. */
export function zoneOf(choice: ZoneChoice, exchange: string | null): string {
  if (choice === "utc") return "UTC";
  if (choice === "exchange" && exchange && Clock.knows(exchange)) return exchange;
  return choice === "exchange" ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** Times of one zone. Making a formatter costs more than a thousand uses of it, so each is made once. */
export class Clock {
  readonly zone: string;
  readonly #parts: Intl.DateTimeFormat | null;
  #name: Intl.DateTimeFormat | null = null;
  #last: { moment: number; parts: Record<string, string> } | null = null;

  private constructor(zone: string) {
    this.zone = zone;
    this.#parts = zone === "UTC" ? null : new Intl.DateTimeFormat("en-CA", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3,
    });
  }

  static #known = new Map<string, Clock>();

  static of(zone: string): Clock {
    let clock = this.#known.get(zone);
    if (!clock) this.#known.set(zone, (clock = new Clock(zone)));
    return clock;
  }

  /** Whether this browser knows a zone of this name. */
  static knows(zone: string): boolean {
    try {
      Clock.of(zone);
      return true;
    } catch {
      return false;
    }
  }

  /** `UTC`, `EST`, `GMT+5:30`: short, and as it is at that moment. */
  name(at: number | string = Date.now()): string {
    if (this.zone === "UTC") return "UTC";
    const moment = millisecondsOf(at);
    this.#name ??= new Intl.DateTimeFormat("en-US", { timeZone: this.zone, timeZoneName: "short" });
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
    if (this.#last?.moment !== moment) this.#last = { moment, parts: this.#parts ? Object.fromEntries(this.#parts.formatToParts(moment).map((part) => [part.type, part.value])) : partsOfUtc(moment) };
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

/** The same parts without a formatter, whose making is a good part of the time until the first picture. */
function partsOfUtc(moment: number): Record<string, string> {
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "", fractionalSecond = ""] = /^([+-]?\d+)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d+)Z$/.exec(new Date(moment).toISOString()) ?? [];
  return { year, month, day, hour, minute, second, fractionalSecond };
}
