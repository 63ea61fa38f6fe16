// The page to try the API, made of its OpenAPI document. Texts go in as text, never as HTML.
const make = (tag, props = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};

const field = (parameter) => {
  const input = parameter.schema.enum
    ? make("select", {}, make("option", { value: "" }, ""), ...parameter.schema.enum.map((word) => make("option", {}, word)))
    : make("input", { placeholder: parameter.example ?? "", required: parameter.required, spellcheck: false });
  input.name = parameter.name;
  input.dataset.place = parameter.in;
  if (parameter.required && parameter.example) input.value = parameter.example;
  return make("label", {}, make("code", {}, parameter.name), input, make("small", {}, parameter.description));
};

const bodyFields = (operation) => {
  const schema = operation.requestBody?.content["application/json"].schema;
  return Object.entries(schema?.properties ?? {}).map(([name, { description }]) =>
    field({ name, in: "body", description, required: (schema.required ?? []).includes(name), schema: {} }));
};

const send = async (root, path, method, form, answer) => {
  const query = new URLSearchParams();
  const body = {};
  for (const input of form.querySelectorAll("[data-place]")) {
    if (input.value === "") continue;
    if (input.dataset.place === "path") path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
    else if (input.dataset.place === "query") query.set(input.name, input.value);
    else body[input.name] = input.value;
  }
  const key = document.getElementById("key").value;
  const headers = key ? { Authorization: `Bearer ${key}` } : {};
  if (method === "POST") headers["Content-Type"] = "application/json";
  const url = root + path + (query.size ? `?${query}` : "");
  answer.textContent = `${method} ${url}\n…`;
  try {
    const began = performance.now();
    const response = await fetch(url, { method, headers, body: method === "POST" && form.querySelector("[data-place=body]") ? JSON.stringify(body) : undefined });
    const text = await response.text();
    const took = Math.round(performance.now() - began);
    let shown = text;
    try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* it is no JSON */ }
    answer.textContent = `${method} ${url}\n${response.status} in ${took} ms\n\n${shown.slice(0, 200000)}`;
  } catch (failure) {
    answer.textContent = `${method} ${url}\n${failure}`;
  }
};

const show = (root, path, method, operation) => {
  const answer = make("pre", { hidden: true, tabIndex: 0 });
  const form = make("form", {}, ...operation.parameters.map(field), ...bodyFields(operation), make("button", {}, "Send"), answer);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer.hidden = false;
    send(root, path, method, form, answer);
  });
  return make("details", {}, make("summary", {}, make("b", {}, method), make("code", {}, path), make("span", {}, operation.summary)), form);
};

const main = document.getElementById("endpoints");
fetch("/openapi.json").then((response) => response.json()).then((api) => {
  const groups = new Map();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const group = operation.tags[0];
      if (!groups.has(group)) groups.set(group, make("section", {}, make("h2", {}, group)));
      groups.get(group).append(show(api.servers[0].url, path, method.toUpperCase(), operation));
    }
  }
  main.replaceChildren(...groups.values());
  main.ariaBusy = "false";
}).catch((failure) => main.replaceChildren(make("p", {}, `The description cannot be read: ${failure}`)));
