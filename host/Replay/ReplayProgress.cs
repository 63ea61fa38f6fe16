using System.Diagnostics;
using System.Globalization;
using Pawl.Ingestion;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pawl.Host.Replay;

/// <summary>A progress bar with rate and time left, where standard error is a terminal; nothing elsewhere.</summary>
internal static class ReplayProgress
{
    /// <param name="isQuiet">True where nobody wants it, or something else is written to the same terminal.</param>
    public static T Show<T>(string name, IInputSource input, bool isQuiet, Func<Action<int>?, T> run) =>
        isQuiet || Console.IsErrorRedirected ? run(null) : ShowBar(name, input, run);

    private static T ShowBar<T>(string name, IInputSource input, Func<Action<int>?, T> run)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(name, maxValue: Math.Max(1, input.Progress.BytesTotal));
                return run(events =>
                {
                    task.State.Update<long>(RateColumn.Events, total => total + events);
                    task.Value = input.Progress.BytesRead;
                });
            });
    }

    private sealed class RateColumn : ProgressColumn
    {
        public const string Events = "events";

        private readonly long started = Stopwatch.GetTimestamp();

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            double rate = task.State.Get<long>(Events) / Math.Max(0.001, Stopwatch.GetElapsedTime(started).TotalSeconds);
            return new Text(string.Create(CultureInfo.InvariantCulture, $"{rate / 1e6:0.00} M events/s"));
        }
    }
}
