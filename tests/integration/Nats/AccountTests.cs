using System.Text;
using Pawl.Nats;
using Pawl.Nats.JetStream;
using Xunit;

namespace Pawl.Tests.Integration.Nats;

/// <summary>The shipped configuration: what each user may, and that nothing of one account is seen in the other.</summary>
public sealed class AccountTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_crosses_between_the_accounts()
    {
        using NatsServer server = NatsServer.RunShipped();
        await using NatsConnection inside = await Connect(server, "pawl", "internal");
        await using NatsConnection border = await Connect(server, "border");
        JetStreamApi internalStreams = new(inside, Patience);
        await internalStreams.EnsureAsync(new StreamConfig("IN_0", "log.in.>"), Cancel);
        await internalStreams.PublishAsync("IN_0", "log.in.ES", "secret"u8.ToArray(), cancel: Cancel);
        Assert.Null(await new JetStreamApi(border, Patience).StateAsync("IN_0", Cancel));
        NatsSubscription outside = border.Subscribe(">", 100);
        NatsSubscription heard = inside.Subscribe("log.in.>", 100);
        await border.FlushAsync(Cancel);
        await inside.FlushAsync(Cancel);
        await inside.PublishAsync("log.in.ES", "inside"u8.ToArray(), default, Cancel);
        await border.PublishAsync("log.in.ES", "outside"u8.ToArray(), default, Cancel);
        await inside.FlushAsync(Cancel);
        await border.FlushAsync(Cancel);
        Assert.Equal("outside", Encoding.ASCII.GetString((await outside.NextAsync(Cancel)).Payload.Span));
        Assert.Equal("inside", Encoding.ASCII.GetString((await heard.NextAsync(Cancel)).Payload.Span));
        Assert.Equal((0, 0), (outside.Waiting, heard.Waiting));
        Assert.Equal(2, (await internalStreams.StateAsync("IN_0", Cancel))!.Last);
    }

    [Theory]
    [InlineData("feed", "ticks.raw.ES", true)]
    [InlineData("feed", "candles.external.ES.1m", true)]
    [InlineData("feed", "control.ES.halt", false)]
    [InlineData("feed", "strategies.signals.ES", false)]
    [InlineData("feed", "$JS.API.STREAM.DELETE.TICKS", false)]
    [InlineData("reader", "ticks.raw.ES", false)]
    [InlineData("reader", "control.ES.halt", false)]
    [InlineData("desk", "control.ES.halt", true)]
    [InlineData("desk", "ticks.raw.ES", false)]
    [InlineData("desk", "orders.paper.fill", false)]
    public async Task Who_may_publish(string user, string subject, bool may)
    {
        using NatsServer server = NatsServer.RunShipped();
        await using NatsConnection connection = await Connect(server, user);
        List<string> told = [];
        connection.NotAllowed = reason => told.Add(reason.Message);
        await connection.PublishAsync(subject, default, default, Cancel);
        await connection.FlushAsync(Cancel);
        Assert.Equal(may, told.Count == 0);
    }

    [Theory]
    [InlineData("reader", "strategies.signals.ES", true)]
    [InlineData("reader", "indicators.public.ES.>", true)]
    [InlineData("reader", "orders.>", false)]
    [InlineData("reader", "ticks.raw.>", false)]
    [InlineData("reader", ">", false)]
    [InlineData("feed", "ticks.raw.*", false)]
    [InlineData("desk", "orders.>", true)]
    public async Task Who_may_read(string user, string pattern, bool may)
    {
        using NatsServer server = NatsServer.RunShipped();
        await using NatsConnection connection = await Connect(server, user);
        List<string> told = [];
        connection.NotAllowed = reason => told.Add(reason.Message);
        connection.Subscribe(pattern, 1);
        await connection.FlushAsync(Cancel);
        Assert.Equal(may, told.Count == 0);
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_name()
    {
        using NatsServer server = NatsServer.RunShipped();
        await Assert.ThrowsAnyAsync<NatsException>(() => NatsConnection.ConnectAsync(server.Options, Cancel));
    }

    private static Task<NatsConnection> Connect(NatsServer server, string user, string? password = null) =>
        NatsConnection.ConnectAsync(server.Options with { User = user, Password = password ?? user }, Cancel);
}
