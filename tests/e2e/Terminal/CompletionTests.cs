using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Terminal;

/// <summary>What shells complete when somebody presses TAB, in the shells themselves.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public CompletionTests()
    {
        folder.Write("DEMO_trades.csv", "");
        folder.Write("two words.yaml", "");
        Directory.CreateDirectory(folder["results"]);
        Directory.CreateDirectory(folder["rest"]);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A terminal with a real bash; <c>pawl</c> is replaced by what shows its arguments, and TAB is pressed where ⇥ stands.</summary>
    [Theory]
    [InlineData("pawl nod⇥e⇥", "<nodes><ema>")]
    [InlineData("pawl nodes mac⇥ --js⇥", "<nodes><macd><--json>")]
    [InlineData("pawl replay --form⇥c⇥", "<replay><--format><csv>")]
    [InlineData("pawl replay --format=c⇥", "<replay><--format=csv>")]
    [InlineData("pawl replay -d SPY=DEMO⇥two⇥ --thr⇥", "<replay><-d><SPY=DEMO_trades.csv><two words.yaml><--threads>")]
    [InlineData("pawl replay --out resu⇥", "<replay><--out><results/>")]
    [InlineData("pawl replay --set engine.t⇥4", "<replay><--set><engine.threads=4>")]
    [InlineData("pawl replay -p two⇥ -o DEMO⇥", "<replay><-p><two words.yaml><-o><DEMO>")]
    [InlineData("pawl dag --format s⇥tw⇥", "<dag><--format><svg><two words.yaml>")]
    [InlineData("pawl comple⇥f⇥", "<completion><fish>")]
    [InlineData("pawl db st⇥ --js⇥", "<db><status><--json>")]
    [InlineData("pawl db query lat⇥--st⇥two⇥ --for⇥j⇥", "<db><query><latest><--store><two words.yaml><--format><json>")]
    [InlineData("pawl --vers⇥", "<--version>")]
    public void Bash(string typed, string arguments)
    {
        Needs("script");
        folder.Write("typed", $$"""
            PS1='$ ' HISTFILE=
            source <(command pawl completion bash)
            pawl() { printf '<%s>' "$@" > arguments; }
            {{typed.Replace('⇥', '\t')}}
            exit

            """);
        Ending run = PawlProgram.Shell(folder.Path, "TERM=dumb script -qec 'bash --norc -i' /dev/null < typed");
        Assert.True(File.Exists(folder["arguments"]), run.Text);
        Assert.Equal(arguments, File.ReadAllText(folder["arguments"]));
    }

    [Theory]
    [InlineData("pawl nod", "pawl nodes ")]
    [InlineData("pawl nodes e", "pawl nodes ema ")]
    [InlineData("pawl replay --format c", "pawl replay --format csv ")]
    [InlineData("pawl replay -d SPY.csv DEMO", "pawl replay -d SPY.csv DEMO_trades.csv ")]
    [InlineData("pawl replay --out resu", "pawl replay --out results/")]
    [InlineData("pawl replay --no", "pawl replay --no-flush ")]
    [InlineData("pawl replay --set engine.t", "pawl replay --set engine.threads=")]
    [InlineData("pawl dag --format=s", "pawl dag --format=svg ")]
    [InlineData("pawl completion z", "pawl completion zsh ")]
    [InlineData("pawl db st", "pawl db status ")]
    [InlineData("pawl db query --form", "pawl db query --format=")]
    public void Zsh(string typed, string becomes)
    {
        Needs("zsh");
        folder.Write("type.zsh", """
            zmodload zsh/zpty
            zpty z zsh -f -i
            zpty -w z "autoload -U compinit; compinit -u -D; source <(pawl completion zsh); shown() { print -r -- \"\$BUFFER|\" > became; zle -I; print 'do''ne' }; zle -N shown; bindkey '^I' complete-word '^O' shown; print 're''ady'"
            zpty -r z out '*ready*'
            zpty -w -n z "$1"$'\t\x0f'
            zpty -r z out '*done*'
            zpty -d z
            """);
        Ending run = PawlProgram.Shell(folder.Path, $"timeout 60 zsh type.zsh '{typed}'");
        Assert.True(run.Code == 0, run.Error + run.Text);
        Assert.Equal(becomes + "|\n", File.ReadAllText(folder["became"]));
    }

    [Theory]
    [InlineData("pawl nodes e", "ema")]
    [InlineData("pawl do", "doctor")]
    [InlineData("pawl replay --format ", "csv jsonl")]
    [InlineData("pawl replay --th", "--threads")]
    [InlineData("pawl replay --out res", "rest/ results/")]
    [InlineData("pawl replay -p DEMO", "DEMO_trades.csv")]
    [InlineData("pawl completion ", "bash fish zsh")]
    [InlineData("pawl db ", "migrate query status")]
    [InlineData("pawl db query --form", "--format")]
    [InlineData("pawl --vers", "--version")]
    public void Fish(string typed, string offered)
    {
        Needs("fish");
        Ending run = PawlProgram.Shell(folder.Path, $"fish --no-config -c \"pawl completion fish | source; complete -C '{typed}'\"");
        Assert.Equal("", run.Error);
        Assert.Equal(offered, string.Join(' ', run.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')[0])));
    }

    /// <summary>Every verb, option and kind that the program has is in each script.</summary>
    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void Scripts_hold_everything(string shell)
    {
        string script = PawlProgram.Run(folder.Path, "completion", shell).Text;
        foreach (string verb in HelpTests.Verbs.Select(v => v.Data).Where(v => v.Length > 0).SelectMany(HelpTests.WithItsVerbs))
        {
            Assert.Contains(verb.Split(' ')[^1], script, StringComparison.Ordinal);
            foreach (string option in PawlProgram.Run(folder.Path, [.. verb.Split(' '), "--help"]).Text.Split(' ').Where(w => w.StartsWith("--", StringComparison.Ordinal) && w.Length > 2 && char.IsAsciiLetterLower(w[^1])))
            {
                Assert.Contains(shell == "fish" ? "-l " + option[2..] : option, script, StringComparison.Ordinal);
            }
        }

        Assert.Contains("swing_points", script, StringComparison.Ordinal);
    }

    private static void Needs(string program) =>
        Assert.SkipWhen(PawlProgram.Shell("/", "command -v " + program).Code != 0, $"needs {program}");
}
