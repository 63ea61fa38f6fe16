const due = new Set<() => void>();
let planned = false;

/** Calls back before the next picture is drawn, once however often it is asked for. A hidden page draws none, so there a timer does. */
export function beforeNextFrame(call: () => void): void {
  due.add(call);
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
}

// A page that is hidden between asking and drawing must not wait until it is seen again.
if (typeof document !== "undefined") document.addEventListener("visibilitychange", () => document.hidden && planned && flush());
