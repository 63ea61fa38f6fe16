using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pawl.Host.Backtesting.Sweeps;

/// <summary>A bar with rate and time left, where standard error is a terminal; nothing elsewhere.</summary>
internal static class SweepProgress
{
    /// <param name="isQuiet">True where nobody wants it.</param>
    /// <param name="run">Is given what takes how many runs are done, and how many there will be.</param>
    public static T Show<T>(bool isQuiet, Func<Action<double, double>, T> run)
    {
        if (isQuiet || Console.IsErrorRedirected)
        {
            return run((_, _) => { });
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("sweep");
                return run((done, whole) =>
                {
                    task.MaxValue = Math.Max(1, whole);
                    task.Value = done;
                });
            });
    }

    private sealed class RateColumn : ProgressColumn
    {
        private readonly long started = Stopwatch.GetTimestamp();

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(string.Create(CultureInfo.InvariantCulture, $"{task.Value / Math.Max(0.001, Stopwatch.GetElapsedTime(started).TotalSeconds):0.0} runs/s"));
    }
}
