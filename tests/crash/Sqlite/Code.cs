namespace Pawl.Tests.Crash.Sqlite;

/// <summary>Answers of SQLite that the simulation gives, by their numbers in sqlite3.h.</summary>
internal static class Code
{
    public const int Ok = 0;
    public const int Busy = 5;
    public const int Failed = 10;
    public const int NotFound = 12;
    public const int Full = 13;
    public const int CannotOpen = 14;
    public const int ShortRead = Failed | (2 << 8);
    public const int WriteFailed = Failed | (3 << 8);
    public const int SyncFailed = Failed | (4 << 8);
    public const int TruncateFailed = Failed | (6 << 8);
    public const int DeleteFailed = Failed | (10 << 8);
    public const int NothingToDelete = Failed | (23 << 8);
}
