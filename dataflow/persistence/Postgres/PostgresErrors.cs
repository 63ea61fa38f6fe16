using System.Net.Sockets;
using Npgsql;
using Pawl.Persistence.Sinks;
using Pawl.Recovery;

namespace Pawl.Persistence.Postgres;

/// <summary>What a server or the way to it says, as one line with a remedy.</summary>
internal static class PostgresErrors
{
    public static Exception Of(Exception e, PostgresAddress address) => e switch
    {
        PostgresException said => Of(said, address),
        NpgsqlException or SocketException or IOException or TimeoutException or InvalidOperationException or ObjectDisposedException =>
            new SinkAwayException($"{address}: cannot be reached ({Reason(e)}): is the server running there?", e),
        _ => e,
    };

    private static Exception Of(PostgresException said, PostgresAddress address)
    {
        string user = address.Settings.Username ?? "the user";
        string? remedy = said.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"the server does not let '{user}' in: give the right user and password, by PGPASSWORD or PGPASSFILE",
            PostgresErrorCodes.InvalidCatalogName => $"there is no database '{address.Settings.Database}': make it with 'createdb {address.Settings.Database}'",
            PostgresErrorCodes.InsufficientPrivilege => $"'{user}' may not do that ({Line(said)}): let the owner of the database run 'pawl db migrate', and grant SELECT, INSERT, UPDATE and TEMPORARY",
            PostgresErrorCodes.ReadOnlySqlTransaction => $"'{user}' may only read there: name the primary server, or another user",
            PostgresErrorCodes.TooManyConnections => "the server has no connection left: raise max_connections, or close others",
            PostgresErrorCodes.DiskFull => "the server's disk is full: make room",
            _ => null,
        };
        if (remedy is not null)
        {
            return new SinkAwayException($"{address}: {remedy}", said) { IsRefusal = true };
        }

        // 08 connection, 40 rolled back, 53 resources, 55 in use, 57 stopped by an operator or starting, 58 the system.
        return said.SqlState[..2] is "08" or "40" or "53" or "55" or "57" or "58"
            ? new SinkAwayException($"{address}: does not serve us now ({Line(said)})", said)
            : new StoreException($"{address}: {Line(said)} ({said.SqlState})", said);
    }

    private static string Line(PostgresException said) => said.MessageText.Split('\n')[0];

    private static string Reason(Exception e)
    {
        Exception inner = e;
        while (inner.InnerException is { } next)
        {
            inner = next;
        }

        return inner.Message.Split('\n')[0].TrimEnd('.', '\r');
    }
}
