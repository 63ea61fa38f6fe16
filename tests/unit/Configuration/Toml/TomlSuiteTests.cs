using System.Text;
using System.Text.Json;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Xunit;

namespace Pawl.Tests.Unit.Configuration.Toml;

/// <summary>Somebody else's cases for TOML 1.0, and random damage to them.</summary>
public sealed class TomlSuiteTests
{
    private const string Line = @"\A.+\.toml(:[1-9][0-9]*:[1-9][0-9]*)?: .+\z";

    /// <summary>Something of everything, for where the cases are absent.</summary>
    private const string Sound = """"
        # text
        a.b = ["x\u0041", 'y', """z\
          z"""] # c
        [t]
        d = {e = 1_0, f.g = [0x1F, -1.5e3, inf], "h" = true}
        [[t.u]]
        'i' = 2024-03-04 15:00:00.5Z
        [[t.u]]
        j = [[], [
          {k = 15:00:00}, # ]
        ]]
        """";

    [Fact]
    public void Every_valid_file_gives_the_values_it_should()
    {
        string[] files = [.. TomlSuite.Files("valid")];
        Assert.SkipWhen(files.Length == 0, TomlSuite.Absent);
        List<string> wrong = [];
        foreach (string file in files)
        {
            using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(file, ".json")));
            ConfigNode? root = ConfigReader.Read(file, out IReadOnlyList<Diagnostic> errors);
            wrong.AddRange(errors.Select(e => e.ToString()));
            if (root is null || !TomlSuite.Equal(expected.RootElement, root))
                wrong.Add(file);
        }

        Assert.Empty(wrong);
        Assert.True(files.Length >= 200);
    }

    [Fact]
    public void Every_invalid_file_is_refused_in_lines_with_place()
    {
        string[] files = [.. TomlSuite.Files("invalid")];
        Assert.SkipWhen(files.Length == 0, TomlSuite.Absent);
        List<string> accepted = [];
        foreach (string file in files)
        {
            ConfigReader.Read(file, out IReadOnlyList<Diagnostic> errors);
            if (errors.Count == 0)
                accepted.Add(file);
            Assert.All(errors, AssertIsLine);
        }

        Assert.Empty(accepted);
        Assert.True(files.Length >= 400);
    }

    [Fact]
    public void Damaged_files_get_lines_and_nothing_else()
    {
        string[] texts = [Sound, .. TomlSuite.Files("valid").Select(File.ReadAllText)];
        ConfigReader.Read("p.toml", Sound, out IReadOnlyList<Diagnostic> none);
        Assert.Empty(none);
        const string Signs = "[]{}=.,#\"'\\ \n\t\r_-+:0a\u0085\u2028\uFEFF\ud800";
        Random random = new(20131007);
        for (int round = 0; round < 10_000; round++)
        {
            StringBuilder text = new(texts[random.Next(texts.Length)]);
            for (int change = random.Next(1, 8); change > 0; change--)
            {
                int at = random.Next(text.Length + 1);
                string other = texts[random.Next(texts.Length)];
                switch (random.Next(3))
                {
                    case 0:
                        text.Remove(at, Math.Min(text.Length - at, random.Next(6)));
                        break;
                    case 1:
                        text.Insert(at, Signs[random.Next(Signs.Length)].ToString(), random.Next(1, 4));
                        break;
                    default:
                        int from = random.Next(other.Length + 1);
                        text.Insert(at, other.AsSpan(from, Math.Min(other.Length - from, random.Next(20))));
                        break;
                }
            }

            ConfigReader.Read("p.toml", text.ToString(), out IReadOnlyList<Diagnostic> errors);
            Assert.All(errors, AssertIsLine);
        }
    }

    /// <summary>Place, what is wrong, and what to do about it, without signs that a terminal might obey.</summary>
    private static void AssertIsLine(Diagnostic error)
    {
        Assert.Matches(Line, error.ToString());
        Assert.True(Shown.IsOneLine(error.ToString()), error.ToString());
    }
}
