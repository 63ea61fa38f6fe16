using Pawl.Engine;
using Pawl.Host.Configuration;
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

    public static void Are(string text, params string[] expected) => Assert.Equal(expected, Of(text));
}
