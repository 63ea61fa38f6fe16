using Pawl.Host.Configuration.Settings;

namespace Pawl.Host.Commands;

/// <summary>What a shell offers for a value.</summary>
internal enum CandidateKind
{
    /// <summary>Nothing: a number, a time, a name that is free.</summary>
    None,
    Words,
    Files,
    Folders,
}

/// <summary>What can be offered where a value is to be written. How help calls the value says what it is.</summary>
internal sealed record Candidates(CandidateKind Kind, IReadOnlyList<string> Words)
{
    private static readonly string[] Frames = ["1s", "5s", "15s", "30s", "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "1d", "1w"];

    /// <param name="helpName">As in help: FILE, DIR, KIND, or the words themselves, such as <c>jsonl|csv</c>.</param>
    public static Candidates Of(string? helpName) => helpName?.TrimEnd('…') switch
    {
        null or "" => new(CandidateKind.None, []),
        "FILE" or "FILE|-" or "FILE|URL" or "[SYM=]FILE" or "PIPELINE" => new(CandidateKind.Files, []),
        "DIR" or "DIR|-" => new(CandidateKind.Folders, []),
        "KIND" => new(CandidateKind.Words, [.. Pipelines.Kinds.Kinds.Select(k => k.Name)]),
        "TIMEFRAME" or "FRAME" or "TF" => new(CandidateKind.Words, Frames),
        "SECTION.KEY=VALUE" => new(CandidateKind.Words, [.. SettingTable.All.Where(s => !s.IsSecret).Select(s => s.Name + "=")]),
        var words when words.All(c => char.IsAsciiLetterLower(c) || c is '|' or '-' or '_') => new(CandidateKind.Words, words.Split('|')),
        _ => new(CandidateKind.None, []),
    };
}
