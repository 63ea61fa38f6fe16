// What is known of the chosen node, in words.
const details = byId("details");

function facts(rows) {
  const list = make("dl");
  for (const [name, ...value] of rows) list.append(make("dt", {}, name), make("dd", {}, ...value));
  return list;
}

function links(title, ids, remark = () => "") {
  if (ids.length === 0) return [];
  const list = make("div", { class: "links" });
  for (const id of ids) {
    const button = make("button", { type: "button" }, id);
    if (remark(id)) button.append(make("small", {}, remark(id)));
    button.addEventListener("click", () => choose(id, true));
    list.append(button);
  }
  return [make("h3", {}, title), list];
}

function describe(node) {
  if (!node) {
    details.replaceChildren(make("h2", {}, "Details"), make("p", { class: "note" }, "Choose a node to see what it computes, what it reads and what reads it."));
    return;
  }

  const kind = kinds.get(node.kind) ?? { summary: "", formula: "", source: "", emits: "", output: [] };
  const close = make("button", { type: "button", "aria-label": "Close details", title: "Close (Esc)" }, "×");
  close.addEventListener("click", () => choose(null));
  const readBy = (id) => node.inputs.filter((input) => input.from === id)
    .map((input) => [input.name, input.field].filter(Boolean).join(": ")).filter(Boolean).join(", ");
  const [up, down] = [reach(node, sources).size, reach(node, readers).size];
  const published = node.published_as.length > 0 ? `as ${node.published_as.join(", ")}` : node.published ? "yes" : "no, only serves others";

  details.replaceChildren(
    make("div", { class: "head" }, make("h2", {}, node.id), close),
    make("p", { class: "note" }, kind.summary),
    ...(kind.formula ? [make("h3", {}, "Formula"), make("p", {}, make("code", {}, kind.formula))] : []),
    ...(kind.source ? [make("p", { class: "note" }, `Source: ${kind.source}`)] : []),
    make("h3", {}, "Node"),
    facts([
      ["kind", node.kind], ["family", node.family], ["symbol", node.symbol ?? "any"], ["time frame", node.timeframe ?? "none"],
      ["rank", String(node.rank)], ...(node.warm_up === null ? [] : [["warm-up", `${node.warm_up} update${node.warm_up === 1 ? "" : "s"}`]]),
      ["published", published], ["depends on", `${up} node${up === 1 ? "" : "s"}`], ["feeds", `${down} node${down === 1 ? "" : "s"}`],
    ]),
    ...(node.parameters.length === 0 ? [] : [make("h3", {}, "Parameters"), facts(node.parameters.map((parameter) =>
      [parameter.name, String(parameter.value), ...(parameter.default ? [make("small", {}, " default")] : [])]))]),
    ...links("Reads", [...new Set(node.inputs.map((input) => input.from))], readBy),
    ...links("Woken by", node.triggers),
    ...links("Read by", node.readers),
    ...(kind.output.length === 0 ? [] : [make("h3", {}, `Output: ${kind.emits}`), facts(kind.output.map((field) =>
      [field.name, field.type, ...(field.doc ? [make("br"), make("small", {}, field.doc)] : [])]))]));
  details.parentElement.scrollTop = 0;
}
