using System.CommandLine;
using System.Net;
using Pawl.Host.Commands;
using Pawl.Host.Configuration.Instruments;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Web;

namespace Pawl.Host.Services.Ingest;

/// <summary><c>pawl service ingestion-gateway</c>: ticks by HTTP and WebSocket.</summary>
internal static class GatewayCommand
{
    private const string Role = "ingestion-gateway";
    private const int Usual = 8081;

    private static readonly SettingOptions Input = new();

    public static Verb Create()
    {
        Option<IPEndPoint?> listen = ServeOptions.Address(
            "--listen", $"Where it listens, 127.0.0.1:{Usual} by default; port 0 takes any that is free. At an address that other machines reach it needs HTTPS, see web.certificate and web.plain.");
        Verb verb = new(Role, "Take ticks by HTTP and WebSocket, and hand them to the system; see docs/reference/ingestion.md.")
        {
            Examples =
            [
                "pawl service ingestion-gateway --set web.keys=keys.txt",
                "pawl service ingestion-gateway --listen 0.0.0.0:8081 --set web.keys=keys.txt --set web.plain=true --set web.hosts=ingest.example.com",
            ],
        };
        verb.Add(listen);
        Input.AddTo(verb);
        verb.SetAction(parsed => Run(parsed.GetValue(listen), Input.Read(parsed)));
        return verb;
    }

    private static int Run(IPEndPoint? listen, SettingValues values)
    {
        IPEndPoint address = listen ?? new IPEndPoint(IPAddress.Loopback, Usual);
        NatsSettings nats = NatsSettings.OfBorder(values, Role);
        int perSecond = values.Get(SettingTable.IngestRequests);
        WebOptions options = ServeOptions.Of(address, values, "--listen") with
        {
            BodyBytes = IngestLimits.BodyBytes,
            Connections = IngestLimits.Connections,
            // Many keys may come from one address, behind what stands before the gateway.
            RequestsPerSecond = 10 * perSecond,
        };
        if (!options.Keys.Any)
        {
            throw new UsageException("web.keys is not set: nobody could send; make a key with 'pawl key NAME --ingest >> keys.txt', and name the file with --set web.keys=keys.txt");
        }

        IngestSymbols symbols = SymbolsOf(values);
        IngestCounts counts = new();
        Slots slots = new(IngestLimits.AtOnce);
        ServiceHealth health = new(Role);
        NatsBorder border = new(nats);
        NatsArrivalPort port = new(border.Arrivals);
        Ingestion ingestion = new(port, symbols, counts, TimeProvider.System);
        StreamIngestion streams = new(port, border.Senders, symbols, counts, TimeProvider.System, TimeSpan.FromMilliseconds(values.Get(SettingTable.IngestWait)));
        IngestHandler handler = new(new IngestGuard(options, perSecond), ingestion, streams, counts, slots, health, Interruption.Token);
        Tell(health, counts, slots);
        GatewayRole role = new(border, handler, slots, health);
        return Service.Run(Role, () => health.ServeAsync(options, "ticks, health and metrics", handler.HandleAsync), role.RunAsync);
    }

    private static IngestSymbols SymbolsOf(SettingValues values)
    {
        string[] named = values.Get(SettingTable.IngestSymbols).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        InstrumentSource source = new(values);
        InstrumentsFile? file = source.Path is null ? null : source.Read(Role);
        return new IngestSymbols(named, file, source.Path ?? "");
    }

    private static void Tell(ServiceHealth health, IngestCounts counts, Slots slots)
    {
        health.Counter("pawl_ingest_accepted_total", "Ticks and quotes that the stream has.", () => counts.Accepted);
        health.Counter("pawl_ingest_duplicates_total", "Ticks and quotes that were left out, because they had come before.", () => counts.Duplicates);
        health.Counter("pawl_ingest_gaps_total", "Holes in the numbers of streams.", () => counts.Gaps);
        health.Counter("pawl_ingest_late_total", "Ticks and quotes that were left out, because their gap was permanent.", () => counts.Late);
        health.Counters("pawl_ingest_refused_total", "Batches that were refused, by reason.", "reason", () => counts.Refused);
        health.Gauge("pawl_ingest_lag_seconds", "How old the newest tick of the last batch was when the stream had it.", () => counts.Lag);
        health.Gauge("pawl_ingest_working", "Batches that are worked on.", () => slots.Taken);
    }
}
