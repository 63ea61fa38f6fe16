using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Serve;

/// <summary>HTTPS, and what is not served to other machines.</summary>
[Trait("Speed", "slow")]
public sealed class ProtectionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string[] Run(params string[] more) =>
        ["run", "-p", Repository.PathOf("config", "pipelines", "demo.yaml"), "-d", "simulated:symbols=ES,duration=1m", "--store", "x.db", .. more];

    /// <summary>A certificate that vouches for itself, and the file of its key.</summary>
    private X509Certificate2 Make(string name, int days)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(days));
        folder.Write(name + ".pem", made.ExportCertificatePem());
        folder.Write(name + ".key", key.ExportPkcs8PrivateKeyPem());
        return made;
    }

    [Fact]
    public async Task With_a_certificate_everything_is_encrypted()
    {
        using X509Certificate2 own = Make("own", 10);
        await using ServedProgram served = await ServedProgram.StartAsync(folder.Path, Run("--serve", "0", "--set", "web.certificate=own.pem", "--set", "web.key=own.key"));
        Assert.Equal("https", served.Address.Scheme);
        bool IsOwn(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) => shown?.GetCertHashString() == own.GetCertHashString();
        using SocketsHttpHandler handler = new() { SslOptions = { RemoteCertificateValidationCallback = IsOwn } };
        using HttpClient client = new(handler) { BaseAddress = served.Address };
        Assert.Contains("items", await client.GetStringAsync(new Uri("/api/v1/pipelines", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using ClientWebSocket socket = new();
        socket.Options.RemoteCertificateValidationCallback = IsOwn;
        socket.Options.SetRequestHeader("Origin", served.Address.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(served.Address) { Scheme = "wss", Path = "/ws" }.Uri, TestContext.Current.CancellationToken);
        Assert.Equal(WebSocketState.Open, socket.State);

        await using RawSocket plain = await RawSocket.Open(served.Address, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.DoesNotContain("200", await plain.ToEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("web.certificate=own.pem", "", "web.key is not")]
    [InlineData("web.key=own.key", "", "web.certificate is not")]
    [InlineData("web.certificate=own.pem", "web.key=none.key", "cannot be read")]
    [InlineData("web.certificate=own.pem", "web.key=other.key", "do not belong together")]
    [InlineData("web.certificate=own.key", "web.key=own.key", "no certificate")]
    [InlineData("web.certificate=old.pem", "web.key=old.key", "ended on")]
    public void What_is_no_certificate_and_its_key_is_refused(string certificate, string key, string says)
    {
        Make("own", 10).Dispose();
        Make("other", 10).Dispose();
        Make("old", -1).Dispose();
        string[] second = key.StartsWith("web.key", StringComparison.Ordinal) ? ["--set", key] : [];
        Ending refused = PawlProgram.Run(folder.Path, Run(["--serve", "0", "--set", certificate, .. second]));
        Assert.Equal(1, refused.Code);
        Assert.Contains(says, Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_machines_need_keys_and_nobody_reads_them_on_the_way()
    {
        Ending key = PawlProgram.Run(folder.Path, "key", "desk");
        folder.Write("keys.txt", key.Text);
        Ending open = PawlProgram.Run(folder.Path, Run("--serve", "0.0.0.0:0"));
        Assert.Equal((2, true), (open.Code, Assert.Single(open.ErrorLines).Contains("pawl key NAME", StringComparison.Ordinal)));
        Ending clear = PawlProgram.Run(folder.Path, Run("--serve", "0.0.0.0:0", "--set", "web.keys=keys.txt"));
        Assert.Equal((2, true), (clear.Code, Assert.Single(clear.ErrorLines).Contains("web.plain=true", StringComparison.Ordinal)));

        await using ServedProgram behind = await ServedProgram.StartAsync(folder.Path, Run("--serve", "0.0.0.0:0", "--set", "web.keys=keys.txt", "--set", "web.plain=true"));
        using HttpClient client = new() { BaseAddress = new UriBuilder("http", "127.0.0.1", behind.Address.Port).Uri };
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri("/api/v1/symbols", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        client.DefaultRequestHeaders.Authorization = new("Bearer", key.ErrorLines[0].Split(' ')[^1]);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/api/v1/symbols", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }
}
