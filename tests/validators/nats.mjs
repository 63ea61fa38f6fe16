// The official client beside ours: answers one question, and reads a stream that ours has written.
//   node nats.mjs SERVER STREAM COUNT
import { connect, headers, consumerOpts } from "nats";

const [server, stream, count] = process.argv.slice(2);
const connection = await connect({ servers: server });

const questions = connection.subscribe("question", { max: 1 });
const answered = (async () => {
  for await (const question of questions) {
    const back = headers();
    back.set("Pawl-Epoch", question.headers.get("Pawl-Epoch") + "!");
    question.respond(new TextEncoder().encode(question.string() + question.string()), { headers: back });
  }
})();
await connection.flush();
console.log("ready");
await answered;

const options = consumerOpts();
options.orderedConsumer();
options.bindStream(stream);
const messages = await connection.jetstream().subscribe("log.in.>", options);
let seen = 0;
for await (const message of messages) {
  console.log([message.seq, message.subject, message.headers.get("Pawl-Epoch"), message.headers.get("Pawl-Number"), message.data.length].join(" "));
  if (++seen === Number(count)) break;
}
await connection.publish("done", new TextEncoder().encode("bye"));
await connection.drain();
