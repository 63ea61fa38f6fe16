// Which part of the picture is seen: zoom and pan.
const view = { x: 0, y: 0, scale: 1 };
const [LEAST, MOST] = [0.02, 4];
const MARGIN = 24;

function look() {
  world.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.scale})`);
  picture.classList.toggle("far", view.scale < 0.5);
  picture.style.setProperty("--up", Math.min(3, Math.max(1, 0.8 / view.scale)));   // names of clusters stay readable
  for (const band of bands.values()) if (band.visible) nameIt(band);
}

/** A cluster's name stays in sight as long as its cluster is. */
function nameIt({ name, area, place }) {
  const room = Math.max(0, place.right - place.x - 120);
  const beyond = Math.min(room, Math.max(0, -view.x / view.scale - place.x));
  name.setAttribute("transform", `translate(${place.x - area.x + beyond} ${place.y - area.y})`);
}

/** Zooms so that the point (x, y) of the window stays where it is. */
function zoom(factor, x = picture.clientWidth / 2, y = picture.clientHeight / 2) {
  const scale = Math.min(MOST, Math.max(LEAST, view.scale * factor));
  view.x = x - (x - view.x) * (scale / view.scale);
  view.y = y - (y - view.y) * (scale / view.scale);
  view.scale = scale;
  look();
}

const fitting = () => Math.max(LEAST, Math.min(
  1.25, (picture.clientWidth - 2 * MARGIN) / Math.max(size.width, 1), (picture.clientHeight - 2 * MARGIN) / Math.max(size.height, 1)));

function fit() {
  view.scale = fitting();
  view.x = Math.max(MARGIN, (picture.clientWidth - size.width * view.scale) / 2);
  view.y = Math.max(MARGIN, (picture.clientHeight - size.height * view.scale) / 2);
  look();
}

/** Brings a node into the middle, large enough to read; or only into sight. */
function show(box, middle) {
  const place = placeOf(box);
  if (middle && view.scale < 0.8) view.scale = 1;
  const [x, y] = [(place.x + place.right) / 2 * view.scale, (place.y + place.bottom) / 2 * view.scale];
  const [width, height] = [picture.clientWidth, picture.clientHeight];
  const isIn = (at, room) => at > 60 && at < room - 60;
  if (middle || !isIn(x + view.x, width)) view.x = width / 2 - x;
  if (middle || !isIn(y + view.y, height)) view.y = height / 2 - y;
  look();
}

picture.addEventListener("wheel", (event) => {
  event.preventDefault();
  const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1);
  const area = picture.getBoundingClientRect();
  zoom(Math.exp(-Math.max(-240, Math.min(240, pixels)) * (event.ctrlKey ? 0.01 : 0.0022)), event.clientX - area.left, event.clientY - area.top);
}, { passive: false });

// One finger or the mouse moves, two zoom. What moved less than a few pixels was a click.
const fingers = new Map();
let travelled = 0;
const wasDragged = () => travelled > 4;

picture.addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  if (fingers.size === 0) travelled = 0;
  fingers.set(event.pointerId, [event.clientX, event.clientY]);
});
addEventListener("pointermove", (event) => {
  const last = fingers.get(event.pointerId);
  if (!last) return;
  const [dx, dy] = [event.clientX - last[0], event.clientY - last[1]];
  travelled += Math.abs(dx) + Math.abs(dy);
  if (!wasDragged()) return;
  picture.classList.add("dragged");
  const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
  fingers.set(event.pointerId, [event.clientX, event.clientY]);
  if (other) {
    const area = picture.getBoundingClientRect();
    const spread = (point) => Math.max(1, Math.hypot(point[0] - other[0], point[1] - other[1]));
    zoom(spread([event.clientX, event.clientY]) / spread(last), (last[0] + other[0]) / 2 - area.left, (last[1] + other[1]) / 2 - area.top);
  }
  const share = other ? 0.5 : 1;
  view.x += dx * share;
  view.y += dy * share;
  look();
});
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, (event) => {
  fingers.delete(event.pointerId);
  if (fingers.size === 0) picture.classList.remove("dragged");
});
