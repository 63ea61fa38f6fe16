// The picture as it was laid out, and how folding moves it. A folded cluster's rows and columns shrink to a strip; all
// else keeps its size and its order, so that lines go where they went, only shorter.
const picture = byId("picture");
const world = byId("world");
const STRIP = 30;   // height of a folded cluster
const STUB = 110;   // width of a column in which everything is folded, with the gap before it

const numberOf = (element, name) => Number(element.getAttribute(name));
const areaOf = (rect) => {
  const [x, y] = [numberOf(rect, "x"), numberOf(rect, "y")];
  return { x, y, right: x + numberOf(rect, "width"), bottom: y + numberOf(rect, "height") };
};

const boxes = new Map([...world.querySelectorAll(".node")].map((element) => {
  const node = nodes.get(element.dataset.id);
  return [node.id, { element, node, area: areaOf(element.querySelector("rect")), homes: homes(node), visible: true }];
}));
const lines = [...world.querySelectorAll(".edge")].map((element) => ({
  element, from: boxes.get(element.dataset.from), to: boxes.get(element.dataset.to),
  path: element.querySelector("path"), label: element.querySelector("text"), knots: knotsOf(element.querySelector("path").getAttribute("d")),
}));
const bands = new Map([...world.querySelectorAll("[data-cluster]")].map((name) => {
  const id = name.dataset.cluster;
  const ground = world.querySelector(`[data-ground="${id}"]`);
  const hint = document.createElementNS("http://www.w3.org/2000/svg", "title");
  return [id, { id, name, ground, hint, cluster: clusters.get(id), label: name.textContent, area: areaOf(ground), place: areaOf(ground), folded: false, visible: true }];
}));
const sizes = new Map([...bands.keys()].map((id) => [id, 0]));
for (const box of boxes.values()) for (const id of box.homes) sizes.set(id, sizes.get(id) + 1);

/** A path of M, H and C as its level ends: [x, y] from curve to curve. */
function knotsOf(path) {
  const knots = [];
  for (const [, verb, text] of path.matchAll(/([MHC])([^MHC]*)/g)) {
    const n = text.trim().split(/\s+/).map(Number);
    if (verb === "M") knots.push([n[0], n[1]]);
    else if (verb === "H") knots.push([n[0], knots.at(-1)[1]]);
    else knots.push([n[4], n[5]]);
  }
  return knots;
}

function pathOf(knots) {
  let path = `M${knots[0][0]} ${knots[0][1]}`;
  for (let i = 1; i < knots.length; i++) {
    const [[x, y], [nextX, nextY]] = [knots[i - 1], knots[i]];
    const middle = (x + nextX) / 2;
    path += y === nextY ? `H${nextX}` : `C${middle} ${y} ${middle} ${nextY} ${nextX} ${nextY}`;
  }
  return path;
}

/** A map of one axis: what is kept keeps its length, the rest of what is folded shrinks to its size. */
function squeeze(kept, folded) {
  const marks = [...new Set([...kept.flat(), ...folded.flatMap(([from, to]) => [from, to])])].sort((a, b) => a - b);
  const index = new Map(marks.map((mark, i) => [mark, i]));
  const holds = new Int32Array(marks.length);
  const scale = new Float64Array(marks.length).fill(1);
  for (const [from, to] of kept) { holds[index.get(from)]++; holds[index.get(to)]--; }
  for (const [from, to, size] of folded)
    for (let i = index.get(from); i < index.get(to); i++) scale[i] = Math.min(scale[i], size / (to - from));
  const places = new Float64Array(marks.length);
  for (let i = 0, held = 0; i < marks.length; i++) {
    places[i] = i === 0 ? marks[0] : places[i - 1] + (marks[i] - marks[i - 1]) * scale[i - 1];
    held += holds[i];
    if (held > 0) scale[i] = 1;
  }
  return (value) => {
    if (marks.length === 0 || value <= marks[0]) return value;
    let [low, high] = [0, marks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (marks[middle] <= value) low = middle; else high = middle - 1;
    }
    const last = low === marks.length - 1;
    return Math.round((places[low] + (value - marks[low]) * (last ? 1 : scale[low])) * 10) / 10;
  };
}

const rights = [...new Set([...boxes.values()].map((box) => box.area.right))].sort((a, b) => a - b);
const before = (left) => rights.findLast((right) => right <= left) ?? left - 12;

