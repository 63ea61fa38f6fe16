/** An output's place: the log, the input event that caused it, and its number among the outputs of that event. */
export interface Place {
  log: string;
  sequence: number;
  number: number;
}

/** Takes `{log}:{seq}:{n}` apart; the log's name may hold colons itself. */
export function placeOf(id: string): Place | null {
  const second = id.lastIndexOf(":");
  const first = id.lastIndexOf(":", second - 1);
  if (first <= 0) return null;
  const [sequence, number] = [Number(id.slice(first + 1, second)), Number(id.slice(second + 1))];
  return Number.isSafeInteger(sequence) && Number.isSafeInteger(number) && second > first + 1 && second < id.length - 1
    ? { log: id.slice(0, first), sequence, number }
    : null;
}

/** The newest id of each log, from which a connection goes on. */
export class Resume {
  readonly #newest = new Map<string, Place & { id: string }>();

  /** Notes a confirmed output. Returns false where it is not newer than what was noted before, so that it came twice. */
  note(id: string): boolean {
    const place = placeOf(id);
    if (!place) return true;
    const last = this.#newest.get(place.log);
    if (last && (place.sequence < last.sequence || (place.sequence === last.sequence && place.number <= last.number))) return false;
    this.#newest.set(place.log, { ...place, id });
    return true;
  }

  /** Where each log stands. */
  get since(): string[] {
    return [...this.#newest.values()].map((place) => place.id);
  }

  /** After a gap nothing that was noted counts. */
  forget(): void {
    this.#newest.clear();
  }
}
