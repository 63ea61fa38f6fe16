using Pawl.Nats;
using Xunit;

namespace Pawl.Tests.Integration.Nats;

/// <summary>A server that goes, stops or says that it will go: whoever waits for it is told.</summary>
public sealed class ServerLossTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("KILL")]
    [InlineData("STOP")]
    public async Task All_who_wait_learn_that_it_is_gone(string signal)
    {
        using NatsServer server = NatsServer.Run();
        await using NatsConnection connection = await NatsConnection.ConnectAsync(server.Options with { PingEvery = TimeSpan.FromMilliseconds(200) }, Cancel);
        NatsSubscription silent = connection.Subscribe("silent", 1);
        connection.Subscribe("heard", 1);
        await connection.FlushAsync(Cancel);
        Task<NatsMessage> next = silent.NextAsync(Cancel).AsTask();
        Task<NatsMessage> answer = connection.RequestAsync("heard", default, Patience * 2, default, Cancel);
        await connection.FlushAsync(Cancel);
        server.Signal(signal);
        NatsException reason = await connection.Lost.WaitAsync(Patience, Cancel);
        Assert.StartsWith(server.Options.ToString(), reason.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NatsException>(() => next.WaitAsync(Patience, Cancel));
        await Assert.ThrowsAsync<NatsException>(() => answer.WaitAsync(Patience, Cancel));
        await Assert.ThrowsAsync<NatsException>(() => connection.FlushAsync(Cancel).WaitAsync(Patience, Cancel));
        await Assert.ThrowsAsync<NatsException>(async () => await connection.PublishAsync("a", default, default, Cancel));
        Assert.Throws<NatsException>(() => connection.Subscribe("a", 1));
    }

    [Fact]
    public async Task Whoever_sends_to_a_server_that_takes_nothing_is_not_held_up_for_ever()
    {
        using NatsServer server = NatsServer.Run();
        await using NatsConnection connection = await NatsConnection.ConnectAsync(server.Options with { PingEvery = TimeSpan.FromMinutes(10) }, Cancel);
        await connection.FlushAsync(Cancel);
        server.Signal("STOP");
        byte[] large = new byte[500_000];
        NatsException told = await Assert.ThrowsAsync<NatsException>(async () =>
        {
            while (true)
            {
                await connection.PublishAsync("large", large, default, Cancel);
            }
        });
        Assert.Contains("took nothing for 500 ms", told.Message, StringComparison.Ordinal);
        server.Signal("CONT");
    }

    [Fact]
    public async Task A_server_that_will_go_says_so()
    {
        using NatsServer server = NatsServer.Run("lame_duck_duration: \"30s\"\nlame_duck_grace_period: \"1s\"");
        await using NatsConnection connection = await NatsConnection.ConnectAsync(server.Options, Cancel);
        Assert.False(connection.Leaving.IsCompleted);
        server.Signal("USR2");
        await connection.Leaving.WaitAsync(Patience, Cancel);
    }
}
