using System.CommandLine;
using Pawl.Host.Backtesting.Sweeps;
using Pawl.Host.Backtesting.Sweeps.Shared;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Services;
using Pawl.Nats;

namespace Pawl.Host.Commands;

/// <summary><c>--workers</c> and <c>--work-for</c>: a sweep whose sets are run by processes elsewhere.</summary>
internal sealed class SweepSharing
{
    private readonly Option<string?> workers = Url("--workers", "Let workers run the sets: processes that were given the same line with --work-for. Over the NATS server at URL, or that of setting nats.internal.");
    private readonly Option<string?> workFor = Url("--work-for", "Run sets of a sweep that was given the same line with --workers, until all are done.");

    private NatsOptions? server;

    /// <summary>The options, as help lists them.</summary>
    public IReadOnlyList<Option> All => [workers, workFor];

    /// <summary>Whether this process is a worker.</summary>
    public bool Works { get; private set; }

    /// <summary>Takes what was said.</summary>
    /// <exception cref="UsageException">It cannot be so.</exception>
    public void Read(ParseResult parsed, SettingValues values, bool keepsFiles)
    {
        bool shares = parsed.GetResult(workers) is not null;
        Works = parsed.GetResult(workFor) is not null;
        if (shares && Works)
        {
            throw new UsageException("--workers and --work-for: a process shares a sweep or works for one; leave one out");
        }

        if (Works && keepsFiles)
        {
            throw new UsageException("--work-for: the files and the summary are written by who shares the sweep; leave out --out, --resume and --json");
        }

        string option = Works ? "--work-for" : "--workers";
        string? url = Works ? parsed.GetValue(workFor) : parsed.GetValue(workers);
        server = !shares && !Works ? null : url is null ? NatsSettings.OfInside(values, "sweep") : NatsSettings.Parse(url, option, "sweep");
    }

    /// <summary>Runs sets for somebody else.</summary>
    public int Work(SweepPlan plan)
    {
        try
        {
            WorkAsync(plan, server!).GetAwaiter().GetResult();
            return 0;
        }
        catch (Exception e) when (e is NatsException or FormatException)
        {
            throw new FailureException($"--work-for: {e.Message}");
        }
    }

    /// <summary>Runs a sweep, its sets here or elsewhere.</summary>
    public SweepSummary Run(SweepPlan plan, SweepFile file, Action<double, double> progress)
    {
        SweptData data = new(plan.Data);
        return server is null ? new SweepRunner(plan, file, data, new LocalSets(plan, data), progress).Run(Interruption.Token)
            : ShareAsync(server, plan, file, data, progress).GetAwaiter().GetResult();
    }

    private static async Task WorkAsync(SweepPlan plan, NatsOptions server)
    {
        await using NatsLink link = new(server, SetQueue.Patience);
        await new SweepWorker(plan, link, SharedWork.KeyOf(plan), Say).RunAsync(Interruption.Token);
    }

    private static async Task<SweepSummary> ShareAsync(NatsOptions server, SweepPlan plan, SweepFile file, SweptData data, Action<double, double> progress)
    {
        await using SharedSets sets = new(server, SharedWork.KeyOf(plan), Say);
        SweepSummary summary = new SweepRunner(plan, file, data, sets, progress).Run(Interruption.Token);
        await sets.CompleteAsync();
        return summary;
    }

    private static void Say(string line) => Console.Error.WriteLine($"sweep: {line}");

    private static Option<string?> Url(string name, string description) => new(name) { Description = description, HelpName = "URL", Arity = ArgumentArity.ZeroOrOne };
}
