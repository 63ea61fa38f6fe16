using System.CommandLine;
using System.Net;
using Pawl.Backtesting.Runs;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay;
using Pawl.Host.Replay.Live;
using Pawl.Host.Replay.Storing;
using Pawl.Host.Services.Redis;
using Pawl.Host.Web;
using Pawl.Host.Web.Live;
using Pawl.Ingestion;
using Pawl.Persistence;
using Pawl.Persistence.Sqlite;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary><c>pawl demo</c>: a market that is made up, ready strategies, a store and the dashboard, with nothing to configure.</summary>
internal static class DemoCommand
{
    private const string PipelineName = "demo";
    private const string DefaultFolder = "pawl-demo";

    private const long Minute = 60 * Timestamp.NanosecondsPerSecond;

    /// <summary>How much of the market has happened when one looks for the first time.</summary>
    private static readonly TimeSpan History = TimeSpan.FromHours(3);

    public static Command Create()
    {
        ParsedOption<double> speed = Options.Parsed<double>("--speed", "N", "The market's time goes N times as fast as the clock, 1 by default.", text => RunCommand.Speed(text) is { } n && !double.IsInfinity(n) ? n : null, "write a number above 0, such as 1 or 10");
        ParsedOption<int> seed = Options.WholeNumber("--seed", "Another seed is another course of prices; 1 by default.", 0, int.MaxValue);
        ParsedOption<TimeSpan> duration = Options.Parsed<TimeSpan>("--duration", "TIME", "End after this time, such as 90s or 10m; without it Ctrl-C ends it.", SimulatedOptions.DurationOf, "write a time such as 90s, 10m or 8h");
        Option<bool> headless = new("--headless") { Description = "Without the dashboard: run and store alone." };
        ParsedOption<int> port = Options.WholeNumber("--port", "Serve at this port of 127.0.0.1, 8080 by default; 0 takes any that is free.", 0, IPEndPoint.MaxPort);
        Option<string?> folder = new("--dir") { Description = $"The folder in which it keeps what happened, {DefaultFolder} by default; started again, it goes on from there.", HelpName = "DIR" };
        SettingOptions settings = new(withProfile: true);
        Verb command = new("demo", "Look at it: a simulated market, strategies and a dashboard at http://localhost:8080.")
        {
            Examples = ["pawl demo", "pawl demo --speed 10 --seed 7", "pawl demo --headless --duration 10s", "pawl demo --profile redis"],
        };
        foreach (Option option in (Option[])[speed, seed, duration, headless, port, folder])
        {
            command.Add(option);
        }

        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            SettingValues values = settings.Read(parsed);
            string into = parsed.GetValue(folder) ?? DefaultFolder;
            OutputArgument.Prepare(into, path => Directory.CreateDirectory(path));
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Interruption.Token);
            if (parsed.GetValue(duration) is { } length)
            {
                stop.CancelAfter(length);
            }

            if (values.Get(SettingTable.Profile) == ServiceProfile.Redis)
            {
                Interruption.Patience = RedisDemo.Patience;
                new RedisDemo(into, settings.HandOn(parsed)) { Seed = parsed.GetValue(seed) ?? 1, Speed = parsed.GetValue(speed) ?? 1, Page = parsed.GetValue(port), IsHeadless = parsed.GetValue(headless) }.Run(stop.Token);
                return 0;
            }

