using Pawl.Host.Services.Ingest;
using Pawl.Host.Web;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Services.Ingest;

/// <summary>Signatures: made elsewhere, good for one request, lately, once.</summary>
public sealed class SignedRequestsTests : IDisposable
{
    private const string Key = "pawl_000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private const string Target = "/v1/ingest/ticks?x=1";

    // (printf '1732790000123\nPOST\n/v1/ingest/ticks?x=1\n'; printf '{"a":1}' | sha256sum | cut -d' ' -f1 | tr -d '\n') | openssl dgst -sha256 -hmac KEY
    private const string Made = "plant:1732790000123:37d41e05c57bd12787f44c2b16c8b172f456ca2867b6f88606da7d4533beb586";

    private static readonly DateTimeOffset Signed = DateTimeOffset.FromUnixTimeMilliseconds(1732790000123);

    private readonly TemporaryFolder folder = new();
    private DateTimeOffset now = Signed.AddSeconds(-1);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_openssl_has_signed_is_taken_once()
    {
        SignedRequests requests = New();
        now = Signed.AddSeconds(29);
        Assert.Equal("plant", Check(requests, Made));
        Assert.Equal("replayed", Check(requests, Made));
        now = Signed.AddSeconds(31);
        Assert.Equal("stale-signature", Check(requests, Made));
    }

    [Fact]
    public void What_was_signed_for_something_else_or_by_another_is_refused()
    {
        SignedRequests requests = New();
        Assert.Equal("wrong-signature", Check(requests, Made, method: "PUT"));
        Assert.Equal("wrong-signature", Check(requests, Made, target: "/v1/ingest/ticks?x=2"));
        Assert.Equal("wrong-signature", Check(requests, Made, body: "{\"a\":2}"));
        Assert.Equal("wrong-signature", Check(requests, Made.Replace("0123:", "0124:", StringComparison.Ordinal)));
        Assert.Equal("wrong-signature", Check(requests, Made.Replace("plant", "plants", StringComparison.Ordinal)));
        Assert.Equal("wrong-signature", Check(requests, Made.Replace("plant", "feed", StringComparison.Ordinal)));
        Assert.Equal("plant", Check(requests, Made));
    }

    [Fact]
    public void Long_before_or_ahead_and_before_the_start_is_not_lately()
    {
        SignedRequests requests = New();
        now = Signed.AddSeconds(-31);
        Assert.Equal("stale-signature", Check(requests, Made));
        now = Signed.AddMilliseconds(1);
        Assert.Equal("stale-signature", Check(New(), Made));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plant:1:00")]
    [InlineData("plant:-1:37d41e05c57bd12787f44c2b16c8b172f456ca2867b6f88606da7d4533beb586")]
    [InlineData("plant:9999999999999999:37d41e05c57bd12787f44c2b16c8b172f456ca2867b6f88606da7d4533beb586")]
    [InlineData(":1732790000123:37d41e05c57bd12787f44c2b16c8b172f456ca2867b6f88606da7d4533beb586")]
    [InlineData("plant:1732790000123:37d41e05c57bd12787f44c2b16c8b172f456ca2867b6f88606da7d4533beb586:")]
    [InlineData("plant:1732790000123:z7d41e05c57bd12787f44c2b16c8b172f456ca2867b6f88606da7d4533beb586")]
    public void What_is_no_signature_is_none(string text) => Assert.Null(RequestSignature.Parse(text));

    [Fact]
    public void A_key_that_signs_cannot_be_shown_and_a_key_that_is_shown_cannot_sign()
    {
        ApiKeys keys = ApiKeys.Read(File());
        Assert.Null(keys.Find(Key));
        Assert.Null(keys.Find(""));
        Assert.Equal((Key, Right.Ingest), (keys.Named("plant")!.Secret, keys.Named("plant")!.Rights));
        Assert.Null(keys.Named("feed")!.Secret);
        foreach (string line in (string[])["plant read hmac:" + Key, "plant ingest,trade hmac:" + Key, "plant ingest hmac:" + Key[..^1], "plant ingest hmac:short"])
        {
            string wrong = folder.Write("wrong.txt", line + "\n");
            Assert.StartsWith($"{wrong}:1:1: 'plant' is no key", Assert.ThrowsAny<Exception>(() => ApiKeys.Read(wrong)).Message, StringComparison.Ordinal);
        }

        (string key, string made) = ApiKeys.MakeSecret("other");
        Assert.Equal(key, ApiKeys.Read(folder.Write("made.txt", made + "\n")).Named("other")!.Secret);
    }

    private string File() => folder.Write("keys.txt", $"plant ingest hmac:{Key}\n{ApiKeys.Make("feed", Right.Ingest).Line}\n");

    private SignedRequests New() => new(ApiKeys.Read(File()), () => now);

    private static string Check(SignedRequests requests, string text, string method = "POST", string target = Target, string body = "{\"a\":1}")
    {
        try
        {
            return requests.Check(RequestSignature.Parse(text)!, method, target, System.Text.Encoding.UTF8.GetBytes(body)).Name;
        }
        catch (RefusedException refused)
        {
            Assert.Equal(401, refused.Status);
            return refused.Word;
        }
    }
}
