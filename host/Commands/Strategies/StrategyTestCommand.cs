using System.CommandLine;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Scripting;

namespace Pawl.Host.Commands;

/// <summary><c>pawl strategy test</c>: one script over data; what it decides is printed.</summary>
internal static class StrategyTestCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "The script, or a pipeline with scripts." };
        PipelineDataOptions input = new(needsPipeline: false);
        Verb command = new("test", "Run a script over data and print its transitions, its signals, and its errors with their stack. No broker answers: entries are given up when their time is over.")
        {
            Examples = ["pawl strategy test config/pipelines/scripts/moving_average_cross.lua --data samples/data/DEMO_trades.csv.gz"],
        };
        command.Add(file);
        input.AddTo(command);
        command.SetAction(parsed =>
        {
            SettingValues values = input.ReadSettings(parsed);
            return Run(input.Read(parsed, values, other: parsed.GetValue(file)));
        });
        return command;
    }

    private static int Run(PipelineData data)
    {
        int failures = 0;
        foreach (ScriptKind script in data.File.Scripts)
        {
            script.OnFailure = failure =>
            {
                failures++;
                Show(failure);
            };
        }

        SymbolTable symbols = new();
        using IInputSource input = data.Open(symbols);
        ReplaySummary summary = new ReplayRunner(data.Graph, input, symbols, new ReplayOptions
        {
            Flush = data.To is null,
            Instruments = data.Instruments,
            OpenSink = _ => new DecisionSink(Console.Out),
        }).Run(Interruption.Token);
        SummaryWriter.WriteText(summary, Console.Error);
        return failures == 0 ? 0 : 1;
    }

    private static void Show(ScriptFailure failure)
    {
        Console.WriteLine($"{failure.Time} {failure.Error.Message}; the strategy is on hold");
        foreach (string frame in failure.Error.Stack)
        {
            Console.WriteLine($"    {Shown.Plain(frame, 200)}");
        }

        Console.WriteLine(FormattableString.Invariant($"    in state {failure.State} at cycle {failure.Cycle}"));
    }
}
