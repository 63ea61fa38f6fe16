using System.Text;
using Pawl.Host.Web;
using Pawl.Host.Web.Rest;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Web;

/// <summary>Keys, tickets, the pace of callers, and what clients may write.</summary>
public sealed class GuardTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private TimeSpan now;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_key_is_known_by_its_hash_alone_and_has_its_rights()
    {
        (string reader, string first) = ApiKeys.Make("desk", Right.Read);
        (string trader, string second) = ApiKeys.Make("risk", Right.Read | Right.Orders | Right.Trade);
        (string blotter, string third) = ApiKeys.Make("blotter", Right.Read | Right.Orders);
        Assert.NotEqual(reader, trader);
        string file = folder.Write("keys.txt", $"# ours\n\n{first}\n{second}\n{third}\n");
        Assert.DoesNotContain(reader, File.ReadAllText(file), StringComparison.Ordinal);
        ApiKeys keys = ApiKeys.Read(file);
        Assert.Equal(("desk", Right.Read), (keys.Find(reader)!.Name, keys.Find(reader)!.Rights));
        Assert.Equal(Right.Read | Right.Orders | Right.Trade, keys.Find(trader)!.Rights);
        Assert.Equal(Right.Read | Right.Orders, keys.Find(blotter)!.Rights);
        Assert.Null(keys.Find(reader[..^1]));
        Assert.Null(keys.Find(first.Split("sha256:")[1]));
        Assert.Null(keys.Find(""));
    }

    [Fact]
    public void Who_may_trade_sees_the_orders_as_a_key_of_before_says_it()
    {
        (string key, string line) = ApiKeys.Make("risk", Right.Read | Right.Orders | Right.Trade);
        string file = folder.Write("keys.txt", line.Replace("read,orders,trade", "read,trade", StringComparison.Ordinal) + "\n");
        Assert.Contains(" read,trade ", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(Right.Read | Right.Orders | Right.Trade, ApiKeys.Read(file).Find(key)!.Rights);
    }

    [Theory]
    [InlineData("desk read sha256:00")]
    [InlineData("desk orders sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("desk read,order sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("desk write sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("desk read md5:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("desk read sha256:zzb0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("desk")]
    public void A_line_that_is_no_key_is_told_with_its_place(string line)
    {
        string file = folder.Write("keys.txt", "# first\n" + line + "\n");
        Exception wrong = Assert.ThrowsAny<Exception>(() => ApiKeys.Read(file));
        Assert.StartsWith($"{file}:2:1: 'desk' is no key", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_keys_or_no_file_is_refused()
    {
        Assert.Contains("has 0 keys", Assert.ThrowsAny<Exception>(() => ApiKeys.Read(folder.Write("empty.txt", "\n"))).Message, StringComparison.Ordinal);
        Assert.Contains("pawl key NAME", Assert.ThrowsAny<Exception>(() => ApiKeys.Read(folder["none.txt"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ticket_is_good_once_and_for_a_while()
    {
        Tickets tickets = new(() => now);
        string first = tickets.Give(Right.Read)!;
        string second = tickets.Give(Right.Read | Right.Trade)!;
        Assert.Equal(Right.None, tickets.Take("other"));
        Assert.Equal(Right.Read, tickets.Take(first));
        Assert.Equal(Right.None, tickets.Take(first));
        now += Tickets.Life;
        Assert.Equal(Right.None, tickets.Take(second));
    }

    [Fact]
    public void Tickets_that_nobody_uses_are_bounded_and_make_room_when_their_time_has_passed()
    {
        Tickets tickets = new(() => now);
        int given = 0;
        while (tickets.Give(Right.Read) is not null)
        {
            given++;
        }

        Assert.InRange(given, 1_000, 100_000);
        now += Tickets.Life;
        Assert.NotNull(tickets.Give(Right.Read));
    }

    [Fact]
    public void A_caller_makes_so_many_requests_a_second_and_another_is_not_held_up_by_it()
    {
        RateLimiter limiter = new(10, () => now);
        Assert.Equal(20, Enumerable.Range(0, 100).Count(_ => limiter.Allows("a")));
        Assert.True(limiter.Allows("b"));
        now += TimeSpan.FromSeconds(0.5);
        Assert.Equal(5, Enumerable.Range(0, 100).Count(_ => limiter.Allows("a")));
        now += TimeSpan.FromHours(1);
        Assert.Equal(20, Enumerable.Range(0, 100).Count(_ => limiter.Allows("a")));
    }

    [Fact]
    public void Callers_without_number_do_not_take_memory_without_end()
    {
        RateLimiter limiter = new(1, () => now);
        for (int i = 0; i < 200_000; i++)
        {
            now += TimeSpan.FromMilliseconds(1);
            limiter.Allows($"caller {i}");
            Assert.InRange(limiter.Known, 1, 10_000);
        }
    }

    [Fact]
    public void A_cursor_comes_back_and_what_is_none_is_refused()
    {
        Cursor cursor = new(long.MinValue, "NSE:99926000", long.MaxValue, 3);
        Assert.Equal(cursor, Cursor.TryParse(cursor.ToString()));
        foreach (string text in (string[])["", "x", "AAAA", "%00", new string('A', 10_000), Convert.ToBase64String(Encoding.UTF8.GetBytes("1\nES\n2"))])
        {
            Assert.Null(Cursor.TryParse(text));
        }
    }

    [Fact]
    public void A_client_s_message_is_read()
    {
        ClientMessage message = ClientMessage.Read("""{"op":"subscribe","channels":["a.>"],"since":"ES:2:1"}"""u8.ToArray());
        Assert.Equal(["a.>"], message.Channels);
        Assert.Equal([new OutputId("ES", 2, 1)], message.Since);
        message = ClientMessage.Read("""{"op":"replay","action":"seek","to":"2026-01-05T15:00:00Z"}"""u8.ToArray());
        Assert.Equal(Timestamp.Parse("2026-01-05T15:00:00Z"), message.To);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"op\":\"reload-config\"}")]
    [InlineData("{\"op\":\"place\",\"channels\":[]}")]
    [InlineData("{\"op\":\"subscribe\",\"op\":\"subscribe\"}")]
    [InlineData("{\"op\":\"subscribe\",\"channels\":[1]}")]
    [InlineData("{\"op\":\"subscribe\",\"channels\":[[[[[\"a\"]]]]]}")]
    [InlineData("{\"op\":\"subscribe\",\"Channels\":[\"a\"]}")]
    [InlineData("{\"op\":\"subscribe\",\"channels\":[\"a\"],\"since\":\"9\"}")]
    [InlineData("{\"op\":\"subscribe\",\"channels\":[\"a\"],\"since\":\"ES:9223372036854775808:1\"}")]
    [InlineData("{\"op\":\"replay\",\"action\":\"rewind\"}")]
    [InlineData("{\"op\":\"replay\"}")]
    [InlineData("{\"op\":\"replay\",\"action\":\"speed\",\"speed\":-1}")]
    [InlineData("{\"op\":\"replay\",\"action\":\"speed\",\"speed\":1e400}")]
    [InlineData("{\"op\":\"replay\",\"action\":\"seek\",\"to\":\"yesterday\"}")]
    public void A_message_that_is_none_is_refused_in_words(string text)
    {
        FormatException wrong = Assert.Throws<FormatException>(() => ClientMessage.Read(Encoding.UTF8.GetBytes(text)));
        Assert.DoesNotContain('\n', wrong.Message);
    }
}
