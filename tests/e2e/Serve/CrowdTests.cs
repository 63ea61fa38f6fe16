using System.Globalization;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Serve;

/// <summary>A crowd of clients, in a process of its own, of which some never read: nobody else notices.</summary>
public sealed class CrowdTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Ending Measure(int clients, int idle, int seconds, int speed, string judge)
    {
        string program = Repository.PathOf("artifacts", "bin", "Pawl.Bench.Clients", "debug", "pawl-clients.dll");
        return PawlProgram.RunOther("dotnet", folder.Path, program, "--pawl", PawlProgram.BuiltProgram, "--pipeline", Repository.PathOf("config", "pipelines", "demo.yaml"),
            "--clients", clients.ToString(CultureInfo.InvariantCulture), "--idle", idle.ToString(CultureInfo.InvariantCulture), "--seconds", seconds.ToString(CultureInfo.InvariantCulture), "--speed", speed.ToString(CultureInfo.InvariantCulture), "--judge", judge);
    }

    [Fact, Trait("Speed", "slow")]
    public void Those_who_read_get_every_signal_and_memory_is_bounded()
    {
        Ending measured = Measure(40, 2, 3, 600, "delivery");
        Assert.True(measured.Code == 0, measured.Text + measured.Error);
    }

    [Fact, Trait("Speed", "long")]
    public void A_hundred_clients_of_which_five_never_read_leave_the_p99_within_twice_that_without_them()
    {
        Ending measured = Measure(100, 5, 60, 60, "all");
        TestContext.Current.TestOutputHelper!.WriteLine(measured.Text);
        Assert.True(measured.Code == 0, measured.Text + measured.Error);
    }
}
