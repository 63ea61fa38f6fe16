namespace Pawl.Recovery;

/// <summary>A run in a store, opened for writing by its only owner.</summary>
public interface IRun : IDisposable
{
    /// <summary>By it the run's rows are known from those of other runs.</summary>
    long Id { get; }

    /// <summary>Rises with each owner. Nothing that it influences is part of an output.</summary>
    long Epoch { get; }

    /// <summary>Whether the run came to its end.</summary>
    bool IsFinished { get; }

    /// <summary>The logs as they were when the run was opened.</summary>
    IReadOnlyDictionary<string, StoredLog> Logs { get; }

    /// <summary>The accounts as they were when the run was opened.</summary>
    IReadOnlyDictionary<string, StoredAccount> Accounts { get; }

    /// <summary>
    /// Stores everything or nothing; it is durable when this returns. Refused where another owner has taken over since.
    /// </summary>
    /// <param name="batches">What was added to logs, those that are new among them.</param>
    /// <param name="finishes">Whether the run has come to its end with it.</param>
    /// <param name="account">What an account did because of it; null where there is none, or it did nothing.</param>
    /// <exception cref="StoreException">The run has another owner, or the store cannot be written.</exception>
    void Commit(IReadOnlyCollection<LogBatch> batches, bool finishes, MessageBatch? account = null);

    /// <summary>Stores input that was refused. What is stored already stays as it is.</summary>
    /// <exception cref="StoreException">The run has another owner, or the store cannot be written.</exception>
    void Refuse(IReadOnlyCollection<DeadLetter> letters);
}
