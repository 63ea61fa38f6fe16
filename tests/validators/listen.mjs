// Reads the WebSocket of a running pawl and holds each message against the JSON Schema of its type.
//   node listen.mjs URL FOLDER COUNT TYPES
// It reads COUNT messages at least, and until it has seen all TYPES, which commas part; it ends with the types that it saw, or one line
// for each thing that is wrong.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import WebSocket from "ws";

const [url, folder, count, types] = process.argv.slice(2);
const wanted = types.split(",");
const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
const schemas = new Map(readdirSync(folder).filter((name) => name.endsWith(".schema.json"))
  .map((name) => [name.replace(".schema.json", ""), ajv.compile(JSON.parse(readFileSync(join(folder, name), "utf8")))]));
const seen = {};
const wrong = [];
let left = Number(count);

const check = (message, where) => {
  const validate = schemas.get(message.type);
  if (!validate) wrong.push(`${where}: no schema for ${message.type}`);
  else if (!validate(message)) wrong.push(`${where}: ${JSON.stringify(validate.errors)} in ${JSON.stringify(message)}`);
  seen[message.type] = (seen[message.type] ?? 0) + 1;
  left--;
};

const socket = new WebSocket(url);
socket.on("open", () => socket.send(JSON.stringify({ op: "subscribe", channels: [">"] })));
socket.on("message", (data) => {
  const frame = JSON.parse(data);
  if (frame.type === "state") frame.items.forEach((item) => check(item, frame.channel));
  else if (frame.type === undefined) check(frame.data, frame.channel);
  else if (frame.type === "error") wrong.push(frame.detail);
  if (typeof frame.ts !== "string" || Number.isNaN(Date.parse(frame.ts))) wrong.push(`a frame without time: ${data}`);
  if (wrong.length || (left <= 0 && wanted.every((type) => seen[type]))) socket.close();
});
socket.on("error", (failure) => wrong.push(String(failure)));
socket.on("close", () => {
  console.log(wrong.length ? wrong.slice(0, 10).join("\n") : JSON.stringify(seen));
  process.exitCode = wrong.length ? 1 : 0;
});
