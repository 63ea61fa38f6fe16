using Pawl.Recovery;

namespace Pawl.Persistence.Sqlite;

/// <summary>A pipeline as it is stored.</summary>
/// <param name="Hash">By it logs and saved states name it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Text">All of it as a pipeline file.</param>
/// <param name="Signature">What the program that kept it made of the text.</param>
/// <param name="Program">The version of that program.</param>
public sealed record StoredPipeline(Hash256 Hash, string Name, string Text, ReadOnlyMemory<byte> Signature, string Program)
{
    /// <summary>All that a store has.</summary>
    internal static IReadOnlyList<StoredPipeline> In(SqliteDatabase database)
    {
        List<StoredPipeline> all = [];
        if (database.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'pipelines'") == 0)
        {
            return all;
        }

        using SqliteStatement select = database.Prepare("SELECT hash, name, text, signature, program FROM pipelines ORDER BY hash");
        while (select.Step())
        {
            if (Hash256.TryParse(select.Text(0), out Hash256 hash))
            {
                all.Add(new StoredPipeline(hash, select.Text(1), select.Text(2), select.Bytes(3).ToArray(), select.Text(4)));
            }
        }

        return all;
    }

    /// <summary>Keeps it, if it is not kept already, as that with which a run goes on.</summary>
    internal void Keep(SqliteDatabase database, long run)
    {
        using SqliteStatement insert = database.Prepare("INSERT INTO pipelines (hash, name, text, signature, program) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
        insert.Bind(1, Hash.ToString()).Bind(2, Name).Bind(3, Text).BindBlob(4, Signature.Span).Bind(5, Program).Run();
        using SqliteStatement update = database.Prepare("UPDATE runs SET pipeline_hash = ?, signature = ? WHERE run_id = ?");
        update.Bind(1, Hash.ToString()).BindBlob(2, Signature.Span).Bind(3, run).Run();
    }

    /// <summary>Says of the logs of a run that they began with it, where that was not kept.</summary>
    internal void Adopt(SqliteDatabase database, long run)
    {
        using SqliteStatement update = database.Prepare("UPDATE logs SET pipeline_hash = ? WHERE run_id = ? AND pipeline_hash IS NULL");
        update.Bind(1, Hash.ToString()).Bind(2, run).Run();
    }
}
