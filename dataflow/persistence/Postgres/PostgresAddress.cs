using System.Globalization;
using Npgsql;

namespace Pawl.Persistence.Postgres;

/// <summary>Where a PostgreSQL database is, and who we are there. What it says of itself never holds the password.</summary>
public sealed class PostgresAddress
{
    private const string Remedy = "write postgres://USER@HOST:PORT/DATABASE; a password is better given by PGPASSWORD or PGPASSFILE";

    private PostgresAddress(NpgsqlConnectionStringBuilder settings)
    {
        settings.ApplicationName ??= "pawl";
        settings.Pooling = false;
        settings.IncludeErrorDetail = false;
        Settings = settings;
    }

    internal NpgsqlConnectionStringBuilder Settings { get; }

    /// <summary>Whether a text is meant to be one, and no file.</summary>
    public static bool IsMeantBy(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith("postgres:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads <c>postgres://user:password@host:port/database?parameters</c>, or <c>Host=…;Database=…</c>.</summary>
    /// <exception cref="FormatException">It is none. The message does not repeat it, since there may be a password in it.</exception>
    public static PostgresAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string what = "it cannot be read";
        try
        {
            return new PostgresAddress(IsMeantBy(text) ? OfUri(text) : new NpgsqlConnectionStringBuilder(text));
        }
        catch (FormatException own) when (own.Data.Contains(nameof(Remedy)))
        {
            what = own.Message;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            // What it says may hold a part of the address.
        }

        throw new FormatException($"the database's address is wrong: {what}; {Remedy}");
    }

    /// <summary>Without the password.</summary>
    public override string ToString()
    {
        string user = Settings.Username is { Length: > 0 } name ? name + "@" : "";
        bool isSocket = Settings.Host?.StartsWith('/') == true;
        string place = isSocket ? "" : string.Create(CultureInfo.InvariantCulture, $"{(Settings.Host?.Contains(':', StringComparison.Ordinal) == true ? $"[{Settings.Host}]" : Settings.Host)}:{Settings.Port}");
        return $"postgres://{user}{place}/{Settings.Database}{(isSocket ? "?host=" + Settings.Host : "")}";
    }

    private static NpgsqlConnectionStringBuilder OfUri(string text)
    {
        // By hand: 'postgres://user@/database', which names a socket by a parameter, is no URI for the framework.
        string[] parts = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('?', 2);
        if (!parts[0].StartsWith("//", StringComparison.Ordinal))
        {
            throw Wrong("'//' is missing behind 'postgres:'");
        }

        string[] path = parts[0][2..].Split('/', 2);
        int at = path[0].LastIndexOf('@');
        string[] user = path[0][..Math.Max(at, 0)].Split(':', 2);
        string place = path[0][(at + 1)..];
        int colon = place.LastIndexOf(':');
        bool hasPort = colon > place.LastIndexOf(']');
        string host = (hasPort ? place[..colon] : place).Trim('[', ']');
        NpgsqlConnectionStringBuilder settings = new() { Host = host.Length > 0 ? Uri.UnescapeDataString(host) : "localhost" };
        if (hasPort)
        {
            settings.Port = ushort.TryParse(place[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) ? port : throw Wrong("its port is no number from 1 to 65535");
        }

        if (user[0].Length > 0)
        {
            settings.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            settings.Password = Uri.UnescapeDataString(user[1]);
        }

        if (path.Length > 1 && path[1].Length > 0)
        {
            settings.Database = Uri.UnescapeDataString(path[1]);
        }

        foreach (string pair in parts.Skip(1).SelectMany(p => p.Split('&', StringSplitOptions.RemoveEmptyEntries)))
        {
            string[] assigned = pair.Split('=', 2);
            string key = Uri.UnescapeDataString(assigned[0]);
            settings[KeywordOf(key)] = assigned.Length == 2 ? Uri.UnescapeDataString(assigned[1].Replace('+', ' ')) : throw Wrong($"its parameter '{key}' has no value");
        }

        return settings;
    }

    /// <summary>What libpq calls a parameter, as Npgsql calls it.</summary>
    private static string KeywordOf(string key) => key switch
    {
        "host" => "Host",
        "port" => "Port",
        "user" => "Username",
        "password" => "Password",
        "dbname" => "Database",
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "connect_timeout" => "Timeout",
        "application_name" => "Application Name",
        "search_path" => "Search Path",
        "passfile" => "Passfile",
        _ => throw Wrong($"there is no parameter '{key}'"),
    };

    private static FormatException Wrong(string what)
    {
        FormatException e = new(what);
        e.Data[nameof(Remedy)] = true;
        return e;
    }
}
