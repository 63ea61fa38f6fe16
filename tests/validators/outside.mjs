// Another program of a system: sends the messages of a file as user feed, reads what comes of them as user reader, and holds each message
// against the JSON Schema of its type. Prints what came, a line each; then one line for each thing that is wrong.
//   node outside.mjs PORT SCHEMAS SUBJECT FILE COUNT CHANNEL…
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import { connect } from "nats";

const [port, folder, subject, file, count, ...channels] = process.argv.slice(2);
const as = (user) => connect({ servers: `127.0.0.1:${port}`, user, pass: user, inboxPrefix: "_INBOX" });
const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
const schemas = new Map(readdirSync(folder).filter((name) => name.endsWith(".schema.json"))
  .map((name) => [name.replace(".schema.json", ""), ajv.compile(JSON.parse(readFileSync(join(folder, name), "utf8")))]));
const wrong = [];
let left = Number(count);

const reader = await as("reader");
let finish;
const all = new Promise((resolve) => { finish = resolve; });
for (const channel of channels) {
  reader.subscribe(channel, {
    callback: (failure, message) => {
      if (failure) {
        wrong.push(`${channel}: ${failure}`);
        finish();
        return;
      }
      const line = message.string();
      const read = JSON.parse(line);
      const validate = schemas.get(read.type);
      if (!validate) wrong.push(`${message.subject}: no schema for ${read.type}`);
      else if (!validate(read)) wrong.push(`${message.subject}: ${JSON.stringify(validate.errors)} in ${line}`);
      console.log(`${message.subject} ${line}`);
      if (--left === 0) finish();
    },
  });
}
await reader.flush();

// Each message is acknowledged by the stream, so that it is known to be there.
const feed = await as("feed");
const encoder = new TextEncoder();
for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
  const answer = JSON.parse((await feed.request(subject, encoder.encode(line), { timeout: 20000 })).string());
  if (answer.stream !== "TICKS") wrong.push(`${subject}: ${JSON.stringify(answer)}`);
}
await feed.drain();
await all;
await reader.drain();
wrong.slice(0, 10).forEach((line) => console.log(line));
process.exitCode = wrong.length ? 1 : 0;
