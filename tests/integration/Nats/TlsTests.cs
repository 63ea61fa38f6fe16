using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pawl.Nats;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Nats;

/// <summary>TLS: who is let in, and what is said where somebody is not whom he claims to be.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly X509Certificate2 authority = Authority("Pawl test");

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_right_certificate_lets_in()
    {
        using NatsServer server = Run("127.0.0.1");
        await using NatsConnection connection = await NatsConnection.ConnectAsync(server.Options with { Tls = true, Authority = authority }, Cancel);
        NatsSubscription subscription = connection.Subscribe("a", 1);
        await connection.PublishAsync("a", new byte[100_000], default, Cancel);
        Assert.Equal(100_000, (await subscription.NextAsync(Cancel)).Payload.Length);
        await using NatsConnection because_the_server_demands_it = await NatsConnection.ConnectAsync(server.Options with { Authority = authority }, Cancel);
        await because_the_server_demands_it.FlushAsync(Cancel);
    }

    [Fact]
    public async Task A_foreign_authority_and_another_host_are_refused()
    {
        using NatsServer server = Run("127.0.0.1");
        using X509Certificate2 foreign = Authority("somebody else");
        await Refused(server.Options with { Tls = true, Authority = foreign }, "the server's certificate is not the one expected");
        await Refused(server.Options with { Tls = true }, "the server's certificate is not the one expected");
        using NatsServer other = Run("192.0.2.1");
        await Refused(other.Options with { Tls = true, Authority = authority }, "the server's certificate is not the one expected");
    }

    [Fact]
    public async Task Whoever_shows_no_certificate_where_one_is_wanted_is_refused()
    {
        using NatsServer server = Run("127.0.0.1", $"verify: true, ca_file: \"{Pem("ca", authority.ExportCertificatePem())}\"");
        await Assert.ThrowsAnyAsync<NatsException>(() => NatsConnection.ConnectAsync(server.Options with { Tls = true, Authority = authority }, Cancel));
        using X509Certificate2 own = Signed("client", []);
        await using NatsConnection connection = await NatsConnection.ConnectAsync(server.Options with { Tls = true, Authority = authority, Certificate = own }, Cancel);
        await connection.FlushAsync(Cancel);
    }

    [Fact]
    public async Task Where_tls_is_asked_for_nothing_goes_without_it()
    {
        using NatsServer server = NatsServer.Run();
        await Refused(server.Options with { Tls = true, User = "a", Password = "b" }, "the server offers no TLS");
    }

    private static async Task Refused(NatsOptions options, string line)
    {
        NatsException refused = await Assert.ThrowsAnyAsync<NatsException>(() => NatsConnection.ConnectAsync(options, Cancel));
        Assert.Contains(line, refused.Message, StringComparison.Ordinal);
    }

    private NatsServer Run(string address, string further = "")
    {
        using X509Certificate2 own = Signed("server", [address]);
        string certificate = Pem("server", own.ExportCertificatePem());
        string key = Pem("key", own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return NatsServer.Run($"tls {{ cert_file: \"{certificate}\", key_file: \"{key}\", {further} }}");
    }

    private string Pem(string name, string content)
    {
        string file = $"{name}-{Guid.NewGuid():N}.pem";
        folder.Write(file, content);
        return folder[file];
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private X509Certificate2 Signed(string name, string[] addresses)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        Array.ForEach(addresses, a => names.AddIpAddress(System.Net.IPAddress.Parse(a)));
        if (addresses.Length > 0)
        {
            request.CertificateExtensions.Add(names.Build());
        }

        using X509Certificate2 signed = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-2), DateTimeOffset.UtcNow.AddHours(2), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
