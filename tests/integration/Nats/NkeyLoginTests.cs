using System.Globalization;
using Pawl.Nats;
using Pawl.Nats.Nkeys;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Nats;

/// <summary>A user whom a server knows by an nkey.</summary>
public sealed class NkeyLoginTests
{
    // Seeds from the documentation of nats-server, and one of tests.
    private const string Seed = "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY";
    private const string PublicKey = "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task He_is_let_in_and_another_is_not()
    {
        using NatsServer server = NatsServer.Run($"authorization: {{ users: [ {{ nkey: {PublicKey} }}, {{ user: other, password: word }} ] }}");
        await using (NatsConnection connection = await NatsConnection.ConnectAsync(server.Options with { Nkey = NkeySeed.Parse(Seed) }, Cancel))
        {
            await connection.PublishAsync("a", "b"u8.ToArray(), cancel: Cancel);
            await connection.FlushAsync(Cancel);
        }

        await Assert.ThrowsAsync<NatsRefusedException>(() => NatsConnection.ConnectAsync(server.Options, Cancel));
        using NatsServer strange = NatsServer.Run("authorization: { users: [ { nkey: UC6NLCN7AS34YOJVCYD4PJ3QB7QGLYG5B5IMBT25VW5K4TNUJODM7BOX } ] }");
        NatsRefusedException refused = await Assert.ThrowsAsync<NatsRefusedException>(() => NatsConnection.ConnectAsync(strange.Options with { Nkey = NkeySeed.Parse(Seed) }, Cancel));
        Assert.EndsWith("the server says 'Authorization Violation'", refused.Message, StringComparison.Ordinal);
        using NatsServer open = NatsServer.Run();
        refused = await Assert.ThrowsAsync<NatsRefusedException>(() => NatsConnection.ConnectAsync(open.Options with { Nkey = NkeySeed.Parse(Seed) }, Cancel));
        Assert.EndsWith("the server knows no user by an nkey; write the public key into its configuration, or log in by password, token or certificate", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_logs_in_by_the_file_that_a_setting_names()
    {
        using TemporaryFolder folder = new();
        using NatsServer server = NatsServer.Run($"authorization: {{ users: [ {{ nkey: {PublicKey} }} ] }}");
        string address = string.Create(CultureInfo.InvariantCulture, $"nats://127.0.0.1:{server.Port}");
        folder.Write("user.nk", Seed + "\n");
        folder.Write("bad.nk", Seed[..^1] + "A\n");
        Ending listed = Run("user.nk", address);
        Assert.True(listed.Code == 0, listed.Error);
        Ending damaged = Run("bad.nk", address);
        Assert.Equal(2, damaged.Code);
        Assert.EndsWith("pawl: nats.internal_nkey: bad.nk: its checksum is wrong: a letter of the seed is not what it was; copy the seed anew\n", damaged.Error, StringComparison.Ordinal);
        Ending both = Run("user.nk", address.Replace("//", "//pawl:word@", StringComparison.Ordinal));
        Assert.Equal(2, both.Code);
        Assert.EndsWith("pawl: nats.internal_nkey and nats.internal: both say who logs in; leave name and password out of the address, or the nkey\n", both.Error, StringComparison.Ordinal);

        Ending Run(string seed, string inside) =>
            PawlProgram.Shell(folder.Path, $"PAWL__NATS__INTERNAL={inside} PAWL__NATS__EXTERNAL={inside} PAWL__NATS__INTERNAL_NKEY={seed} PAWL__NATS__EXTERNAL_NKEY=user.nk pawl monitor nats streams");
    }
}
