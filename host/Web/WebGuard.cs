using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Pawl.Host.Configuration;
using Pawl.Host.Web.Rest;

namespace Pawl.Host.Web;

/// <summary>Who may come in: by the name they call, the page they come from, how often they come, and the key they show.</summary>
internal sealed class WebGuard(WebOptions options)
{
    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];

    private readonly RateLimiter limiter = new(options.RequestsPerSecond, Clock);

    /// <summary>Tickets for the WebSocket.</summary>
    public Tickets Tickets { get; } = new(Clock);

    private static TimeSpan Clock() => Stopwatch.GetElapsedTime(0);

    /// <summary>Refuses what is addressed to another name, as pages that rebind a name of theirs to this machine send it, and who comes too often.</summary>
    /// <exception cref="Problem">It is refused.</exception>
    public void CheckCaller(HttpContext context)
    {
        HostString host = context.Request.Host;
        if (!OwnNames.Contains(host.Host, StringComparer.OrdinalIgnoreCase) && !options.Hosts.Contains(host.Host, StringComparer.OrdinalIgnoreCase) && !IsOwnAddress(context, host.Host))
        {
            throw new Problem(421, $"this server is not called {Shown.Of(host.Host)}; names of its own are added by the setting web.hosts");
        }

        // Forwarding headers are anybody's words.
        IPAddress from = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (!limiter.Allows(from.ToString()))
        {
            throw new Problem(429, $"more than {options.RequestsPerSecond} requests a second; wait a moment");
        }
    }

    /// <summary>Refuses requests that a page of another server makes in somebody's browser.</summary>
    /// <exception cref="Problem">It is refused.</exception>
    public void CheckOrigin(HttpContext context)
    {
        string origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && !string.Equals(origin, $"{context.Request.Scheme}://{context.Request.Host}", StringComparison.OrdinalIgnoreCase) && !options.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            throw new Problem(403, $"pages of {Shown.Of(origin)} may not use this server; the setting web.origins lets them");
        }
    }

    /// <summary>What the caller may do, by its key.</summary>
    /// <exception cref="Problem">It shows a key that is none.</exception>
    public Right RightsOf(HttpContext context)
    {
        string shown = context.Request.Headers.Authorization.ToString();
        if (shown.Length == 0)
        {
            return RightsWithoutKey;
        }

        return shown.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? RightsOf(shown["Bearer ".Length..].Trim()) : throw NoKey();
    }

    /// <summary>What a key allows.</summary>
    /// <exception cref="Problem">It is none.</exception>
    public Right RightsOf(string key) => options.Keys.Find(key)?.Rights ?? throw NoKey();

    /// <summary>What is allowed to those who show no key.</summary>
    public Right RightsWithoutKey => options.Keys.Any ? Right.None : options.TradesFreely ? Right.Read | Right.Orders | Right.Trade : Right.Read | Right.Orders;

    /// <summary>Refuses who lacks a right.</summary>
    /// <param name="has">What the caller may do.</param>
    /// <param name="needs">What is needed.</param>
    /// <param name="showedKey">Whether a key was shown.</param>
    /// <exception cref="Problem">It is refused.</exception>
    public void Require(Right has, Right needs, bool showedKey)
    {
        if (has.HasFlag(needs))
        {
            return;
        }

        throw !options.Keys.Any && needs == Right.Trade ? new Problem(403, "trading by this server is off: nobody has a key; make one with 'pawl key NAME --trade', and name its file with the setting web.keys")
            : showedKey ? new Problem(403, $"this key has not the right to {needs.ToString().ToLowerInvariant()}; use one that has")
            : new Problem(401, "this needs a key; send it as 'Authorization: Bearer KEY'");
    }

    private static Problem NoKey() => new(401, "this key is none; send one as 'Authorization: Bearer KEY', made by 'pawl key NAME'");

    /// <summary>Whether a request calls the server by the address at which it was reached.</summary>
    private static bool IsOwnAddress(HttpContext context, string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && address.Equals(context.Connection.LocalIpAddress?.IsIPv4MappedToIPv6 == true ? context.Connection.LocalIpAddress.MapToIPv4() : context.Connection.LocalIpAddress);
}
