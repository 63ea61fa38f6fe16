using Pawl.Persistence.Sqlite;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>A candle as the file has it.</summary>
internal readonly record struct StoredCandle(string Exchange, string Token, TimeFrame Frame, EntryId Id, byte[] Message);

/// <summary>
/// All candles of mdengine, in a SQLite file: prices in minor units, and the message as it was published. A candle that is written again
/// changes nothing. One writer; any number may read meanwhile.
/// </summary>
internal sealed class CandleStore : IDisposable
{
    private readonly SqliteDatabase database;

    private CandleStore(SqliteDatabase database) => this.database = database;

    /// <exception cref="Recovery.StoreException">It cannot be opened.</exception>
    public static CandleStore ToWrite(string path)
    {
        SqliteDatabase opened = SqliteDatabase.Open(path, SqliteMode.Create);
        opened.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
        opened.Execute("""
            CREATE TABLE IF NOT EXISTS candles (
                exchange TEXT NOT NULL, token TEXT NOT NULL, timeframe INTEGER NOT NULL, close_ms INTEGER NOT NULL, symbol TEXT NOT NULL, start_ms INTEGER NOT NULL,
                open INTEGER NOT NULL, high INTEGER NOT NULL, low INTEGER NOT NULL, close INTEGER NOT NULL, volume TEXT NOT NULL, trades INTEGER, message TEXT NOT NULL,
                PRIMARY KEY (exchange, token, timeframe, close_ms)) STRICT, WITHOUT ROWID
            """);
        return new CandleStore(opened);
    }

    /// <summary>The file as it is now, whatever is written while it is read; null where there is none yet.</summary>
    /// <exception cref="Recovery.StoreException">It cannot be opened.</exception>
    public static CandleStore? ToRead(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        CandleStore store = new(SqliteDatabase.Open(path, SqliteMode.Read));
        store.database.Execute("BEGIN");
        if (store.database.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'candles'") > 0)
        {
            return store;
        }

        store.Dispose();
        return null;
    }

    /// <summary>Adds candles, all of them or none.</summary>
    public void Add(IReadOnlyList<MarketItem> candles) => database.Transaction(() =>
    {
        using SqliteStatement insert = database.Prepare("INSERT OR IGNORE INTO candles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        foreach (MarketItem item in candles)
        {
            Candle candle = item.Candle;
            insert.Bind(1, item.Of.Exchange).Bind(2, item.Of.Token).Bind(3, RedisKeys.SecondsOf(item.Frame)).Bind(4, item.Id.Milliseconds).Bind(5, item.Of.Symbol)
                .Bind(6, EntryId.MillisecondsOf(candle.Start)).Bind(7, Units(candle.Open)).Bind(8, Units(candle.High)).Bind(9, Units(candle.Low)).Bind(10, Units(candle.Close))
                .Bind(11, candle.Volume.ToString());
            _ = candle.Trades < 0 ? insert.BindNull(12) : insert.Bind(12, candle.Trades);
            insert.BindText(13, item.Message).Run();
        }
    });

    /// <summary>The series that it has, and where each ends.</summary>
    public IReadOnlyList<(string Symbol, TimeFrame Frame, long Last)> Series()
    {
        List<(string, TimeFrame, long)> series = [];
        using SqliteStatement select = database.Prepare("SELECT symbol, timeframe, max(close_ms) FROM candles GROUP BY exchange, token, timeframe ORDER BY exchange, token, timeframe");
        while (select.Step())
        {
            series.Add((select.Text(0), TimeFrame.Of(select.Long(1), TimeUnit.Second), select.Long(2)));
        }

        return series;
    }

    /// <summary>The newest candles of a series behind a time, in order.</summary>
    public IReadOnlyList<(EntryId Id, byte[] Message)> Newest(Listing of, TimeFrame frame, long after, long count)
    {
        List<(EntryId, byte[])> found = [];
        using SqliteStatement select = database.Prepare("SELECT close_ms, message FROM candles WHERE exchange = ? AND token = ? AND timeframe = ? AND close_ms > ? ORDER BY close_ms DESC LIMIT ?");
        select.Bind(1, of.Exchange).Bind(2, of.Token).Bind(3, RedisKeys.SecondsOf(frame)).Bind(4, after).Bind(5, count);
        while (select.Step())
        {
            found.Add((new EntryId(select.Long(0), 0), select.Bytes(1).ToArray()));
        }

        found.Reverse();
        return found;
    }

    public void Dispose() => database.Dispose();

    private static long Units(Price minor) => minor.Raw / Price.Scale;
}
