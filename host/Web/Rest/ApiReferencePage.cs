using System.Globalization;
using System.Text;
using Pawl.Host.Commands;
using Pawl.Host.Web.Live;

namespace Pawl.Host.Web.Rest;

/// <summary>The reference page of the API, in Markdown.</summary>
public static class ApiReferencePage
{
    private const string Introduction = """
        # API

        `pawl demo` and `pawl run --serve` serve a run while it goes on: REST under `/api/v1`, a WebSocket at `/ws`, the dashboard at `/`, a
        page to try the API at `/api`, its OpenAPI document at `/openapi.json`, metrics for Prometheus at `/metrics`, and `/health/live` and
        `/health/ready` for those who watch over processes.

        - Messages are those of [the catalogue](messages.md), as they were committed: nobody is shown what is not stored.
        - A list is a page, `{"items": […], "next": …}`; `next` is the `cursor` of the following page, and `null` at the end. A page is cut at 8 MB.
        - A failure is `application/problem+json` with `title`, `status` and `detail`, which says what is wrong and what to do.
        - What can be asked again has an `ETag`; `If-None-Match` with it is answered by 304.
        - Unknown parameters and fields are refused, not ignored.
        - It listens at 127.0.0.1 unless an address is given. It answers to `localhost`, to the address itself and to the names of setting `web.hosts`; pages of
          other servers may use it where setting `web.origins` names them.
        - At an address that other machines reach it serves only with keys (`web.keys`) and by HTTPS (`web.certificate`, `web.key`), or with `web.plain=true` where
          what stands before it encrypts.
        - Limits: 64 KB for a body, 16 KB and 64 lines for headers, 200 requests a second from one address, 1 000 connections.

        ## Keys

        `pawl key NAME >> keys.txt` makes a key and keeps its hash. It may read the market, signals and positions; `--orders` lets it see orders, their fills and
        the account, too, and `--trade` stop and allow trading as well. With `--set web.keys=keys.txt` nothing is told without one:
        `Authorization: Bearer KEY`. A key made with `--ingest` [brings ticks](ingestion.md), and may do nothing here. Without keys everybody who reaches the server may see everything, and nobody may trade; `pawl demo` lets
        everybody at the machine do both. A browser can send no key when it opens a WebSocket: it gets a ticket by `POST /api/v1/tickets` and opens
        `/ws?ticket=…`, once, within half a minute.

        ## WebSocket

        A client says what it wants, and gets the state of it, then each change. Frames are JSON texts:

        | the server says | when |
        | --- | --- |
        | `{"type":"hello","server_time":…,"rights":[…],"window":…}` | first: the version, what the client may do (`read`, `orders`, `trade`), and how far back one may resume |
        | `{"channel":…,"data":…,"ts":…}` | a message: the subject under which the catalogue publishes it, the message, the time of sending |
        | `{"type":"state","channel":…,"items":[…]}` | after subscribing: the newest value of each node; of signals, orders, structure and alerts the newest 100 |
        | `{"type":"gap","channel":…,"log":…,"since":…}` | instead of what was missed, where it lies further back than the window; the state follows |
        | `{"type":"conflated","channel":…,"skipped":…}` | before a frame, where so many older ones of its channel were left out for a slow client |
        | `{"type":"metrics","data":…}` | every two seconds: events a second, the time from input to what is shown, clients, sources |
        | `{"type":"replay","replay":…,"data":…}` | how a session that is replayed stands |
        | `{"type":"error","detail":…}` | a message was refused |

        | the client says | to |
        | --- | --- |
        | `{"op":"subscribe","channels":["candles.external.ES.*","strategies.>"],"since":["ES:2852:3"]}` | get what matches: `*` is any token, `>` the rest. `since`, an id or one for each log, resumes there: all that was said after it, in order, then goes on |
        | `{"op":"subscribe","channels":["pub:ind:RSI_14:60s:*"]}` | in the [Redis form](../guides/redis.md) the same by the name of a channel there, `*` for any text; what comes bears its subject |
        | `{"op":"unsubscribe","channels":[…]}` | get it no longer |
        | `{"op":"replay","action":"open","session":"1"}` | replay a recorded session, which `/api/v1/sessions` lists; then `play`, `pause`, `speed` (with `speed`), `step` (with `by`: event, bar or signal), `seek` (with `to`: a time) and `close` |
        | `{"op":"replay","action":"open","session":"1","pipeline":"demo","set":{"ema_fast.period":5}}` | play another version beside the session: another pipeline of `/api/v1/pipelines`, other parameters, or both |

        Orders come on `orders.ACCOUNT.TYPE`, to those who have the right to them: `order_request`, `order_update`, `fill` and `account_update`, as the account's log
        commits them. That log has the name of the account, `paper`, and ids of its own, so that `since` names the last id of it beside those of the
        symbols. Positions come on `strategies.positions.SYMBOL`, from the same log. Who has not the right and asks for `>` gets everything else; who
        names `orders` is refused.

        Everything of a replay has `"replay"` with the session. Another version beside it has `"what_if": true`, too; its candles are not repeated, and its ids belong to
        no log that is stored. Once the whole session was computed by it, a status says in `what_if.difference` how many signals both give, and which
        are given by one alone; signals are the same where time, symbol, node, kind and side are. Where the session traded, the other version trades with an
        account and a simulated broker of its own; what people told the recorded run is not repeated. A session goes back to the nearest saved state before
        a moment; with another version beside it, to the beginning.

        Bars that are still forming, and what nodes would say if they ended now, come on `dashboard.stream.candles.SYMBOL.FRAME` and
        `dashboard.stream.indicators.SYMBOL.NODE`, four times a second at most, with `metadata.confirmed` false. In a channel each byte of a symbol, frame or
        node outside of `A-Z a-z 0-9 _ -` is written `=XX`: `NSE:99926000` is `NSE=3A99926000`.

        A client that reads slowly gets the newest candles and values rather than all of them, and of everything else each. Who lets more than
        16 384 frames or 32 MB of that wait is closed with 1013 and may resume. Limits: 64 KB and 50 a second for messages, 50 patterns.

        """;

