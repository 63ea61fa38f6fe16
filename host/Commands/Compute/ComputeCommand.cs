using System.CommandLine;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary><c>pawl compute</c>: one kind over one file, as a table. A replay of a pipeline of that kind alone.</summary>
internal static class ComputeCommand
{
    public static Command Create()
    {
        Argument<string?> kind = new("KIND") { Description = "The kind to compute; 'pawl nodes' lists them.", Arity = ArgumentArity.ZeroOrOne };
        Option<string> input = new("--in", "-i") { Description = "CSV file of candles or ticks, plain or gzip; '-' is standard input.", Required = true, HelpName = "FILE" };
        Option<string> output = new("--out", "-o") { Description = "The file to write, '-' for standard output; with --all-defaults a folder.", Required = true, HelpName = "FILE|-" };
        Option<string[]> set = new("--set") { Description = "Give a parameter; may be repeated.", HelpName = "NAME=VALUE" };
        Option<string?> frame = new("--timeframe", "-t") { Description = "Time frame of the candles to compute on; by default that of the file. Ticks need it.", HelpName = "TF" };
        Option<string?> source = new("--source") { Description = "What to read from a candle, close by default.", HelpName = string.Join('|', CandleNumbers.Names) };
        Option<string[]> inputs = new("--input") { Description = "What an input reads: a number of the candle such as open, or another kind such as ema(9), ema(9, high), macd(12, 26, 9).signal or break_of_structure(swings=swing_points(2, 2)); may be repeated.", HelpName = "NAME=WHAT" };
        Option<bool> all = new("--all-defaults") { Description = "Compute every kind with its defaults, each to a file KIND.csv in the folder of --out." };
        Verb command = new("compute", "Compute an indicator over a file of candles or ticks.")
        {
            Examples =
            [
                "pawl aggregate --in samples/data/DEMO_trades.csv.gz --timeframe 1m --out bars",
                "pawl compute ema --set period=9 --in bars/DEMO_1m.csv --out -",
                "pawl compute bollinger --source hlc3 --in samples/data/DEMO_trades.csv.gz --timeframe 5m --out bands.csv",
                "pawl compute cross --input 'fast=ema(9)' --input 'slow=ema(21)' --in bars/DEMO_1m.csv --out -",
                "pawl compute --all-defaults --in bars/DEMO_1m.csv --out indicators",
            ],
        };
        command.Add(kind);
        foreach (Option option in (Option[])[input, output, set, frame, source, inputs, all])
        {
            command.Add(option);
        }

        InstrumentOptions instrument = new();
        instrument.AddTo(command);
        SettingOptions settings = new(withSet: false);
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            SettingValues values = settings.Read(parsed);
            return Run(new Request(
                parsed.GetValue(kind),
                parsed.GetValue(input)!,
                parsed.GetValue(output)!,
                FrameOf(parsed.GetValue(frame)),
                [.. Assignment.All("--set", parsed.GetValue(set)), .. Assignment.All("--source", parsed.GetValue(source) is { } s ? ["source=" + s] : [])],
                [.. Assignment.All("--input", parsed.GetValue(inputs))],
                parsed.GetValue(all),
                values.Get(SettingTable.Progress),
                instrument.Read(parsed, values)));
        });
        return command;
    }

    private sealed record Request(
        string? Kind, string In, string Out, TimeFrame? Frame, Assignment[] Parameters, Assignment[] Inputs, bool All, bool Progress, SymbolInstruments Instruments);

    private static int Run(Request request)
    {
        Check(request);
        ComputeInput data = ComputeInput.Of(request.In, request.Frame, request.Instruments);
        (IReadOnlyList<ComputedNode> nodes, Graph graph) = Compile(request, data);
        SymbolTable symbols = new();
        using DataFiles files = DataFiles.Open("--in", [request.In], symbols, symbol: null, data.Csv);
        using IInputSource input = files.Merge(symbols, request.Instruments);
        using ComputeTables tables = Open(request, nodes);
        bool isQuiet = !request.Progress || (request.Out == "-" && !Console.IsOutputRedirected);
        ReplaySummary summary = ReplayProgress.Show("compute", input, isQuiet, report => new ReplayRunner(graph, input, symbols, new ReplayOptions
        {
            Instruments = request.Instruments,
            EveryFrame = true,
            OpenSink = tables.SinkOf,
            Progress = report,
        }).Run(Interruption.Token));
        tables.Complete();
        foreach (string warning in summary.Warnings)
        {
            Console.Error.WriteLine("warning: " + warning);
        }

        return 0;
    }

    private static void Check(Request request)
    {
        if (request.All == request.Kind is not null)
        {
            throw new UsageException(request.All
                ? $"--all-defaults computes every kind; leave {Shown.Of(request.Kind!)} out"
                : "names no kind; write 'pawl compute KIND', or --all-defaults");
        }

        if (request.All && request.Parameters.Length + request.Inputs.Length > 0)
        {
            throw new UsageException("--all-defaults takes no --set, --source and --input; name one kind");
        }

        if (request.All)
        {
            OutputArgument.Check(request.Out == "-" ? throw new UsageException("--out '-': --all-defaults writes a file per kind; give a folder") : request.Out, json: false);
        }
        else if (Directory.Exists(request.Out))
        {
            throw new UsageException($"--out {Shown.Of(request.Out)} is a folder; give a file");
        }
    }

    private static (IReadOnlyList<ComputedNode> Nodes, Graph Graph) Compile(Request request, ComputeInput data)
    {
        ComputePipeline pipeline = new(data.Frame, data.HasTicks);
        if (request.Kind is not null)
        {
            pipeline.Add(NodesCommand.Find(request.Kind), request.Parameters, request.Inputs);
            return (pipeline.Nodes, pipeline.Compile());
        }

        foreach (KindDescriptor kind in Pipelines.Kinds.Kinds)
        {
            if (pipeline.WhyNot(kind) is { } reason)
            {
                Console.Error.WriteLine($"{kind.Name}: left out; {reason}");
            }
            else
            {
                pipeline.Add(kind, [], []);
            }
        }

        return (pipeline.Nodes, pipeline.Compile());
    }

    private static ComputeTables Open(Request request, IReadOnlyList<ComputedNode> nodes)
    {
        if (request.Out == "-")
        {
            return new ComputeTables(nodes, request.In, _ => new StreamTarget(Console.OpenStandardOutput()));
        }

        OutputArgument.Prepare(request.Out, path => Directory.CreateDirectory(request.All ? path : Path.GetDirectoryName(Path.GetFullPath(path))!));
        return new ComputeTables(nodes, request.In, node => new FileTarget(request.All ? Path.Combine(request.Out, node.Kind.Name + ".csv") : request.Out));
    }

    private static TimeFrame? FrameOf(string? text) =>
        text is null ? null
        : TimeFrame.TryParse(text.Trim(), out TimeFrame frame) && !frame.IsNone ? frame
        : throw new UsageException($"--timeframe {Shown.Of(text)}: is not a time frame; write a whole number and s, m, h, d, w, t, v or r, such as 5m");
}
