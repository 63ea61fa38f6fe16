using System.CommandLine;
using System.Globalization;
using System.Net;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Web;

namespace Pawl.Host.Commands;

/// <summary><c>--serve [ADDRESS]</c>: whether a run can be looked at from outside, and where.</summary>
/// <param name="usual">The port where nothing is said.</param>
internal sealed class ServeOptions(int usual = WebOptions.DefaultPort)
{
    internal const string Remedy = "write a port, or an address with one such as 127.0.0.1:8080 or [::1]:8080";

    private readonly Option<IPEndPoint?> serve = Address("--serve", $"Serve the dashboard, REST and a WebSocket meanwhile, by default at 127.0.0.1:{usual}; see docs/reference/api.md.", usual);

    /// <summary>The options, as help lists them.</summary>
    public IReadOnlyList<Option> All => [serve];

    /// <summary>An option that says where something listens: at a port of this machine, or at an address.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="alone">The port of this machine that it means without a value; null where it needs one.</param>
    public static Option<IPEndPoint?> Address(string name, string description, int? alone = null) => new(name)
    {
        Description = description,
        HelpName = "[HOST:]PORT",
        Arity = alone is null ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            if (result.Tokens.Count == 0)
            {
                return new IPEndPoint(IPAddress.Loopback, alone!.Value);
            }

            IPEndPoint? address = AddressOf(result.Tokens[0].Value);
            if (address is null)
            {
                result.AddError($"{name} {Shown.Of(result.Tokens[0].Value)}: {Remedy}");
            }

            return address;
        },
    };

    /// <summary>How the run is served; null where it is not.</summary>
    public WebOptions? Read(ParseResult parsed, SettingValues values) => parsed.GetValue(serve) is { } address ? Of(address, values) : null;

    /// <summary>How something is served that is there for nothing else.</summary>
    public WebOptions ReadAlways(ParseResult parsed, SettingValues values) => Read(parsed, values) ?? Of(new IPEndPoint(IPAddress.Loopback, usual), values);

    /// <summary>How the settings say that something is served at an address.</summary>
    public static WebOptions Of(IPEndPoint address, SettingValues values, string option = "--serve")
    {
        string keys = values.Get(SettingTable.WebKeys);
        ServerCertificate? certificate = ServerCertificate.Read(values.Get(SettingTable.WebCertificate), values.Get(SettingTable.WebKey));
        if (!IPAddress.IsLoopback(address.Address))
        {
            RequireProtection($"{option} {address}", keys.Length > 0, certificate is not null || values.Get(SettingTable.WebPlain));
        }

        string reports = values.Get(SettingTable.WebReports);
        return new WebOptions
        {
            Address = address,
            Keys = keys.Length == 0 ? ApiKeys.None : ApiKeys.Read(keys),
            Certificate = certificate,
            WindowBytes = (long)values.Get(SettingTable.WebWindow) << 20,
            Hosts = Words(values.Get(SettingTable.WebHosts)),
            Origins = Words(values.Get(SettingTable.WebOrigins)),
            Reports = reports.Length == 0 ? null : Path.GetFullPath(reports),
        };
    }

    /// <summary>What others can reach asks for keys, and nobody on the way reads them.</summary>
    private static void RequireProtection(string option, bool hasKeys, bool isEncrypted)
    {
        if (!hasKeys)
        {
            throw new UsageException($"{option}: other machines reach this address, and nobody would need a key; make one with 'pawl key NAME >> keys.txt' and name the file with the setting web.keys, or serve at 127.0.0.1");
        }

        if (!isEncrypted)
        {
            throw new UsageException($"{option}: other machines reach this address, and keys would cross the network in the clear; give the settings web.certificate and web.key, or web.plain=true where something before it encrypts");
        }
    }

    private static string[] Words(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The address that a text means: a port of this machine, or an address with one; null where it means none.</summary>
    internal static IPEndPoint? AddressOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? (port <= IPEndPoint.MaxPort ? new IPEndPoint(IPAddress.Loopback, port) : null)
        : text.LastIndexOf(':') is > 0 and var colon && IPEndPoint.TryParse(text.Replace("localhost", "127.0.0.1", StringComparison.Ordinal), out IPEndPoint? address)
            && text[(colon + 1)..].Length > 0 && (text[0] == '[' || text.IndexOf(':', StringComparison.Ordinal) == colon) ? address : null;
}
