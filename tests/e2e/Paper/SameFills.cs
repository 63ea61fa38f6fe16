using System.Security.Cryptography;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Paper;

/// <summary>A back-test and a run with the paper broker over the same data: the same logs, the same orders, the same fills.</summary>
internal static class SameFills
{
    /// <summary>What both are run with beside the data.</summary>
    public static readonly string[] Fees = ["--fee-bps", "1"];

    /// <summary>Runs both, and verifies what the run has stored.</summary>
    /// <param name="folder">Where they write.</param>
    /// <param name="pipeline">What they run.</param>
    /// <param name="data">The options that name the data.</param>
    /// <param name="logs">The logs whose lines are the same.</param>
    /// <returns>The account's messages.</returns>
    public static string[] Check(TemporaryFolder folder, string pipeline, string[] data, params string[] logs)
    {
        Ending back = PawlProgram.Run(folder.Path, ["backtest", "-p", pipeline, .. data, .. Fees, "--out", "back"]);
        Assert.True(back.Code == 0, back.Error);
        Ending live = PawlProgram.Run(folder.Path, ["run", "-p", pipeline, .. data, .. Fees, "--limits", "backtest", "--store", "x.db", "--out", "live"]);
        Assert.True(live.Code == 0, live.Error);
        foreach (string log in logs)
        {
            Assert.Equal(back.Hash(log), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder[$"live/{log}.jsonl"]))));
        }

        string[] expected = AccountLines.Neutral(folder["back/account.jsonl"], "backtest"), found = AccountLines.Neutral(folder["live/paper.jsonl"], "paper");
        Assert.True(AccountLines.Count(expected, "fill") > 1, $"{AccountLines.Count(expected, "fill")} fills");
        // A back-test says at its end what the account is worth; a live run has none.
        Assert.Equal(expected[..^1], found);
        // The program reads every record of the store: it is compiled to be fast, and this is not.
        Ending whole = PawlProgram.Run(folder.Path, "db", "status", "--store", "x.db");
        Assert.True(whole.Code == 0, whole.Error + whole.Text);
        Ending again = PawlProgram.Run(folder.Path, "verify", "-p", pipeline, "--store", "x.db");
        Assert.True(again.Code == 0, again.Error + again.Text);
        return expected;
    }
}
