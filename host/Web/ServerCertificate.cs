using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pawl.Host.Commands;

namespace Pawl.Host.Web;

/// <summary>The certificate of a server and those that vouch for it.</summary>
/// <param name="Own">It, with its private key.</param>
/// <param name="Chain">Those between it and the authority.</param>
internal sealed record ServerCertificate(X509Certificate2 Own, X509Certificate2Collection Chain)
{
    /// <summary>Reads the files of the settings; null where neither is given.</summary>
    /// <exception cref="FailureException">One is missing, cannot be read, or they do not belong together.</exception>
    public static ServerCertificate? Read(string certificate, string key)
    {
        if (certificate.Length == 0 && key.Length == 0)
        {
            return null;
        }

        if (certificate.Length == 0 || key.Length == 0)
        {
            throw new FailureException(certificate.Length == 0
                ? "web.key is given and web.certificate is not; give both, or neither for HTTP"
                : "web.certificate is given and web.key is not; give both, or neither for HTTP");
        }

        try
        {
            // The key is never told, wherever it fails.
            X509Certificate2 own = X509Certificate2.CreateFromPemFile(certificate, key);
            X509Certificate2Collection chain = [];
            chain.ImportFromPemFile(certificate);
            return DateTime.UtcNow > own.NotAfter.ToUniversalTime()
                ? throw new FailureException($"{certificate}: the certificate of setting web.certificate ended on {own.NotAfter.ToUniversalTime():yyyy-MM-dd}; get a new one")
                : new ServerCertificate(own, chain);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailureException($"{certificate}, {key}: the settings web.certificate and web.key cannot be read: {e.Message}; name files that are there");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new FailureException($"{certificate}, {key}: the settings web.certificate and web.key are no certificate and its key in PEM without a password, or do not belong together; make them with 'openssl req -x509 -nodes -newkey rsa:2048 -keyout key.pem -out cert.pem'");
        }
    }
}