    public static string Write()
    {
        StringBuilder page = new(Introduction);
        page.Append(CultureInfo.InvariantCulture, $"One may resume as far back as this reaches: {Hub.WindowText}. After a start of the server the newest 20 000 events with outputs of each log count.\n\n## REST\n");
        foreach (IGrouping<string, Endpoint> group in Endpoints.All.GroupBy(e => e.Group, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n### {char.ToUpperInvariant(group.Key[0])}{group.Key[1..]}\n");
            foreach (Endpoint endpoint in group)
            {
                Write(page, endpoint);
            }
        }

        page.Append("\nOf every list that takes `cursor`:\n");
        Markdown.Table(page, ["parameter", "meaning"], CommonParameters.Paging.Select(Row));
        return page.ToString();
    }

    private static void Write(StringBuilder page, Endpoint endpoint)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n#### `{endpoint.Method} {endpoint.Path}`\n\n{endpoint.Summary}{(endpoint.Needs == Right.Read ? "" : " " + endpoint.NeedsText)}\n");
        Markdown.Table(page, ["parameter", "meaning"], endpoint.InPath.Concat(endpoint.Query.Except(CommonParameters.Paging)).Select(Row));
        Markdown.Table(page, ["field of the body", "meaning"], endpoint.Body.Select(Row));
        if (endpoint.Answer.Kind == AnswerKind.Envelopes)
        {
            page.Append("\nA page of messages.\n");
        }
        else if (endpoint.Answer.Fields.Length > 0)
        {
            Markdown.Table(page, [endpoint.Answer.Kind == AnswerKind.Page ? "field of an item" : "field", "meaning"], endpoint.Answer.Fields.Select(f => (string[])[$"`{f.Name}`", f.Meaning]));
        }
    }

    private static string[] Row(Parameter parameter) => [$"`{parameter.Name}`", parameter.Meaning + (parameter.IsRequired ? "; needed" : "") + (parameter.Words.IsEmpty ? "" : $": {string.Join(" or ", parameter.Words)}")];
}
