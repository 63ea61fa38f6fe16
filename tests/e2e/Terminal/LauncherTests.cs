using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Terminal;

public sealed class LauncherTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Runs_from_any_folder_and_through_links_without_building_again()
    {
        PawlProgram.Run(folder.Path, "--version");
        File.CreateSymbolicLink(folder["first"], PawlProgram.Launcher);
        File.CreateSymbolicLink(folder["second"], folder["first"]);
        Ending run = PawlProgram.Shell(folder.Path, "./second --version");
        Assert.Equal("pawl 0.1.0\n", run.Text);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void Hands_on_arguments_and_the_exit_code_as_they_are()
    {
        Ending run = PawlProgram.Run(folder.Path, "nodes", "a b*'\"$c");
        Assert.Equal(2, run.Code);
        Assert.Contains("unknown kind 'a b*'\"$c'", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("replay -p $PIPELINE -d SPY_trades.csv --out - --threads 1")]
    [InlineData("replay -p $PIPELINE -d SPY_trades.csv --out - --threads 2")]
    [InlineData("nodes")]
    [InlineData("nodes --json")]
    [InlineData("dag $PIPELINE --format svg")]
    public void A_reader_that_goes_away_ends_it_quietly(string arguments)
    {
        Sample.Ticks(61).Write(folder["SPY_trades.csv"]);
        Ending run = PawlProgram.Shell(folder.Path, $"PIPELINE='{Sample.Pipeline}'; pawl {arguments} | head -c 1");
        Assert.True(run.Code == 0, $"{run.Code}: {run.Error}");
        Assert.Single(run.Output);
        Assert.DoesNotContain("pawl: ", run.Error, StringComparison.Ordinal);
    }
}
