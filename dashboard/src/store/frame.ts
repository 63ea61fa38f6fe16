/** How many of those that wait for their turn have it before one picture: more, and ten charts would not be drawn in the time that a picture has. */
const TURNS = 2;

const due = new Set<() => void>();
const waiting = new Set<() => void>();
let planned = false;

/** Calls back before the next picture is drawn, once however often it is asked for. A hidden page draws none, so there a timer does. */
export function beforeNextFrame(call: () => void): void {
  due.add(call);
  plan();
}

/** The same for what draws much: of those that ask a few have their turn before each picture, the others before the next ones. Returns what calls it off. */
export function inTurn(call: () => void): () => void {
  waiting.add(call);
  plan();
  return () => void waiting.delete(call);
}

function plan(): void {
  if (planned) return;
  planned = true;
  if (typeof requestAnimationFrame === "function" && !document.hidden) requestAnimationFrame(flush);
  else setTimeout(flush, 250);
}

function flush(): void {
  planned = false;
  const calls = [...due];
  due.clear();
  for (const call of calls) call();
  for (const call of [...waiting].slice(0, TURNS)) {
    waiting.delete(call);
    call();
  }
  if (waiting.size > 0) plan();
}

// A page that is hidden between asking and drawing must not wait until it is seen again.
if (typeof document !== "undefined") document.addEventListener("visibilitychange", () => document.hidden && planned && flush());
