using System.CommandLine;
using Pawl.Host.Verification;

namespace Pawl.Host.Commands;

/// <summary><c>--store</c> and <c>--run</c> of verbs that read a stored run instead of data files.</summary>
internal sealed class StoredRunOptions
{
    private readonly Option<string?> store = new("--store") { Description = "Take the input from the newest run of the pipeline in this store, as 'pawl replay --store' makes them, instead of --data.", HelpName = "FILE" };
    private readonly ParsedOption<int> run = Options.WholeNumber("--run", "With --store: the run of this number.", 1, int.MaxValue);

    /// <summary>The options, as help lists them.</summary>
    public IReadOnlyList<Option> All => [store, run];

    /// <summary>The run; null where data files are given.</summary>
    /// <exception cref="UsageException">Neither or both are given.</exception>
    public RecordedRun? Open(ParseResult parsed, PipelineData data)
    {
        string? path = parsed.GetValue(store);
        if (path is null ? data.Files.Count == 0 || parsed.GetValue(run) is not null : data.Files.Count > 0 || data.From is not null || data.To is not null)
        {
            throw new UsageException("give --data FILE, or --store FILE with --run N or without, and then no --from and --to");
        }

        return path is null ? null : RecordedRun.Open(path, parsed.GetValue(run), data.Graph, data.Instruments, data.File.ScriptsIn);
    }
}
