using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Configuration;

internal static class PipelineErrors
{
    /// <summary>The errors of a pipeline as they are printed; the file is called p.yaml.</summary>
    public static string[] Of(string text)
    {
        PipelineFile.Read("p.yaml", text, out IReadOnlyList<Diagnostic> errors);
        return [.. errors.Select(error => error.ToString())];
    }

    /// <summary>The errors of shape and of meaning together.</summary>
    public static string[] OfAll(string text)
    {
        PipelineFile.Compile("p.yaml", text, Kinds, CandleDriver.Layout, out IReadOnlyList<Diagnostic> errors);
        return [.. errors.Select(error => error.ToString())];
    }

    /// <summary>The errors of shape and of meaning are these, each where a ▸ stands in the text.</summary>
    public static void AreAll(string marked, params string[] messages)
    {
        List<string> places = [];
        int line = 1;
        int column = 1;
        foreach (char c in marked)
        {
            if (c == '▸')
            {
                places.Add($"p.yaml:{line}:{column}: ");
                continue;
            }

            (line, column) = c == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        Assert.Equal(places.Zip(messages, (place, message) => place + message), OfAll(marked.Replace("▸", "", StringComparison.Ordinal)));
        Assert.Equal(places.Count, messages.Length);
    }

    /// <summary>All errors of a file on disk.</summary>
    public static string[] OfFile(string path)
    {
        PipelineFile.Compile(path, Kinds, CandleDriver.Layout, out IReadOnlyList<Diagnostic> errors);
        return [.. errors.Select(error => error.ToString())];
    }

    public static KindRegistry Kinds { get; } = Runs.Kinds;

    public static void Are(string text, params string[] expected) => Assert.Equal(expected, Of(text));
}
