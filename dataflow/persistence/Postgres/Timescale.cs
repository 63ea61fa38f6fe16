using System.Globalization;
using Npgsql;

namespace Pawl.Persistence.Postgres;

/// <summary>
/// Where the extension TimescaleDB is there, makes the tables of time series hypertables, and has it compress and remove what is old. What
/// is set up already stays; a changed retention is set anew. The calls are the classic ones, which every version has.
/// </summary>
internal static class Timescale
{
    /// <summary>From this version on compression is called columnstore.</summary>
    private static readonly Version Columnstore = new(2, 18);

    public static async Task ApplyAsync(PostgresDatabase database, PostgresOptions options, CancellationToken cancel)
    {
        if (await VersionAsync(database, cancel) is not { } version)
        {
            options.Warn($"{database.Address}: has no TimescaleDB: the tables are plain ones, nothing is compressed, and nothing is removed by age");
            return;
        }

        bool isCommunity = await database.ValueAsync<string>("SELECT current_setting('timescaledb.license', true)", cancel) != "apache";
        if (!isCommunity && (options.CompressAfterDays > 0 || options.KeepInputDays > 0 || options.KeepOutputDays > 0))
        {
            options.Warn($"{database.Address}: this build of TimescaleDB neither compresses nor removes by age: its licence is 'apache'; install the community edition");
        }

        foreach (Series series in Series.All)
        {
            await MakeHypertableAsync(database, series, cancel);
            if (isCommunity)
            {
                await CompressAsync(database, series, version, options.CompressAfterDays, cancel);
                if ((series.IsInput ? options.KeepInputDays : options.KeepOutputDays) is { } days)
                {
                    await RetainAsync(database, series, days, cancel);
                }
            }
        }
    }

    /// <summary>The extension's version; null where it is not there and cannot be had. Whoever may not create it goes without.</summary>
    private static async Task<Version?> VersionAsync(PostgresDatabase database, CancellationToken cancel)
    {
        const string installed = "SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'";
        string? version = await database.ValueAsync<string>(installed, cancel);
        if (version is null && await database.ValueAsync<bool>("SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'timescaledb')", cancel))
        {
            try
            {
                await database.ExecuteAsync("CREATE EXTENSION IF NOT EXISTS timescaledb", cancel);
                version = await database.ValueAsync<string>(installed, cancel);
            }
            catch (PostgresException e) when (e.SqlState[..2] is "42" or "F0" or "55" or "0A")
            {
                return null;
            }
        }

        return version is null ? null : Version.Parse(version.Split('-')[0]);
    }

    private static async Task MakeHypertableAsync(PostgresDatabase database, Series series, CancellationToken cancel)
    {
        const string asked = "SELECT EXISTS (SELECT FROM timescaledb_information.hypertables WHERE hypertable_schema = current_schema() AND hypertable_name = $1)";
        if (!await database.ValueAsync<bool>(asked, cancel, PostgresDatabase.Text(series.Table)))
        {
            string chunk = Days(series.IsInput ? 1 : 7);
            await database.ExecuteAsync($"SELECT create_hypertable('{series.Table}', 'time', chunk_time_interval => INTERVAL '{chunk}', if_not_exists => true, migrate_data => true)", cancel);
        }
    }

    private static async Task CompressAsync(PostgresDatabase database, Series series, Version version, int days, CancellationToken cancel)
    {
        const string asked = "SELECT compression_enabled FROM timescaledb_information.hypertables WHERE hypertable_schema = current_schema() AND hypertable_name = $1";
        if (days == 0 || await database.ValueAsync<bool>(asked, cancel, PostgresDatabase.Text(series.Table)))
        {
            return;
        }

        if (version >= Columnstore)
        {
            await database.ExecuteAsync($"ALTER TABLE {series.Table} SET (timescaledb.enable_columnstore, timescaledb.segmentby = '{series.Segment}', timescaledb.orderby = '{series.Order}')", cancel);
            await database.ExecuteAsync($"CALL add_columnstore_policy('{series.Table}', after => INTERVAL '{Days(days)}', if_not_exists => true)", cancel);
        }
        else
        {
            await database.ExecuteAsync($"ALTER TABLE {series.Table} SET (timescaledb.compress, timescaledb.compress_segmentby = '{series.Segment}', timescaledb.compress_orderby = '{series.Order}')", cancel);
            await database.ExecuteAsync($"SELECT add_compression_policy('{series.Table}', INTERVAL '{Days(days)}', if_not_exists => true)", cancel);
        }
    }

    private static async Task RetainAsync(PostgresDatabase database, Series series, int days, CancellationToken cancel)
    {
        const string asked = """
            SELECT (config ->> 'drop_after')::interval = make_interval(days => $2::int) FROM timescaledb_information.jobs
            WHERE proc_name = 'policy_retention' AND hypertable_schema = current_schema() AND hypertable_name = $1
            """;
        bool? isSo = await database.ValueAsync<bool?>(asked, cancel, PostgresDatabase.Text(series.Table), PostgresDatabase.Long(days));
        if (isSo == false)
        {
            await database.ExecuteAsync($"SELECT remove_retention_policy('{series.Table}', if_exists => true)", cancel);
        }

        if (days > 0 && isSo != true)
        {
            await database.ExecuteAsync($"SELECT add_retention_policy('{series.Table}', INTERVAL '{Days(days)}', if_not_exists => true)", cancel);
        }
    }

    private static string Days(int days) => string.Create(CultureInfo.InvariantCulture, $"{days} days");

    /// <summary>A table of a time series. The columns of its unique keys are among those of segment and order, as compression demands.</summary>
    private sealed record Series(string Table, bool IsInput, string Segment, string Order)
    {
        public static IReadOnlyList<Series> All { get; } =
        [
            new("input_log", true, "run_id, log", "time, first_seq"),
            .. SinkTable.All.Select(t => new Series(
                t.Name, SinkTable.Inputs.Contains(t), t == SinkTable.Candles ? "run_id, log, symbol, timeframe" : "run_id, log, symbol", "time, seq, n")),
        ];
    }
}
