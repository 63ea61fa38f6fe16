// Holds generated files against other people's tools; prints one line for each thing that is wrong.
//   node validate.mjs lines SCHEMA LINES     each line is valid JSON Schema 2020-12
//   node validate.mjs proto FILE             a file of Protocol Buffers
//   node validate.mjs asyncapi FILE          an AsyncAPI 3 document
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [task, file, lines] = process.argv.slice(2);
const wrong = [];

if (task === "lines") {
  const { default: Ajv } = await import("ajv/dist/2020.js");
  const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(JSON.parse(readFileSync(file, "utf8")));
  for (const line of readFileSync(lines, "utf8").split("\n").filter(Boolean)) {
    if (!validate(JSON.parse(line))) wrong.push(`${JSON.stringify(validate.errors)} in ${line}`);
  }
} else if (task === "proto") {
  const { default: protobuf } = await import("protobufjs");
  const root = protobuf.parse(readFileSync(file, "utf8"), { keepCase: true }).root;
  root.resolveAll();
  const envelope = root.lookupType("pawl.v1.Envelope");
  const candle = { symbol: "SPY", version: 1, id: "SPY:1:1", candle: { close_time: 5, open: -3, volume: { low: 7, high: 0 }, flags: [1] } };
  const back = envelope.toObject(envelope.decode(envelope.encode(envelope.fromObject(candle)).finish()), { longs: Number });
  if (back.candle.open !== -3 || back.candle.volume.low !== 7) wrong.push(`a candle came back as ${JSON.stringify(back)}`);
} else if (task === "asyncapi") {
  const require = createRequire(import.meta.url);
  const { default: Ajv } = await import("ajv");
  const { default: formats } = await import("ajv-formats");
  const schema = require("@asyncapi/specs/schemas/3.0.0-without-$id.json");
  const ajv = new Ajv({ allErrors: true, strict: false });
  formats(ajv);
  const document = JSON.parse(readFileSync(file, "utf8"));
  const validate = ajv.compile(schema);
  if (!validate(document)) wrong.push(...validate.errors.map((e) => `${e.instancePath}: ${e.message}`));
  for (const [name, operation] of Object.entries(document.operations)) {
    if (!document.channels[operation.channel.$ref.slice("#/channels/".length)]) wrong.push(`${name} has no channel`);
  }
} else {
  wrong.push(`unknown task ${task}`);
}

wrong.forEach((line) => console.log(line));
process.exitCode = wrong.length ? 1 : 0;