            string store = Path.Combine(into, "demo.db");
            SimulatedOptions market = MarketOf(store, parsed.GetValue(seed) ?? 1);
            Interruption.Patience = RunCommand.Patience;
            PipelineData data = DataOf(market);
            LiveRunSummary summary = new LiveRun(data, new LiveRunRequest(new StoreRequest(store, StoreOptionsOfReplay.PolicyOf(null, values), Resume: true, StoreOptions(values)))
            {
                Speed = parsed.GetValue(speed) ?? 1,
                Threads = values.Get(SettingTable.Threads),
                Paper = AccountOf(new BrokerOptions().Read(parsed, data)!),
                Serve = parsed.GetValue(headless) ? null : Serve(parsed.GetValue(port), values),
                PaceFrom = EndOfHistory(market),
            }).Run(stop.Token);
            LiveRunWriter.WriteText(summary, Console.Error);
            return 0;
        });
        return command;
    }

    /// <summary>
    /// An account that can carry a contract of each symbol for each strategy: the limits that are shipped for paper, made for 100 000 of money, refuse
    /// a single contract of ES.
    /// </summary>
    private static BacktestSettings AccountOf(BacktestSettings usual) => usual with
    {
        Account = usual.Account with
        {
            Cash = QuantitySum.Parse("5000000"),
            Limits = usual.Account.Limits with
            {
                MaxOrderNotional = QuantitySum.Parse("1000000"),
                MaxGross = QuantitySum.Parse("5000000"),
                MaxNet = QuantitySum.Parse("5000000"),
                DailyLoss = QuantitySum.Parse("250000"),
                MaxDrawdown = QuantitySum.Parse("500000"),
            },
        },
    };

    /// <summary>Nothing of it is worth anything, so that it needs to survive no loss of power, and anybody at this machine may stop it.</summary>
    private static StoreOptions StoreOptions(SettingValues values) =>
        StoreOptionsOfReplay.OptionsOf("pawl demo", values) with { Durability = Durability.Normal, Ticks = false };

    private static WebOptions Serve(int? port, SettingValues values) =>
        ServeOptions.Of(new IPEndPoint(IPAddress.Loopback, port ?? WebOptions.DefaultPort), values) with { TakesNextPort = true, TradesFreely = true };

    /// <summary>The market of the store, or where it has none of this seed, one whose history ends now.</summary>
    private static SimulatedOptions MarketOf(string store, int seed)
    {
        SimulatedOptions begun = new() { Seed = seed };
        if (File.Exists(store))
        {
            using StoreReader reader = StoreReader.Open(store);
            string mark = begun.ToString().Split(',')[0] + ",";
            if (reader.Runs().FirstOrDefault(r => r.Description.Pipeline == PipelineName && r.Description.Data.StartsWith(mark, StringComparison.Ordinal)) is { } run)
            {
                return SimulatedOptions.Parse(run.Description.Data);
            }
        }

        long start = Frame.Now().Nanoseconds - (History.Ticks * TimeSpan.NanosecondsPerTick);
        return begun with { Start = new Timestamp(start - (start % Minute)) };
    }

    /// <summary>Its first bar is whole, so it began up to a minute earlier than the history is long; where it begins now, that minute is history too.</summary>
    private static Timestamp EndOfHistory(SimulatedOptions market)
    {
        Timestamp end = market.Start.AddNanoseconds(History.Ticks * TimeSpan.NanosecondsPerTick);
        Timestamp now = Frame.Now();
        return now - end < Minute ? now : end;
    }

    private static PipelineData DataOf(SimulatedOptions market)
    {
        string path = ConfigFolder.Find(Path.Combine("pipelines", PipelineName + ".yaml"))
            ?? throw new FailureException($"config/pipelines/{PipelineName}.yaml is neither here nor beside the program; start it by its launcher");
        SymbolInstruments instruments = new();
        foreach (SimulatedListing listing in market.Listings)
        {
            instruments.TryAdd(listing.Symbol.Name, new Instrument(listing.Symbol.Name)
            {
                TickSize = listing.Tick, LotSize = listing.Lot, Multiplier = listing.Multiplier,
                // Nobody quotes the rate of a stablecoin here; it counts as the dollar that it stands for.
                Currency = listing.Currency == "USDT" ? "USD" : listing.Currency,
            });
        }

        return PipelineData.Load(path, [market.ToString()], _ => instruments) with { Letters = new DeadLetters(goesOn: true) };
    }
}
