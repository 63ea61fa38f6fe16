/** `break_of_structure` → `break of structure`. */
export function words(name: string): string {
  return name.replaceAll("_", " ");
}

/** What a state of a strategy is called. */
export const MACHINE: Record<string, string> = { watch: "Watch", close_watch: "Close watch", in_trade: "In trade" };

/** `entry` and `buy` → `Entry long`; what closes is named by what it closes. */
export function signalName(kind: string, side: string): string {
  const opens = kind === "entry";
  const long = (side === "buy") === opens;
  return `${kind[0]?.toUpperCase() ?? ""}${kind.slice(1)} ${long ? "long" : "short"}`;
}
