// The graph as `pawl dag --format json` gives it, with what the page asks of it.
const graph = JSON.parse(document.getElementById("data").textContent);
const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
const kinds = new Map(graph.kinds.map((kind) => [kind.name, kind]));
const clusters = new Map(graph.clusters.map((cluster) => [cluster.id, cluster]));

const sources = (node) => [...new Set([...node.inputs.map((input) => input.from), ...node.triggers])];
const readers = (node) => node.readers;

/** Everything that a node depends on, or that depends on it; not the node itself. */
function reach(node, next) {
  const found = new Set();
  const waiting = [node];
  while (waiting.length > 0)
    for (const id of next(waiting.pop()))
      if (!found.has(id) && id !== node.id) {
        found.add(id);
        waiting.push(nodes.get(id));
      }
  return found;
}

/** The clusters around a node, from the outermost. */
function homes(node) {
  const path = [];
  for (let id = node.cluster; id; id = clusters.get(id).parent) path.unshift(id);
  return path;
}

/** An element with attributes and children; text is never read as markup. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const byId = (id) => document.getElementById(id);
const say = (text) => { byId("status").textContent = text; };
