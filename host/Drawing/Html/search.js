// Finds nodes by words of their id, kind, family, symbol, time frame or parameters.
const query = byId("query");
const results = byId("results");
const MOST_RESULTS = 60;
const texts = graph.nodes.map((node) => [node, [
  node.id, node.title, node.kind, node.family, node.symbol, node.timeframe, ...node.parameters.map((parameter) => `${parameter.name} ${parameter.value}`),
].join(" ").toLowerCase()]);
let found = [];
let marked = -1;

function search() {
  const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (node) => (node.id.toLowerCase() === words[0] ? 0 : node.id.toLowerCase().startsWith(words[0]) ? 1 : 2);
  found = words.length === 0 ? [] : texts.filter(([, text]) => words.every((word) => text.includes(word))).map(([node]) => node).sort((a, b) => rank(a) - rank(b));
  for (const { element } of boxes.values()) element.classList.remove("match");
  for (const node of found) boxes.get(node.id).element.classList.add("match");
  results.replaceChildren(...found.slice(0, MOST_RESULTS).map((node, i) => {
    const about = [node.kind, node.symbol, node.timeframe].filter(Boolean).join(" · ");
    const row = make("li", { role: "option", id: `result${i}`, "aria-selected": "false", title: node.id }, node.id, make("small", {}, about));
    row.addEventListener("pointerdown", (event) => event.preventDefault());
    row.addEventListener("click", () => take(i));
    return row;
  }));
  results.hidden = found.length === 0;
  query.setAttribute("aria-expanded", String(found.length > 0));
  mark(found.length > 0 ? 0 : -1);
  say(words.length === 0 ? "" : `${found.length} of ${graph.nodes.length} nodes`);
}

function mark(index) {
  results.children[marked]?.setAttribute("aria-selected", "false");
  marked = index;
  const row = results.children[index];
  row?.setAttribute("aria-selected", "true");
  row?.scrollIntoView({ block: "nearest" });
  if (row) query.setAttribute("aria-activedescendant", row.id); else query.removeAttribute("aria-activedescendant");
}

function close() {
  results.hidden = true;
  query.setAttribute("aria-expanded", "false");
  query.removeAttribute("aria-activedescendant");
}

function take(index) {
  const node = found[index];
  if (!node) return;
  close();
  choose(node.id, true);
  boxes.get(node.id).element.focus({ preventScroll: true });
}

query.addEventListener("input", search);
query.addEventListener("focus", () => { if (query.value) search(); });
query.addEventListener("blur", close);
query.addEventListener("keydown", (event) => {
  const shown = Math.min(found.length, MOST_RESULTS);
  if (event.key === "ArrowDown" && shown > 0) mark((marked + 1) % shown);
  else if (event.key === "ArrowUp" && shown > 0) mark((marked + shown - 1) % shown);
  else if (event.key === "Enter") take(marked);
  else if (event.key === "Escape") { query.value = ""; search(); query.blur(); }
  else return;
  event.preventDefault();
  event.stopPropagation();
});