function horizontal() {
  const [kept, folded] = [new Map(), new Map()];
  for (const { area, visible } of boxes.values()) {
    const start = before(area.x);
    (visible ? kept : folded).set(`${start} ${area.right}`, [start, area.right, Math.min(STUB, area.right - start)]);
  }
  return squeeze([...kept.values()].map(([from, to]) => [from, to]), [...folded.values()]);
}

function vertical() {
  const [kept, folded] = [[], []];
  for (const { cluster, area, folded: isFolded, visible } of bands.values()) {
    if (!visible) continue;
    if (isFolded) folded.push([area.y, area.bottom, Math.min(STRIP, area.bottom - area.y)]);
    else if (cluster.timeframe) kept.push([area.y, area.bottom]);
    else kept.push([area.y, area.y + 26], [area.bottom - 8, area.bottom]);
  }
  for (const { node, area, visible } of boxes.values())
    if (visible && !(node.cluster && clusters.get(node.cluster).timeframe)) kept.push([area.y - 12, area.bottom + 4]);
  return squeeze(kept, folded);
}

/** A line into a folded cluster ends at its left side, where it comes from there. */
function shortened(knots, area) {
  if (!area || knots[0][0] >= area.x) return knots;
  const kept = knots.filter(([x]) => x < area.x);
  return [...kept, [area.x, kept.length < knots.length ? knots[kept.length][1] : kept.at(-1)[1]]];
}

// A folded cluster covers the lines that run through it.
const cover = document.createElementNS("http://www.w3.org/2000/svg", "g");
world.insertBefore(cover, world.querySelector("[data-cluster]"));
const floor = document.createElementNS("http://www.w3.org/2000/svg", "g");
world.prepend(floor);
floor.append(...[...bands.values()].map((band) => band.ground));

/** The size of everything as it stands now. */
let size = { width: numberOf(picture, "data-width"), height: numberOf(picture, "data-height") };

/** Shows what is not folded away, in its place. */
function arrange() {
  const isFolded = (id) => bands.get(id).folded;
  for (const box of boxes.values()) box.visible = !box.homes.some(isFolded);
  for (const band of bands.values()) band.visible = !(band.cluster.parent && isFolded(band.cluster.parent));
  const [x, y] = [horizontal(), vertical()];
  const shift = (element, area) => element.setAttribute("transform", `translate(${x(area.x) - area.x} ${y(area.y) - area.y})`);

  for (const { element, area, visible } of boxes.values()) {
    element.classList.toggle("gone", !visible);
    if (visible) shift(element, area);
  }
  for (const { element, from, to, path, label, knots } of lines) {
    const shared = from.homes.find((id) => isFolded(id) && to.homes.includes(id));
    element.classList.toggle("gone", shared !== undefined);
    if (shared !== undefined) continue;
    path.setAttribute("d", pathOf(shortened(knots, bands.get(to.homes.find(isFolded))?.area).map(([kx, ky]) => [x(kx), y(ky)])));
    label?.classList.toggle("gone", !to.visible);
    label?.setAttribute("transform", `translate(${x(to.area.x) - to.area.x} ${y(to.area.y) - to.area.y})`);
  }
  for (const band of bands.values()) {
    const { name, ground, area, label, folded, visible, id } = band;
    for (const element of [name, ground]) element.classList.toggle("gone", !visible);
    for (const element of [name, ground]) element.classList.toggle("folded", folded);
    if (folded !== (ground.parentNode === cover)) (folded ? cover : floor).append(ground);
    band.place = { x: x(area.x), y: y(area.y), right: x(area.right), bottom: y(area.bottom) };
    for (const [key, value] of [["x", band.place.x], ["y", band.place.y], ["width", band.place.right - band.place.x], ["height", band.place.bottom - band.place.y]])
      ground.setAttribute(key, value);
    name.textContent = folded ? `▸ ${label} · ${sizes.get(id)}` : `▾ ${label}`;
    name.setAttribute("aria-expanded", String(!folded));
    name.append(band.hint);
  }
  size = { width: x(numberOf(picture, "data-width")), height: y(numberOf(picture, "data-height")) };
}

/** Where a visible node is now. */
function placeOf({ area, element }) {
  const [dx, dy] = (element.getAttribute("transform") ?? "0 0").match(/-?[\d.]+/g).map(Number);
  return { x: area.x + dx, y: area.y + dy, right: area.right + dx, bottom: area.bottom + dy };
}
