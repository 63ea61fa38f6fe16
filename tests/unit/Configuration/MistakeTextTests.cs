using System.Text;
using System.Text.RegularExpressions;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Configuration;

/// <summary>
/// Every text that configuration code can tell of a mistake stands in a test. The texts are read from the source: each constant
/// part of a message, between the values that are put in, must be found in the texts of the tests.
/// </summary>
public sealed partial class MistakeTextTests
{
    /// <summary>Parts that no test can bring about, and why.</summary>
    private static readonly Dictionary<string, string> Untested = new(StringComparer.Ordinal)
    {
        ["cannot be read ("] = "a disk that fails",
        ["); check the file and the path"] = "a disk that fails",
        ["cannot be read;"] = "a disk that fails",
        ["; check this line and the one above"] = "what the YAML parser says and the table does not know",
        ["it breaks off here; look for quotes and brackets that are not closed"] = "a failure of the YAML parser outside of brackets",
    };

    /// <summary>Words that say what a value should be are long enough to be unmistakable; shorter ones are joints between values.</summary>
    private const int LeastLength = 10;

    [Fact]
    public void Each_mistake_is_tested_with_its_text()
    {
        string tested = string.Concat(Files("tests").Select(File.ReadAllText)).Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        List<string> parts = [.. Files(Path.Combine("host", "Configuration")).Concat(Files(Path.Combine("engine", "Dag")).Where(IsOfPipelines)).Where(f => !IsDocumentation(f)).SelectMany(Parts)];
        Assert.InRange(parts.Count, 250, 5000);
        string[] untested = [.. parts.Where(part => TextOf(part) is var text && !Untested.ContainsKey(text) && !tested.Contains(text, StringComparison.Ordinal))];
        Assert.Equal([], untested);
        Assert.All(Untested.Keys, known => Assert.Contains(parts, part => part.EndsWith("|" + known, StringComparison.Ordinal)));
    }

    /// <summary>The reader of literals finds what is written, whatever stands in it.</summary>
    [Theory]
    [InlineData("""x = "it is missing; add one"; // "no text"  """, "it is missing; add one")]
    [InlineData("""x = $"{who}has {{a: b}} in {(n > 1 ? "some other words" : "")} and the rest";""", "some other words|has {a: b} in|and the rest")]
    [InlineData(""""x = '"'; y = "say \"yes\" to it";"""", "say \"yes\" to it")]
    [InlineData("""x = $"the braces {(c == '[' ? '{' : '}')} are no end of it";""", "the braces|are no end of it")]
    [InlineData("""new("key", "what the key means is no mistake", f);""", "")]
    [InlineData("""("what a parser says", "what is said instead of it"),""", "what is said instead of it")]
    public void Literals(string source, string parts) => Assert.Equal(parts, string.Join('|', PartsOf(source)));

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "MistakeTextTests.cs").Order(StringComparer.Ordinal);

    private static bool IsOfPipelines(string file) =>
        Path.GetFileName(file) is var name && (name.StartsWith("PipelineCompiler", StringComparison.Ordinal) || name.StartsWith("ParameterReader", StringComparison.Ordinal) || name == "InputReference.cs");

    /// <summary>Schemas, pages and tables of keys describe what is right.</summary>
    private static bool IsDocumentation(string file) => Documentation().IsMatch(Path.GetFileName(file));

    private static string TextOf(string part) => part[(part.IndexOf('|', StringComparison.Ordinal) + 1)..];

    /// <summary>The file, and a part of a text in it.</summary>
    private static IEnumerable<string> Parts(string file) => PartsOf(File.ReadAllText(file)).Select(part => $"{Path.GetFileName(file)}|{part}");

    private static List<string> PartsOf(string source)
    {
        List<string> parts = [];
        for (int i = 0; i < source.Length;)
        {
            Match skipped = Skipped().Match(source, i);
            if (skipped.Success)
            {
                i += skipped.Length;
            }
            else if (Opening().Match(source, i) is { Success: true } opening)
            {
                i = Literal(source, i, opening, parts);
            }
            else
            {
                i++;
            }
        }

        return parts;
    }

    /// <summary>Reads a literal, and those in the values that are put into it; returns where it ends.</summary>
    private static int Literal(string source, int start, Match opening, List<string> parts)
    {
        bool hasHoles = opening.Value[0] == '$';
        bool isVerbatim = opening.Value.Contains('@', StringComparison.Ordinal);
        StringBuilder text = new();
        List<string> own = [];
        int i = start + opening.Length;
        for (; source[i] != '"'; i++)
        {
            if (hasHoles && source[i] is '{' or '}' && source[i + 1] == source[i])
            {
                text.Append(source[i++]);
            }
            else if (hasHoles && source[i] == '{')
            {
                own.Add(text.ToString());
                text.Clear();
                i = Hole(source, i + 1, parts);
            }
            else
            {
                i += !isVerbatim && source[i] == '\\' ? 1 : 0;
                text.Append(source[i]);
            }
        }

        own.Add(text.ToString());
        if (own.Sum(part => part.Count(c => c == ' ')) >= 2 && !IsDescription(source, start))
        {
            parts.AddRange(own.Select(part => part.Trim()).Where(part => part.Length >= LeastLength && part.Contains(' ', StringComparison.Ordinal)));
        }

        return i + 1;
    }

    /// <summary>Goes to the brace that closes a value.</summary>
    private static int Hole(string source, int i, List<string> parts)
    {
        for (int depth = 0; source[i] != '}' || depth > 0; i++)
        {
            if (Skipped().Match(source, i) is { Success: true } skipped)
            {
                i += skipped.Length - 1;
            }
            else if (Opening().Match(source, i) is { Success: true } inner)
            {
                i = Literal(source, i, inner, parts) - 1;
            }
            else
            {
                depth += source[i] == '{' ? 1 : source[i] == '}' ? -1 : 0;
            }
        }

        return i;
    }

    /// <summary>What describes a key, or what the parser says and another text stands for.</summary>
    private static bool IsDescription(string source, int at)
    {
        string line = source[(source.LastIndexOf('\n', at) + 1)..at];
        return Description().IsMatch(line) || line.Trim() == "(" || line.EndsWith("Contains(", StringComparison.Ordinal);
    }

    [GeneratedRegex("(Schema|Page|Table)\\.cs$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Documentation();

    [GeneratedRegex(@"\G(//[^\n]*|'(\\.|[^'\\])[^']*'|\$?""""""[\s\S]*?"""""")", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Skipped();

    [GeneratedRegex(@"\G(\$@|@\$|\$|@)?""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Opening();

    [GeneratedRegex(@"new\(""|StateEntry\(|Key\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Description();
}
