using System.CommandLine;
using System.Text;
using Pawl.Host.Explaining;
using Pawl.Host.Verification;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>How an explanation is written.</summary>
internal enum ExplanationFormat
{
    Text,
    Json,
    Html,
}

/// <summary><c>pawl explain</c>: why an output is what it is, down to the market events.</summary>
internal static class ExplainCommand
{
    private const int PlainWidth = 80;
    private const int WidestText = 120;

    public static Command Create()
    {
        ParsedOption<OutputId> id = Options.Parsed<OutputId>("--id", "ID", "The output, by the id in its metadata.",
            text => OutputId.TryParse(text, out OutputId read) ? read : null, "write an id such as DEMO:2852:3: the log, the event's number, the output's number");
        Option<string?> node = new("--node") { Description = "The output, by what said it: a node, or a source such as 'candle(5m)'.", HelpName = "NODE[@SYM]" };
        ParsedOption<Timestamp> at = Options.Time("--at", "With --node: the last output up to this time; without it the last of all.");
        ParsedOption<ExplanationFormat> format = Options.Choice<ExplanationFormat>("--format", "text: a tree. html: a page to fold. json: for programs. Without it the ending of --out decides, else it is text.");
        Option<string?> output = new("--out", "-o") { Description = "Write into this file instead of to standard output.", HelpName = "FILE" };
        Verb command = new("explain", "Tell why an output is what it is: the values that led to it, down to the market events.")
        {
            Examples =
            [
                "pawl explain -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --node macd --at 2024-03-04T15:05:00Z",
                "pawl explain -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --node macd --out macd.html",
                "pawl explain -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --id DEMO:1798:1 --format json",
            ],
        };
        PipelineDataOptions input = new(needsData: false);
        StoredRunOptions store = new();
        input.AddTo(command, [id, node, at, format, output, .. store.All]);
        command.SetAction(parsed =>
        {
            ExplainTarget target = TargetOf(parsed.GetValue(id), parsed.GetValue(node), parsed.GetValue(at));
            string? file = parsed.GetValue(output);
            PipelineData data = input.Read(parsed);
            using RecordedRun? recorded = store.Open(parsed, data);
            return Run(SourceOf(data, recorded), target, parsed.GetValue(format) ?? FormatOf(file), file);
        });
        return command;
    }

    private static ExplainTarget TargetOf(OutputId? id, string? node, Timestamp? at)
    {
        if (id is not null ? node is not null || at is not null : node is null)
        {
            throw new UsageException("give one of --id ID and --node NODE, the latter with --at TIME or without");
        }

        if (id is { } found)
        {
            return new IdTarget(found);
        }

        int mark = node!.LastIndexOf('@');
        return mark < 0 ? new NodeTarget(node, null, at ?? Timestamp.MaxValue) : new NodeTarget(node[..mark], node[(mark + 1)..], at ?? Timestamp.MaxValue);
    }

    private static ExplanationFormat FormatOf(string? file) => Path.GetExtension(file)?.ToUpperInvariant() switch
    {
        ".HTML" or ".HTM" => ExplanationFormat.Html,
        ".JSON" => ExplanationFormat.Json,
        _ => ExplanationFormat.Text,
    };

    private static ExplainSource SourceOf(PipelineData data, RecordedRun? recorded)
    {
        if (recorded is null)
        {
            data.CheckRereadable("explain");
        }

        return new ExplainSource(data.Graph, data.Instruments, recorded is null ? data : null, recorded);
    }

    private static int Run(ExplainSource source, ExplainTarget target, ExplanationFormat format, string? file)
    {
        bool toTerminal = file is null && !Console.IsOutputRedirected;
        Explanation explanation = Explainer.Of(source, target, Interruption.Token);
        string text = format switch
        {
            ExplanationFormat.Json => ExplanationJson.Write(explanation),
            ExplanationFormat.Html => ExplanationHtml.Write(explanation),
            _ => ExplanationText.Write(explanation, toTerminal ? Math.Min(Console.WindowWidth, WidestText) : PlainWidth, toTerminal && !Page.IsPlain),
        };
        if (file is null)
        {
            Console.Out.Write(text);
        }
        else
        {
            OutputArgument.Prepare(file, path => File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));
        }

        return 0;
    }
}
