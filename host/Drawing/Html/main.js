// Choosing, folding, the legend, and the keyboard.
let chosen = null;
let family = null;

/** Lights what belongs together and dims the rest; nothing for everything. */
function light(ids, self) {
  world.classList.toggle("focused", ids !== null);
  for (const [id, { element }] of boxes) {
    element.classList.toggle("lit", ids?.has(id) ?? false);
    element.classList.toggle("self", id === self);
    element.setAttribute("aria-pressed", String(id === self));
  }
  for (const { ground } of bands.values()) ground.classList.remove("lit");
  for (const lit of ids ?? []) for (const home of boxes.get(lit).homes) bands.get(home).ground.classList.add("lit");
  for (const { element, from, to } of lines) element.classList.toggle("lit", (ids?.has(from.node.id) && ids.has(to.node.id)) ?? false);
}

/** A node with all that it depends on and all that depends on it. */
function choose(id, jump = false) {
  chosen = id;
  press(null);
  const node = id === null ? null : nodes.get(id);
  describe(node);
  if (!node) return light(null);
  const [up, down] = [reach(node, sources), reach(node, readers)];
  light(new Set([id, ...up, ...down]), id);
  say(`${id}: depends on ${up.size}, feeds ${down.size}`);
  const box = boxes.get(id);
  if (!box.visible) fold(box.homes, false);
  rove(box);
  if (jump) show(box, true);
}

function press(name) {
  family = name;
  for (const button of byId("families").querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.family === name));
}

function fold(ids, folded) {
  for (const id of ids) bands.get(id).folded = folded;
  arrange();
  look();
  if (!boxes.get(stop)?.visible) rove([...boxes.values()].find((box) => box.visible));
}

/** Folds one cluster; its name stays under the pointer. */
function turn(id) {
  const band = bands.get(id);
  const { folded, place: was } = band;
  fold([id], !folded);
  view.x += (was.x - band.place.x) * view.scale;
  view.y += (was.y - band.place.y) * view.scale;
  look();
  say(`${clusters.get(id).timeframe ?? clusters.get(id).symbol} ${folded ? "unfolded" : "folded"}`);
}

/** Frames where there are any: folded symbols would hide how they hang together. */
const foldable = () => {
  const frames = [...bands.values()].filter((band) => band.cluster.timeframe);
  return (frames.length > 0 ? frames : [...bands.values()]).map((band) => band.id);
};
const foldAll = () => { fold(foldable(), true); fit(); };
const unfoldAll = () => { fold(bands.keys(), false); fit(); };

// One node at a time can be reached by Tab; the arrows go on from it.
let stop = null;

function rove(box) {
  boxes.get(stop)?.element.setAttribute("tabindex", "-1");
  stop = box?.node.id ?? null;
  box?.element.setAttribute("tabindex", "0");
}

function step(box, key) {
  const [here, all] = [placeOf(box), [...boxes.values()].filter((other) => other.visible && other !== box)];
  const distance = (other) => Math.abs(placeOf(other).y - here.y);
  const nearest = (list, by) => list.reduce((best, other) => (best === undefined || by(other) < by(best) ? other : best), undefined);
  const known = (ids) => ids.map((id) => boxes.get(id)).filter((other) => other.visible);
  if (key === "ArrowLeft") return nearest(known(sources(box.node)), distance);
  if (key === "ArrowRight") return nearest(known(readers(box.node)), distance);
  const column = all.filter((other) => placeOf(other).x < here.right && placeOf(other).right > here.x);
  return nearest(column.filter((other) => (key === "ArrowDown") === (placeOf(other).y > here.y)), distance);
}

for (const box of boxes.values()) {
  box.element.setAttribute("role", "button");
  box.element.setAttribute("tabindex", "-1");
  box.element.setAttribute("aria-pressed", "false");
  box.element.addEventListener("click", () => { if (!wasDragged()) choose(box.node.id === chosen ? null : box.node.id); });
  box.element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") choose(box.node.id);
    else if (event.key.startsWith("Arrow")) {
      const next = step(box, event.key);
      if (next) { rove(next); show(next, false); next.element.focus({ preventScroll: true }); }
    } else return;
    event.preventDefault();
  });
}
for (const { id, name, ground, hint, cluster } of bands.values()) {
  name.setAttribute("role", "button");
  name.setAttribute("tabindex", "0");
  name.setAttribute("aria-label", `Cluster ${[cluster.symbol, cluster.timeframe].filter(Boolean).join(" ")}, ${sizes.get(id)} nodes`);
  hint.textContent = `${[cluster.symbol, cluster.timeframe].filter(Boolean).join(" ")}: ${sizes.get(id)} nodes; click to fold or unfold`;
  name.addEventListener("click", (event) => { event.stopPropagation(); if (!wasDragged()) turn(id); });
  name.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    turn(id);
  });
  ground.addEventListener("click", () => { if (!wasDragged() && bands.get(id).folded) turn(id); });
}
picture.addEventListener("click", (event) => { if (event.target === picture && !wasDragged() && (chosen ?? family) !== null) choose(null); });

// The legend: each family with the number of its nodes; pressed, it lights them.
for (const name of new Set(graph.nodes.map((node) => node.family))) {
  const members = graph.nodes.filter((node) => node.family === name);
  const style = [...boxes.get(members[0].id).element.classList].find((part) => /^f\d+$/.test(part));
  const sample = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [key, value] of [["class", "box"], ["x", 1], ["y", 1], ["width", 14], ["height", 10], ["rx", 3]]) box.setAttribute(key, value);
  sample.setAttribute("class", style);
  sample.setAttribute("aria-hidden", "true");
  sample.append(box);
  const button = make("button", { type: "button", "aria-pressed": "false", "data-family": name }, sample, `${name} ${members.length}`);
  button.addEventListener("click", () => {
    const isOn = family === name;
    choose(null);
    if (isOn) return;
    press(name);
    light(new Set(members.map((node) => node.id)));
  });
  byId("families").append(make("li", {}, button));
}
byId("strokes").textContent = [
  graph.nodes.some((node) => !node.published) && "Dashed box: hidden, only serves others.",
  graph.edges.some((edge) => !edge.reads) && "Dashed line: only wakes.",
].filter(Boolean).join(" ");

const tools = { fold: foldAll, unfold: unfoldAll, out: () => zoom(1 / 1.3), in: () => zoom(1.3), fit, help: () => byId("keys").showModal() };
for (const [id, run] of Object.entries(tools)) byId(id).addEventListener("click", run);
byId("fold").hidden = byId("unfold").hidden = bands.size === 0;
byId("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const isDark = (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  root.dataset.theme = isDark ? "light" : "dark";
});
const keys = { "+": "in", "=": "in", "-": "out", 0: "fit", f: "fold", u: "unfold", "?": "help" };
addEventListener("keydown", (event) => {
  if (event.target === query || event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
  if (event.key === "/") query.select();
  else if (event.key === "Escape") choose(null);
  else if (keys[event.key]) byId(keys[event.key]).click();
  else return;
  event.preventDefault();
});
addEventListener("resize", look);

// What would be too small to read begins folded: decided by the window, before anything is measured.
const isCrowded = Math.min(innerWidth / size.width, innerHeight / size.height) < 0.4;
if (isCrowded) for (const id of foldable()) bands.get(id).folded = true;
describe(null);
arrange();
rove([...boxes.values()].find((box) => box.visible));
fit();
